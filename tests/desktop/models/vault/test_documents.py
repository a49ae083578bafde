"""Documents: any bytes, cut anywhere, come whole or not at all."""

import os
import secrets
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.vault.chunks import CHUNK, HEADER, SEALED_CHUNK, plain_size
from desktop.models.vault.documents import DocumentStore
from desktop.models.vault.errors import (
    DocumentDamaged,
    DocumentMissing,
    DocumentTooLarge,
    WrongDigest,
)
from desktop.models.vault.key import VaultKey
from tests.desktop.models.vault.making import blob_of, digest_of, file_of, keep, sealed_chunks

LARGE = 64 * 1024 * 1024
SIZES = st.sampled_from(
    [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 7, 3 * CHUNK]
)
BYTES = secrets.token_bytes(3 * CHUNK)


@settings(max_examples=40, deadline=None)
@given(size=SIZES, step=st.sampled_from([1000, CHUNK, CHUNK + 1, 10 * CHUNK]))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, size: int, step: int):
    store = DocumentStore(tmp_path_factory.mktemp("documents"), VaultKey.new())
    data = BYTES[:size]

    blob = keep(store, data, max(step, 1))

    assert store.has(blob.digest)
    assert store.held(blob.digest) == size
    assert store.read(blob.digest, LARGE) == data
    assert b"".join(store.stream(blob.digest)) == data
    assert plain_size(file_of(store, blob).stat().st_size) == size


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_beginning_is_what_one_chunk_holds_whatever_is_behind_it(store: DocumentStore, size: int):
    blob = keep(store, BYTES[:size])
    assert store.beginning(blob.digest) == BYTES[: min(size, CHUNK)]
    path = file_of(store, blob)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)
    if size > CHUNK:
        assert store.beginning(blob.digest) == BYTES[:CHUNK]
    else:
        with pytest.raises(DocumentDamaged):
            store.beginning(blob.digest)


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


TAMPERINGS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda file: b"",
    "header only": lambda file: file[:HEADER],
    "cut in a chunk": lambda file: file[:-1],
    "last chunk cut off": lambda file: file[:HEADER] + b"".join(sealed_chunks(file)[:-1]),
    "first chunk cut off": lambda file: file[:HEADER] + b"".join(sealed_chunks(file)[1:]),
    "swapped": lambda file: (
        file[:HEADER]
        + sealed_chunks(file)[1]
        + sealed_chunks(file)[0]
        + b"".join(sealed_chunks(file)[2:])
    ),
    "last first": lambda file: file[:HEADER] + b"".join(reversed(sealed_chunks(file))),
    "repeated": lambda file: file[:HEADER] + sealed_chunks(file)[0] + file[HEADER:],
    "extended by a byte": lambda file: file + b"\0",
    "extended by a tag": lambda file: file + bytes(23),
    "extended by a chunk": lambda file: file + sealed_chunks(file)[0],
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
    with pytest.raises(DocumentDamaged):
        list(store.stream(blob.digest))


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
    with pytest.raises(DocumentMissing):
        list(store.stream(digest_of(b"absent")))


def test_removing_and_sweeping_leave_what_is_wanted(store: DocumentStore):
    blobs = [keep(store, bytes([number]) * 10) for number in range(4)]
    with store.open_for_append(blob_of(BYTES)) as writer:
        writer.write(BYTES[: CHUNK + 1])
    store.remove(blobs[0].digest)
    store.remove(blobs[0].digest)

    assert store.sweep({blobs[1].digest, blob_of(BYTES).digest}) == 2

    assert [store.has(blob.digest) for blob in blobs] == [False, True, False, False]
    assert store.held(blob_of(BYTES).digest) == CHUNK
