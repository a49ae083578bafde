"""The command `practice-server`."""

import argparse
import asyncio
import os
import signal
import ssl
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TypeVar

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from practice_server import audit, log, uploads
from practice_server.blobs import BlobStore
from practice_server.expiry import expire
from practice_server.feed.folder import BadFolder, take
from practice_server.mail import notices
from practice_server.mail.smtp import Outlet
from practice_server.settings import CONFIG_VARIABLE, PREFIX, BadSetting, Settings, load
from practice_server.store import trimming
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.summaries.making import make_due
from practice_server.transmit import mdn
from practice_server.transmit.cms import BadMessage
from practice_server.transmit.sending import send_all
from practice_server.transmit.setup import direct_of, senders_of, ways_of
from practice_server.trim import trim

KEEP_ALIVE_SECONDS = 75
GRACE_SECONDS = 20
BACKLOG = 1024
KEEP_DAYS = 400
MOST_DAYS = 36_500
SENT_EVERY = 10
UNSENT_KEPT = timedelta(days=1)
BEGINNING = """

To begin, write a file server.toml with a secret of your own for the practice's system:

    feed_key = "at least 32 characters"

and start again: practice-server {command} --config server.toml
docs/practice.md tells the rest."""

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit status: 0 done, 1 failed, 2 a bad setting or argument."""
    asked = _parser().parse_args(arguments)
    try:
        if getattr(asked, "workers", None) is not None:
            os.environ[f"{PREFIX}WORKERS"] = str(asked.workers)
        settings = load(asked.config)
        log.set_up(settings.log_level)
        return COMMANDS[asked.command](settings, asked)
    except BadSetting as error:
        return _complain(f"Bad setting {error}{_beginning(asked)}", 2)
    except BadFolder as error:
        return _complain(str(error), 1)
    except (SQLAlchemyError, OSError) as error:
        log.fault("command_failed", error, command=asked.command)
        return _complain(f"The database or the files cannot be used ({type(error).__name__})", 1)


def serve(settings: Settings, asked: argparse.Namespace) -> int:
    """Answer patients and the practice's system until asked to end."""
    _try_certificate(settings)
    direct_of(settings)  # a bad setting stops the start
    if asked.config is not None:
        os.environ[CONFIG_VARIABLE] = str(asked.config.resolve())
    _with_store(settings, Store.migrate)
    signal.signal(signal.SIGTERM, _leave)
    uvicorn.run(
        "practice_server.app:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=BACKLOG,
        ssl_certfile=_beside(settings, settings.tls_certificate),
        ssl_keyfile=_beside(settings, settings.tls_key),
    )
    return 0


def import_folder(settings: Settings, asked: argparse.Namespace) -> int:
    """Bring a folder of records and files in, and make the care summaries that it asks for."""
    _with_store(settings, Store.migrate)
    blobs = BlobStore.open(settings)
    taken = _with_store(settings, lambda store: asyncio.run(take(asked.folder, store, blobs)))
    _with_store(settings, lambda store: make_due(store, blobs))
    _say(f"{taken.files} files, {taken.changed} records new or changed, {taken.same} unchanged")
    return 0


def migrate(settings: Settings, _asked: argparse.Namespace) -> int:
    """Bring the database to this version's form."""
    _with_store(settings, Store.migrate)
    _say("The database is up to date")
    return 0


def check(settings: Settings, _asked: argparse.Namespace) -> int:
    """Try everything that a start needs: settings, database, files."""
    _try_certificate(settings)
    direct_of(settings)
    _say("Settings: good")
    _with_store(settings, Store.migrate)
    _say("Database: good")
    try:
        BlobStore.open(settings).probe()
    except Exception as error:
        log.fault("blobs_failed", error)
        return _complain(f"Files: cannot be written ({type(error).__name__})", 1)
    _say("Files: good")
    return 0


def audit_verify(settings: Settings, _asked: argparse.Namespace) -> int:
    """Check the chain of the audit log."""
    try:
        entries = _with_store(settings, audit.verify)
    except audit.AuditBrokenError as error:
        return _complain(str(error), 1)
    _say(f"The audit log is whole: {entries} entries")
    return 0


