"""Documents: any bytes, cut anywhere, come whole or not at all."""

import os
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.vault.chunks import CHUNK, HEADER, SEALED_CHUNK, plain_size
from desktop.models.vault.documents import DocumentStore
from desktop.models.vault.errors import (
    DocumentBusy,
    DocumentDamaged,
    DocumentMissing,
    DocumentTooLarge,
    VaultFull,
    WrongDigest,
)
from desktop.models.vault.key import VaultKey
from portal_protocol.records import Blob
from tests.desktop.models.vault.making import blob_of, digest_of

LARGE = 64 * 1024 * 1024
SIZES = st.sampled_from(
    [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 7, 3 * CHUNK]
)
BYTES = secrets.token_bytes(3 * CHUNK)


@pytest.fixture
def store(tmp_path: Path, key: VaultKey) -> DocumentStore:
    return DocumentStore(tmp_path / "documents", key)


def keep(store: DocumentStore, data: bytes, step: int = 100_000) -> Blob:
    blob = blob_of(data)
    with store.open_for_append(blob) as writer:
        for start in range(writer.held, len(data), step):
            writer.write(data[start : start + step])
        writer.finish()
    return blob


def file_of(store: DocumentStore, blob: Blob) -> Path:
    return store._path(blob.digest)


@settings(max_examples=40, deadline=None)
@given(size=SIZES, step=st.sampled_from([1000, CHUNK, CHUNK + 1, 10 * CHUNK]))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, size: int, step: int):
    store = DocumentStore(tmp_path_factory.mktemp("documents"), VaultKey.new())
    data = BYTES[:size]

    blob = keep(store, data, max(step, 1))

    assert store.has(blob.digest)
    assert store.held(blob.digest) == size
    assert store.read(blob.digest, LARGE) == data
    assert plain_size(file_of(store, blob).stat().st_size) == size


@settings(max_examples=60, deadline=None)
@given(size=SIZES, cut=st.integers(0, 3 * SEALED_CHUNK + HEADER), written=st.integers(0, 3 * CHUNK))
def test_download_goes_on_wherever_it_was_cut_off(
    tmp_path_factory: pytest.TempPathFactory, size: int, cut: int, written: int
):
    store = DocumentStore(tmp_path_factory.mktemp("documents"), VaultKey.new())
    data = BYTES[:size]
    blob = blob_of(data)
    with store.open_for_append(blob) as writer:
        writer.write(data[:written])
    part = store._part(blob.digest)
    os.truncate(part, min(cut, part.stat().st_size))

    assert not store.has(blob.digest)
    held = store.held(blob.digest)
    with store.open_for_append(blob) as writer:
        assert writer.held == held
        writer.write(data[held:])
        writer.finish()
    assert store.read(blob.digest, LARGE) == data
    assert not part.exists()


def test_finished_but_not_yet_renamed_document_is_taken_up(store: DocumentStore):
    data = BYTES[: 2 * CHUNK]
    blob = keep(store, data)
    file_of(store, blob).rename(store._part(blob.digest))

    with store.open_for_append(blob) as writer:
        assert writer.held == CHUNK
        writer.write(data[CHUNK:])
        writer.finish()
    assert store.read(blob.digest, LARGE) == data


def _sealed(file: bytes) -> list[bytes]:
    return [file[at : at + SEALED_CHUNK] for at in range(HEADER, len(file), SEALED_CHUNK)]


TAMPERINGS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda file: b"",
    "header only": lambda file: file[:HEADER],
    "cut in a chunk": lambda file: file[:-1],
    "last chunk cut off": lambda file: file[:HEADER] + b"".join(_sealed(file)[:-1]),
    "first chunk cut off": lambda file: file[:HEADER] + b"".join(_sealed(file)[1:]),
    "swapped": lambda file: (
        file[:HEADER] + _sealed(file)[1] + _sealed(file)[0] + b"".join(_sealed(file)[2:])
    ),
    "last first": lambda file: file[:HEADER] + b"".join(reversed(_sealed(file))),
    "repeated": lambda file: file[:HEADER] + _sealed(file)[0] + file[HEADER:],
    "extended by a byte": lambda file: file + b"\0",
    "extended by a tag": lambda file: file + bytes(23),
    "extended by a chunk": lambda file: file + _sealed(file)[0],
    "other prefix": lambda file: file[: HEADER - 1] + bytes([file[HEADER - 1] ^ 1]) + file[HEADER:],
    "other magic": lambda file: b"X" + file[1:],
}


