"""Taking a record of 1 GB out of the vault into a folder (OFF-7)."""

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Raw

from bench.figure import Figure, compare
from bench.parts import folder
from desktop.models.items.family import Family
from desktop.models.record import TakeWish
from desktop.models.vault import streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.record.taking import Taking
from portal_protocol.records import Blob, PatientId, Person, Record, Statement
from portal_protocol.sync import Position, StreamPage, SyncAnswer

DOCUMENTS, BYTES = 100, 10_000_000
ELENA = PatientId("elena")
PERSON = Person(id=ELENA, patient=ELENA, first_name="Elena", last_name="Marlowe")
NOW = datetime(2026, 10, 28, 12, tzinfo=UTC)


def figures() -> Iterator[Figure]:
    """Everything into a folder, read back; against decrypting into one file, with SHA-256."""
    with folder() as place, filled(place) as (vault, blobs):
        yield compare(
            f"taking a record of {DOCUMENTS * BYTES / 1e9:.0f} GB, folder, read back",
            lambda: taken(vault, place / "chosen"),
            lambda: one_file(vault, blobs, place / "plain"),
            unit="s",
            limit=1.5,
            rounds=3,
        )


@contextmanager
def filled(place: Path) -> Iterator[tuple[Vault, list[Blob]]]:
    """A vault with that many documents, each a statement's."""
    vault = Vault.create(VaultFolder(place / "vault"), VaultKey.new())
    try:
        blobs = [kept(vault, number) for number in range(DOCUMENTS)]
        statements = [
            Statement(id=f"s-{n}", patient=ELENA, at=NOW - timedelta(days=n), blobs=(blob,))
            for n, blob in enumerate(blobs)
        ]
        share(vault, [PERSON, *statements])
        yield vault, blobs
    finally:
        vault.close()


def kept(vault: Vault, number: int) -> Blob:
    """A document made by code, in the vault."""
    data = hashlib.shake_128(str(number).encode()).digest(BYTES)
    blob = Blob(hashlib.sha256(data).hexdigest(), len(data))
    with vault.documents.open_for_append(blob) as writer:
        writer.write(data)
        writer.finish()
    return blob


def share(vault: Vault, records: list[Record]) -> None:
    """Let the records come in as from a practice."""
    bodies = tuple(Raw(msgspec.json.encode(one)) for one in records)
    page = StreamPage(stream="patient:elena", upto=Position(1, 1), items=bodies, complete=True)
    with vault.writing() as connection:
        streams.apply(connection, SyncAnswer(pages=(page,), gone=(), server_time=NOW))


def taken(vault: Vault, chosen: Path) -> float:
    """Seconds to take all of it; it is removed again."""

    def nothing(*_: object) -> None:
        """Every document is here, none is XML, and nobody is to be told."""

    chosen.mkdir()
    taking = Taking(vault, nothing, nothing, Family((PERSON,)), "elena", nothing)
    start = time.perf_counter()
    taking.take(TakeWish(chosen), Context())
    seconds = time.perf_counter() - start
    shutil.rmtree(chosen)
    return seconds


def one_file(vault: Vault, blobs: list[Blob], target: Path) -> float:
    """Seconds to read every document from the vault into one plain file, hashed as it passes."""
    digest = hashlib.sha256()
    start = time.perf_counter()
    with target.open("wb") as file:
        for blob in blobs:
            for chunk in vault.documents.stream(blob.digest):
                digest.update(chunk)
                file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.perf_counter() - start
    target.unlink()
    return seconds