def trim_store(settings: Settings, asked: argparse.Namespace) -> int:
    """Delete what is of no more use: spent sessions, traces of records deleted long ago, files that
    nobody sent, what has expired."""
    before = now() - timedelta(days=asked.days)
    rows = _with_store(settings, trim)
    emails = _with_store(settings, expire)
    old = _with_store(settings, lambda store: trimming.trim(store, before))
    unsent, blobs = now() - UNSENT_KEPT, BlobStore.open(settings)
    files = _with_store(settings, lambda store: uploads.trim(store, blobs, unsent))
    _say(
        f"{rows} rows of sessions, {old.tombstones} deletions, {old.positions} positions,"
        f" {files} unsent files dropped; {emails} emails expired"
    )
    return 0


def send_notices(settings: Settings, asked: argparse.Namespace) -> int:
    """Send notices of new messages by e-mail, until asked to end; any number may run."""
    if not settings.smtp_url:
        return _complain("No notices are sent: smtp_url is not set", 2)
    _with_store(settings, Store.migrate)
    signal.signal(signal.SIGTERM, _leave)
    outlet = Outlet.of(settings)
    while True:
        sent = _with_store(settings, lambda store: notices.send_all(store, outlet))
        if asked.once:
            _say(f"{sent} notices sent")
            return 0
        time.sleep(SENT_EVERY)


def send_transmissions(settings: Settings, asked: argparse.Namespace) -> int:
    """Send the care summaries that patients transmit, until asked to end; any number may run."""
    if not ways_of(settings):
        return _complain("Nothing is transmitted: smtp_url is not set", 2)
    direct = direct_of(settings)
    _with_store(settings, Store.migrate)
    signal.signal(signal.SIGTERM, _leave)
    while True:
        sent = _with_store(
            settings, lambda store: send_all(store, senders_of(settings, store, direct))
        )
        if asked.once:
            _say(f"{sent} transmissions sent")
            return 0
        time.sleep(SENT_EVERY)


def take_mdn(settings: Settings, _asked: argparse.Namespace) -> int:
    """Take the answer to a Direct message from standard input; safe to repeat."""
    direct = direct_of(settings)
    if direct is None:
        return _complain("No answers are taken: direct_address is not set", 2)
    message = sys.stdin.buffer.read()
    try:
        ours = _with_store(settings, lambda store: mdn.take(store, direct, message))
    except BadMessage as error:
        return _complain(f"Not taken: {error}", 1)
    _say("Taken" if ours else "Not about anything that was transmitted from here")
    return 0


COMMANDS: dict[str, Callable[[Settings, argparse.Namespace], int]] = {
    "serve": serve,
    "import": import_folder,
    "migrate": migrate,
    "check": check,
    "audit-verify": audit_verify,
    "trim": trim_store,
    "notices": send_notices,
    "transmit": send_transmissions,
    "mdn": take_mdn,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="practice-server", description="The practice's side of the patient portal"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.__doc__)
        added.add_argument("--config", type=Path, help="the settings file (TOML)")
        if name == "serve":
            added.add_argument("--workers", type=int, help="how many processes answer")
        if name == "trim":
            added.add_argument(
                "--days",
                type=_days,
                default=KEEP_DAYS,
                help="how long deletions are kept; computers away for longer fetch anew",
            )
        if name in {"notices", "transmit"}:
            added.add_argument("--once", action="store_true", help="end when all are sent")
        if name == "import":
            added.add_argument("folder", type=Path, help="holds records/*.json and blobs/*")
    return parser


def _with_store(settings: Settings, work: Callable[[Store], T]) -> T:
    store = Store.open(settings.database_url)
    try:
        return work(store)
    finally:
        store.close()


def _beginning(asked: argparse.Namespace) -> str:
    """How to begin, for who gave no settings at all; nothing for who did."""
    if asked.config is not None or any(name.startswith(PREFIX) for name in os.environ):
        return ""
    return BEGINNING.format(command=asked.command)


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= MOST_DAYS:
        raise ValueError
    return days


def _try_certificate(settings: Settings) -> None:
    """Raises BadSetting when the certificate and its key cannot be read, or are no pair."""
    certificate = _beside(settings, settings.tls_certificate)
    if certificate is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            certificate, _beside(settings, settings.tls_key)
        )
    except OSError:  # ssl.SSLError is one
        raise BadSetting("tls_certificate", "cannot be used") from None


def _beside(settings: Settings, path: str) -> str | None:
    return str(settings.base / path) if path else None


def _leave(_number: int, _frame: FrameType | None) -> None:
    # uvicorn ends gracefully, then raises the signal again
    sys.exit(0)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str, status: int) -> int:
    sys.stderr.write(text + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
