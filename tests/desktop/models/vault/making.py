"""Records, pages and answers of a practice, made small for tests of the vault."""

import hashlib
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Raw

from desktop.models.vault import outbox, streams
from desktop.models.vault.chunks import HEADER, SEALED_CHUNK
from desktop.models.vault.documents import DocumentStore
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.streams import Applied
from desktop.models.vault.vault import Vault
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import (
    Answer,
    Appointment,
    Blob,
    PatientId,
    Record,
    Section,
    Statement,
)
from portal_protocol.sync import Position, StreamPage, SyncAnswer, Tombstone, patient_stream

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ELENA = PatientId("elena")
VISITS = patient_stream(ELENA, Section.APPOINTMENTS)
ACCOUNT = patient_stream(ELENA, Section.ACCOUNT)


def digest_of(data: bytes) -> str:
    """The SHA-256 by which a document is named."""
    return hashlib.sha256(data).hexdigest()


def blob_of(data: bytes) -> Blob:
    """What a record says of these bytes."""
    return Blob(digest_of(data), len(data))


def visit(number: int, patient: PatientId = ELENA, description: str = "Cleaning") -> Appointment:
    """The visit of that number, one hour after the one before it."""
    at = NOON + timedelta(hours=number)
    return Appointment(id=f"v{number}", patient=patient, at=at, description=description)


def statement(number: int, *documents: bytes) -> Statement:
    """The statement of that number with these documents."""
    at = NOON + timedelta(days=number)
    blobs = tuple(blob_of(data) for data in documents)
    return Statement(id=f"s{number}", patient=ELENA, at=at, blobs=blobs)


def raw(item: Record | Tombstone) -> Raw:
    """An item as it comes over the wire."""
    return Raw(msgspec.json.encode(item))


def page(
    stream: str,
    upto: int,
    items: Iterable[Record | Tombstone | Raw] = (),
    *,
    start_over: bool = False,
    complete: bool = True,
) -> StreamPage:
    """A page of a stream up to that number."""
    bodies = tuple(item if isinstance(item, Raw) else raw(item) for item in items)
    return StreamPage(
        stream=stream,
        upto=Position(upto, upto + 1000),
        items=bodies,
        start_over=start_over,
        complete=complete,
    )


def take(vault: Vault, *pages: StreamPage, gone: tuple[str, ...] = ()) -> Applied:
    """Let the vault take in an answer with these pages."""
    with vault.writing() as connection:
        answer = SyncAnswer(pages=pages, gone=gone, server_time=NOON)
        return streams.apply(connection, answer)


def confirm(vault: Vault, record: str) -> str:
    """Queue a confirmation of that visit; returns the action's id."""
    with vault.writing() as connection:
        action = AnswerVisit(
            id=outbox.new_id(connection),
            made_at=NOON,
            appointment=record,
            start=NOON,
            answer=Answer.CONFIRM,
        )
        outbox.put(connection, action)
        return action.id


def copied(vault: Vault, key: VaultKey, target: Path) -> Vault:
    """The vault as a crash at this moment would leave it, opened anew from copies of its files."""
    shutil.copytree(vault.folder.path, target, ignore=shutil.ignore_patterns("*-shm"))
    return Vault.open(VaultFolder(target), key)


def keep(store: DocumentStore, data: bytes, step: int = 100_000) -> Blob:
    blob = blob_of(data)
    with store.open_for_append(blob) as writer:
        for start in range(writer.held, len(data), step):
            writer.write(data[start : start + step])
        writer.finish()
    return blob


def file_of(store: DocumentStore, blob: Blob) -> Path:
    return store._path(blob.digest)


def sealed_chunks(file: bytes) -> list[bytes]:
    return [file[at : at + SEALED_CHUNK] for at in range(HEADER, len(file), SEALED_CHUNK)]