@pytest.mark.parametrize("how", TAMPERINGS)
@pytest.mark.parametrize("size", [3 * CHUNK, 2 * CHUNK + 5])
def test_changed_file_is_never_shown(store: DocumentStore, how: str, size: int):
    blob = keep(store, BYTES[:size])
    file = file_of(store, blob)
    file.write_bytes(TAMPERINGS[how](file.read_bytes()))

    with pytest.raises(DocumentDamaged):
        store.read(blob.digest, LARGE)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_is_seen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    store = DocumentStore(tmp_path_factory.mktemp("documents"), VaultKey.new())
    blob = keep(store, BYTES[: CHUNK + 100])
    file = file_of(store, blob)
    whole = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(whole)

    with pytest.raises(DocumentDamaged):
        store.read(blob.digest, LARGE)


def test_document_under_anothers_name_is_not_shown(store: DocumentStore):
    one, other = keep(store, b"one"), keep(store, b"other")
    file_of(store, other).write_bytes(file_of(store, one).read_bytes())

    with pytest.raises(DocumentDamaged):
        store.read(other.digest, LARGE)


def test_unsound_chunk_of_an_unfinished_document_is_fetched_again(store: DocumentStore):
    blob = blob_of(BYTES)
    with store.open_for_append(blob) as writer:
        writer.write(BYTES[: 2 * CHUNK + 9])
    part = store._part(blob.digest)
    whole = bytearray(part.read_bytes())
    whole[HEADER + SEALED_CHUNK + 5] ^= 1
    part.write_bytes(whole)

    with store.open_for_append(blob) as writer:
        assert writer.held == CHUNK
        writer.write(BYTES[CHUNK:])
        writer.finish()
    assert store.read(blob.digest, LARGE) == BYTES


@pytest.mark.parametrize("wrong", [b"other bytes!", b"too short", b"", b"much longer than it is"])
def test_wrong_bytes_are_not_kept(store: DocumentStore, wrong: bytes):
    blob = blob_of(b"right bytes!")

    def fetch() -> None:
        with store.open_for_append(blob) as writer:
            writer.write(wrong)
            writer.finish()

    with pytest.raises(WrongDigest):
        fetch()
    assert store.size() == 0
    assert not store.has(blob.digest)
    keep(store, b"right bytes!")


def test_whole_read_is_bounded(store: DocumentStore):
    blob = keep(store, BYTES)

    with pytest.raises(DocumentTooLarge):
        store.read(blob.digest, len(BYTES) - 1)
    assert store.read(blob.digest, len(BYTES)) == BYTES


def test_missing_document_is_told(store: DocumentStore):
    assert not store.has(digest_of(b"absent"))
    assert store.held(digest_of(b"absent")) == 0
    assert store.sweep(()) == store.size() == 0
    with pytest.raises(DocumentMissing):
        store.read(digest_of(b"absent"), LARGE)


def test_removing_and_sweeping_leave_what_is_wanted(store: DocumentStore):
    blobs = [keep(store, bytes([number]) * 10) for number in range(4)]
    with store.open_for_append(blob_of(BYTES)) as writer:
        writer.write(BYTES[: CHUNK + 1])
    store.remove(blobs[0].digest)
    store.remove(blobs[0].digest)

    assert store.sweep({blobs[1].digest, blob_of(BYTES).digest}) == 2

    assert [store.has(blob.digest) for blob in blobs] == [False, True, False, False]
    assert store.held(blob_of(BYTES).digest) == CHUNK


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
    wrong = _sealed(part.read_bytes())[1]
    os.truncate(part, HEADER + 2 * SEALED_CHUNK - 1)  # a crash: who has seen the disk has both

    with store.open_for_append(blob) as writer:
        assert writer.held == CHUNK
        writer.write(BYTES[CHUNK:])
    right = _sealed(part.read_bytes())[1]

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
