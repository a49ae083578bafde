"""No file that the vault writes holds what the patient may read, nor the key, nor the password."""

import base64
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.vault import indexing, meta, outbox, papers, queries, search
from desktop.models.vault.chunks import CHUNK
from desktop.models.vault.folder import Header, VaultFolder
from desktop.models.vault.key import VaultKey, wrap
from desktop.models.vault.vault import Vault
from portal_protocol.actions import NoteViewed
from portal_protocol.records import Appointment, PatientId
from tests.desktop.models.vault.making import (
    ACCOUNT,
    ELENA,
    NOON,
    VISITS,
    blob_of,
    copied,
    page,
    statement,
    take,
    visit,
)

PASSWORD = "Correct-Horse-Bätterie"
MARKERS = [f"marker{secrets.token_hex(8)}" for _ in range(50)]


def spellings(words: str) -> Iterator[bytes]:
    """A text in every form in which a file may give it away."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1"):
        yield words.encode(encoding)
    yield from encoded(words.encode())


def encoded(data: bytes) -> Iterator[bytes]:
    yield data
    yield data.hex().encode()
    yield data.hex().upper().encode()
    for cut in range(3):  # a text in base64 looks different at each of three places
        whole = base64.b64encode(data[cut : cut + (len(data) - cut) // 3 * 3])
        yield from (whole, whole.translate(bytes.maketrans(b"+/", b"-_")))


def forbidden(key: VaultKey) -> frozenset[bytes]:
    secret = [*encoded(key.to_bytes()), *encoded(bytes.fromhex(key.database()))]
    documents = [*encoded(key.documents(blob_of(document()).digest))]
    words = [form for text in (*MARKERS, PASSWORD) for form in spellings(text)]
    digest = [*encoded(bytes.fromhex(blob_of(document()).digest))]
    return frozenset([*secret, *documents, *words, *digest])


def document() -> bytes:
    return "\n".join(MARKERS[30:]).encode() * 500 + bytes(CHUNK)


def assert_nothing_readable(key: VaultKey, *folders: Path) -> int:
    """Looks at every file there is, not at a list of known names; returns how many bytes."""
    words, looked_at = forbidden(key), 0
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        looked_at += len(data)
        assert not [word for word in words if word in data], path.name
        assert not [word for word in words if word in str(path).encode()], path.name
    return looked_at


def use(vault: Vault) -> None:
    records = [visit(number, PatientId(MARKERS[1]), MARKERS[number]) for number in range(10)]
    take(vault, page(VISITS, 1, records), page(ACCOUNT, 1, [statement(1, document())]))
    take(vault, page(f"patient:{MARKERS[20]}", 1, [visit(1, ELENA, MARKERS[21])]))
    with vault.writing() as connection:
        assert indexing.index_some(connection, 1000) == 0
        found = search.search(connection, MARKERS[3], 5)
        assert [hit.id for hit in found] == ["v3"]
        (paper,) = papers.waiting(connection)
        assert papers.note(connection, paper, f"{MARKERS[26]} {MARKERS[27].upper()}")
        assert [hit.id for hit in search.search(connection, MARKERS[27], 5)] == ["s1"]
        note = NoteViewed(
            id=outbox.new_id(connection), made_at=NOON, kind=MARKERS[22], record=MARKERS[23]
        )
        outbox.put(connection, note)
        meta.put(connection, MARKERS[24], MARKERS[25])
        queries.page(connection, Appointment, patients=None, newest_first=True)


@pytest.mark.rule("OFF-2")
def test_no_file_holds_a_marker_the_key_or_the_password(
    tmp_path: Path, folder: VaultFolder, key: VaultKey, monkeypatch: pytest.MonkeyPatch
):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    vault = Vault.create(folder, key)
    folder.write_header(
        Header(wrapped=wrap(key, PASSWORD), practice="https://harbor.example", saved_at=NOON)
    )
    use(vault)
    with vault.documents.open_for_append(blob_of(document())) as writer:
        writer.write(document())
        assert_nothing_readable(key, tmp_path)
        writer.finish()
    with vault.writing() as connection:  # large enough to leave the cache before it is committed
        connection.exec_driver_sql("PRAGMA cache_size = 10")
        words = (MARKERS[40] * 10,)
        for number in range(3000):
            name = f"{MARKERS[41]}{number}"
            connection.exec_driver_sql("INSERT INTO meta VALUES(?, ?)", (name, *words))
        connection.exec_driver_sql("SELECT value FROM meta ORDER BY value DESC").all()
        assert_nothing_readable(key, tmp_path)

    assert vault.documents.read(blob_of(document()).digest, 10**7) == document()
    copied(vault, key, tmp_path / "copy").close()
    take(vault, gone=(VISITS,))
    assert_nothing_readable(key, tmp_path)
    vault.close()
    assert assert_nothing_readable(key, tmp_path) > 500_000


@pytest.mark.rule("OFF-2")
def test_the_look_itself_finds_what_is_there(tmp_path: Path, key: VaultKey):
    for number, word in enumerate([MARKERS[0].encode("utf-16-le"), key.database().encode()]):
        (tmp_path / "left").write_bytes(b"before" + word)
        with pytest.raises(AssertionError, match="left"):
            assert_nothing_readable(key, tmp_path)
        assert number < 2
