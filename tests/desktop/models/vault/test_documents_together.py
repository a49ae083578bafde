"""Documents with two workers, on a full disk, and to somebody who only has the files."""

import os
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.models.vault.chunks import CHUNK, HEADER, SEALED_CHUNK
from desktop.models.vault.documents import DocumentStore
from desktop.models.vault.errors import (
    DocumentBusy,
    DocumentMissing,
    VaultFull,
)
from portal_protocol.records import Blob
from tests.desktop.models.vault.making import blob_of, file_of, keep, sealed_chunks

LARGE = 64 * 1024 * 1024
BYTES = secrets.token_bytes(3 * CHUNK)


def test_two_workers_never_write_the_same_document(store: DocumentStore):
    blob = blob_of(b"document")
    with store.open_for_append(blob) as writer:
        with pytest.raises(DocumentBusy):
            store.open_for_append(blob)
        writer.write(b"document")
        writer.finish()
    keep(store, b"document")


def test_document_removed_while_it_comes_in_is_missing(store: DocumentStore):
    blob = blob_of(b"document")

    def fetch() -> None:
        with store.open_for_append(blob) as writer:
            writer.write(b"document")
            store.remove(blob.digest)
            writer.finish()

    with pytest.raises(DocumentMissing):
        fetch()
    keep(store, b"document")


def test_two_workers_write_and_read_side_by_side(store: DocumentStore):
    both = threading.Barrier(2)

    def work(start: int) -> list[tuple[Blob, bytes]]:
        both.wait()
        kept = []
        for number in range(start, start + 10):
            data = BYTES[number : number + CHUNK + 1000]
            kept.append((keep(store, data), data))
        return kept

    with ThreadPoolExecutor(2) as pool:
        kept = [pair for pairs in pool.map(work, (0, 1000)) for pair in pairs]
    assert all(store.read(blob.digest, LARGE) == data for blob, data in kept)


@pytest.mark.rule("OFF-6")
def test_full_disk_is_told_and_the_download_goes_on_later(store: DocumentStore):
    resource = pytest.importorskip("resource", reason="limits of file sizes are those of POSIX")
    blob = blob_of(BYTES)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fetch() -> None:
        with store.open_for_append(blob) as writer:
            writer.write(BYTES[writer.held :])
            writer.finish()

    resource.setrlimit(resource.RLIMIT_FSIZE, (SEALED_CHUNK + 5000, before[1]))
    try:
        with pytest.raises(VaultFull):
            fetch()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert store.held(blob.digest) == CHUNK
    fetch()
    assert store.read(blob.digest, LARGE) == BYTES


@pytest.mark.rule("OFF-2")
def test_files_tell_nothing(store: DocumentStore):
    blob = keep(store, b"a readable document of Elena's" * 1000)

    (file,) = file_of(store, blob).parent.iterdir()
    assert blob.digest not in file.name
    assert b"readable" not in file.read_bytes()


@pytest.mark.rule("OFF-2")
def test_no_nonce_meets_two_plaintexts_when_other_bytes_come_the_second_time(store: DocumentStore):
    blob = blob_of(BYTES)
    part = store._part(blob.digest)
    with store.open_for_append(blob) as writer:
        writer.write(bytes(2 * CHUNK) + b"x")
    wrong = sealed_chunks(part.read_bytes())[1]
    os.truncate(part, HEADER + 2 * SEALED_CHUNK - 1)  # a crash: who has seen the disk has both

    with store.open_for_append(blob) as writer:
        assert writer.held == CHUNK
        writer.write(BYTES[CHUNK:])
    right = sealed_chunks(part.read_bytes())[1]

    both = (int.from_bytes(sealed[7:-16]) for sealed in (wrong, right))
    plain = int.from_bytes(BYTES[CHUNK : 2 * CHUNK])
    assert wrong[:7] != right[:7]
    assert next(both) ^ next(both) != plain  # the same key stream twice would tell it


def test_nobody_opens_a_part_that_is_being_given_its_name(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
):
    blob, replace = blob_of(b"document"), Path.replace

    def raced(part: Path, target: Path) -> Path:
        with pytest.raises(DocumentBusy):
            store.open_for_append(blob)
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", raced)
    keep(store, b"document")
    assert store.read(blob.digest, LARGE) == b"document"
