"""What patients bring in to attach to messages, where the practice allows it (MAIL-5).

A row is written before the bytes come, and trimming holds the same lock: bytes that somebody is
bringing in anew are never taken for old ones.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, select, update

from portal_protocol.offices import Webmail
from portal_protocol.records import Blob, Section
from practice_server.blobs import BlobStore
from practice_server.file_names import clean_name
from practice_server.problems import AttachmentRefused
from practice_server.store.columns import now
from practice_server.store.counters import hold
from practice_server.store.store import Store
from practice_server.store.tables import blob, blob_ref, upload
from practice_server.store.upserts import insert_missing
from practice_server.visits import practice_of

MOST = 100
"""How many files of one login may be here before they are sent or trimmed."""

BATCH = 20
"""How many files are trimmed in one transaction, for which others wait."""

_LOCK = "uploads"
_NOBODY = ""
"""Stands for a login where the server itself makes a file."""


def begin(store: Store, login: str, digest: str) -> Webmail:
    """Say that this file is coming; answers what the practice allows.

    Raises AttachmentRefused when it allows none, or when the login brought in too many.
    """
    with store.writing() as connection:
        webmail = allowed(connection)
        if webmail is None:
            raise AttachmentRefused("The practice takes no files")
        hold_files(connection)
        others = (upload.c.login == login, upload.c.digest != digest)
        if (connection.scalar(select(func.count()).where(*others)) or 0) >= MOST:
            raise AttachmentRefused("Too many files are waiting to be sent")
        row = {"login": login, "digest": digest, "size": 0, "media_type": "", "created_at": now()}
        insert_missing(connection, upload, [row])
        mine = update(upload).where(upload.c.login == login, upload.c.digest == digest)
        connection.execute(mine.values(created_at=now()))
    return webmail


def finish(store: Store, login: str, found: Blob) -> None:
    """The bytes are here, of this size and kind."""
    mine = update(upload).where(upload.c.login == login, upload.c.digest == found.digest)
    with store.writing() as connection:
        connection.execute(mine.values(size=found.size, media_type=found.media_type))


def take(connection: Connection, login: str, wanted: tuple[Blob, ...]) -> tuple[Blob, ...] | None:
    """The files of this login as they are, under clean names; None when one of them is not here.

    From now on they are files of a record, which trimming keeps.
    """
    digests = sorted({each.digest for each in wanted})
    rows = connection.execute(
        select(upload)
        .where(upload.c.login == login, upload.c.digest.in_(digests), upload.c.media_type != "")
        .order_by(upload.c.digest)
        .with_for_update()
    ).all()
    if [row.digest for row in rows] != digests:
        return None
    here = {row.digest: row for row in rows}
    kept = [
        {"digest": row.digest, "size": row.size, "media_type": row.media_type, "created_at": now()}
        for row in rows
    ]
    insert_missing(connection, blob, kept)
    return tuple(
        Blob(
            digest=each.digest,
            size=here[each.digest].size,
            media_type=here[each.digest].media_type,
            name=clean_name(each.name),
        )
        for each in wanted
    )


def announce(store: Store, digest: str) -> None:
    """Say that the server is about to make this file: it is trimmed unless it is kept."""
    with store.writing() as connection:
        hold_files(connection)
        insert_missing(connection, upload, [_unsent(digest)])


def keep(connection: Connection, made: Blob) -> None:
    """The announced file belongs to a record now."""
    row = {"digest": made.digest, "size": made.size, "media_type": made.media_type}
    insert_missing(connection, blob, [{**row, "created_at": now()}])


def let_go(connection: Connection, digest: str) -> None:
    """A file that was kept is trimmed like one that nobody sent, unless a record has it."""
    hold_files(connection)
    if connection.scalar(select(exists().where(blob_ref.c.digest == digest))):
        return
    connection.execute(delete(blob).where(blob.c.digest == digest))
    insert_missing(connection, upload, [_unsent(digest)])


def allowed(connection: Connection) -> Webmail | None:
    """What the practice lets patients attach; None when it does not (MAIL-5)."""
    practice = practice_of(connection)
    on = Section.WEBMAIL in practice.sections and practice.webmail.attachments
    return practice.webmail if on else None


def trim(store: Store, blobs: BlobStore, before: datetime) -> int:
    """Delete what was brought in before then and never sent; answers how many files that was."""
    total = 0
    while (dropped := _trim_some(store, blobs, before)) is not None:
        total += dropped
    return total


def _trim_some(store: Store, blobs: BlobStore, before: datetime) -> int | None:
    """One batch in a transaction of its own; None when nothing was left."""
    old = select(upload.c.digest).where(upload.c.created_at < before).distinct()
    with store.writing() as connection:
        hold_files(connection)
        digests = connection.scalars(old.order_by(upload.c.digest).limit(BATCH)).all()
        rows = delete(upload).where(upload.c.created_at < before, upload.c.digest.in_(digests))
        connection.execute(rows)
        unsent = [each for each in digests if not _is_kept(connection, each)]
        for digest in unsent:
            blobs.remove(digest)  # while the lock is held
    return len(unsent) if digests else None


def hold_files(connection: Connection) -> None:
    """Let no file be trimmed until this transaction ends."""
    hold(connection, _LOCK)


def _unsent(digest: str) -> dict[str, object]:
    row = {"login": _NOBODY, "digest": digest, "size": 0, "media_type": ""}
    return {**row, "created_at": now()}


def _is_kept(connection: Connection, digest: str) -> bool:
    sent, newer = blob.c.digest == digest, upload.c.digest == digest
    return bool(connection.scalar(select(exists().where(sent) | exists().where(newer))))
