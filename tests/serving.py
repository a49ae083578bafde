"""A real practice server for tests: its own process on a loopback port, stopped at the end."""

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import requests

from portal_protocol.feed import FEED_BATCH, Acknowledge, FeedItem, FeedResult, OutgoingAction
from portal_protocol.records import Blob
from portal_protocol.session import Device, Session, SignIn
from tests import processes

START_SECONDS = 60
DEVICE = Device(name="Test computer", system="Linux", program="tests")


@dataclass
class RunningServer:
    """One `practice-server serve` process and the practice's side of it.

    `config` is its settings file, `log` what it wrote to standard error. After `stop` or `kill`,
    `start` brings it back on the same port with the same data. A `cold` one is a new interpreter.
    """

    url: str
    feed_key: str
    folder: Path
    config: Path
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    cold: bool = False
    process: "processes.Process | None" = None

    def start(self) -> None:
        """Start the process and return once it answers; raises RuntimeError with its log."""
        if self.process is not None:
            return
        words = ["serve", f"--config={self.config}"]
        environment = os.environ | self.environment
        self.process = processes.start(words, self.log, environment, cold=self.cold)
        self._wait_until_it_answers()

    def stop(self) -> int:
        """Ask the process to end, as a service manager does; answers its exit status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """End the process at once, as a crash or a power cut does."""
        return self._end(signal.SIGKILL)

    def feed(self, items: Sequence[FeedItem]) -> FeedResult:
        """Send records through the feed's door; answers how many were new or changed."""
        changed = same = 0
        for at in range(0, len(items), FEED_BATCH):
            answer = self.call_feed(
                "PUT", "records", msgspec.json.encode(items[at : at + FEED_BATCH])
            )
            result = msgspec.json.decode(answer.content, type=FeedResult)
            changed, same = changed + result.changed, same + result.same
        return FeedResult(changed=changed, same=same)

    def bring_in(self, items: Sequence[FeedItem]) -> None:
        """Import records while it is stopped, so that no program comes in between."""
        assert self.process is None
        records = self.folder / "incoming" / "records"
        records.mkdir(parents=True, exist_ok=True)
        (records / "00000.json").write_bytes(msgspec.json.encode(items))
        words = ["import", f"--config={self.config}", str(records.parent)]
        done = processes.start(words, self.log, os.environ | self.environment, cold=self.cold)
        assert done.wait(60) == 0

    def feed_blob(self, content: bytes, media_type: str = "application/pdf") -> Blob:
        """Send a file through the feed's door; answers what a record holds of it."""
        digest = hashlib.sha256(content).hexdigest()
        self.call_feed("PUT", f"blobs/{digest}", content, media_type)
        return Blob(digest=digest, size=len(content), media_type=media_type)

    def outgoing(self, after: int = 0, limit: int = 100) -> list[OutgoingAction]:
        """What patients did and the practice has not read yet, past number `after`."""
        answer = self.call_feed("GET", f"actions?after={after}&limit={limit}")
        return msgspec.json.decode(answer.content, type=list[OutgoingAction])

    def acknowledge(self, upto: int) -> None:
        """Say that everything up to number `upto` was taken over."""
        self.call_feed("POST", "actions/acknowledge", msgspec.json.encode(Acknowledge(upto)))

    def sign_in(self, user_name: str, password: str) -> Session:
        """A session of this login on a new device."""
        body = msgspec.json.encode(SignIn(user_name=user_name, password=password, device=DEVICE))
        answer = requests.post(f"{self.url}/v1/session", data=body, timeout=30)
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=Session)

    def call_feed(
        self, method: str, path: str, body: bytes = b"", media_type: str = "application/json"
    ) -> requests.Response:
        """One call at the feed's door; raises requests.HTTPError when it is refused."""
        headers = {"Authorization": f"Bearer {self.feed_key}", "Content-Type": media_type}
        answer = requests.request(
            method, f"{self.url}/feed/v1/{path}", data=body, headers=headers, timeout=60
        )
        answer.raise_for_status()
        return answer

    def _end(self, how: signal.Signals) -> int:
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(how)
        try:
            return process.wait(30)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            raise

    def _wait_until_it_answers(self) -> None:
        assert self.process is not None
        end = time.monotonic() + START_SECONDS
        with requests.Session() as session:
            while self.process.poll() is None and time.monotonic() < end:
                try:
                    if session.get(f"{self.url}/health/live", timeout=5).ok:
                        return
                except requests.ConnectionError:
                    time.sleep(0.02)
        self.kill()
        raise RuntimeError(f"The server did not start: {self.log.read_text()[-4000:]}")


@contextmanager
def running_server(
    folder: Path,
    *,
    database_url: str | None = None,
    port: int | None = None,
    workers: int = 1,
    blobs: str = "blobs",
    environment: dict[str, str] | None = None,
    cold: bool = False,
    **settings: str | int,
) -> Iterator[RunningServer]:
    """A server whose database, files and log are in `folder`; stopped when the block ends.

    `settings` are lines of its settings file. `port` None takes a free one, kept over restarts.
    `cold` starts a new interpreter, as in life; several workers, which fork themselves, need it.
    """
    port = port or free_port()
    lines: dict[str, str | int] = {
        "port": port,
        "workers": workers,
        "database": database_url or "sqlite:///practice.db",
        "blobs": blobs,
        "feed_key": secrets.token_urlsafe(32),
        **settings,
    }
    server = RunningServer(
        url=f"http://127.0.0.1:{port}",
        feed_key=str(lines["feed_key"]),
        folder=folder,
        config=_written(folder, lines),
        log=folder / "server.log",
        environment=environment or {},
        cold=cold or workers > 1,
    )
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def copied_server(of: Path, folder: Path) -> Iterator[RunningServer]:
    """A server in `folder` with a copy of what the stopped one in `of` holds."""
    folder.mkdir(parents=True)
    for database in of.glob("practice.db*"):
        shutil.copyfile(database, folder / database.name)
    shutil.copytree(of / "blobs", folder / "blobs", copy_function=os.link)
    with running_server(folder) as server:
        yield server
        server.kill()  # nobody needs this copy any more


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _written(folder: Path, lines: Mapping[str, str | int]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "server.toml"
    config.write_text("".join(f"{name} = {_toml(value)}\n" for name, value in lines.items()))
    return config


def _toml(value: str | int) -> str:
    return str(value) if isinstance(value, int) else msgspec.json.encode(value).decode()
