"""Opening, closing, transactions and every way in which a vault's file can be bad."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from desktop.models.vault import meta, outbox, queries
from desktop.models.vault.errors import (
    VaultClosed,
    VaultDamaged,
    VaultFull,
    VaultNewer,
    VaultReadOnly,
    WrongThread,
    named,
    told,
)
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from portal_protocol.records import Appointment
from tests.desktop.models.vault.damage import META, OUTBOX, RECORDS, hit
from tests.desktop.models.vault.making import ELENA, VISITS, confirm, page, take, visit

MARKER = "never-in-a-message"


def test_what_was_written_is_there_when_opened_again(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    take(vault, page(VISITS, 1, [visit(1)]))
    vault.close()

    again = Vault.open(folder, key)
    with again.reading() as connection:
        assert queries.one(connection, Appointment, "v1") == visit(1)
    again.close()


def test_failed_transaction_leaves_nothing(vault: Vault):
    def fail() -> None:
        with vault.writing() as connection:
            meta.put(connection, "name", 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with vault.reading() as connection:
        assert meta.get(connection, "name", int) is None


def test_reader_sees_one_moment_while_a_page_is_written(vault: Vault):
    with vault.reading() as reader:
        assert meta.get(reader, "name", int) is None
        with vault.writing() as writer:
            meta.put(writer, "name", 1)
        assert meta.get(reader, "name", int) is None

    with vault.reading() as reader:
        assert meta.get(reader, "name", int) == 1


def test_writers_wait_for_each_other(vault: Vault):
    def count_up(_: int) -> None:
        with vault.writing() as connection:
            meta.put(connection, "n", (meta.get(connection, "n", int) or 0) + 1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count_up, range(40)))

    with vault.reading() as connection:
        assert meta.get(connection, "n", int) == 40


def test_drawing_thread_is_refused(folder: VaultFolder, key: VaultKey):
    vault = Vault.create(folder, key)
    vault.close()
    with pytest.raises(WrongThread):
        Vault.open(folder, key, forbidden_thread=threading.get_ident()).reading().__enter__()


def test_closed_vault_holds_no_key_and_gives_nothing(vault: Vault, key: VaultKey):
    vault.close()

    for use in (vault.reading, vault.writing):
        with pytest.raises(VaultClosed), use():
            pass
    with pytest.raises(VaultClosed):
        vault.documents.read("0" * 64, 10)
    assert key not in vars(vault).values()


def test_closing_waits_for_the_transaction_in_another_thread(vault: Vault):
    inside, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with vault.writing() as connection:
            inside.set()
            go_on.wait()
            meta.put(connection, "name", 1)

    with ThreadPoolExecutor(2) as pool:
        written = pool.submit(write)
        inside.wait()
        closed = pool.submit(vault.close)
        go_on.set()
        written.result()
        closed.result()


@pytest.mark.rule("OFF-6")
def test_missing_or_empty_file_is_damaged(folder: VaultFolder, key: VaultKey):
    folder.make()
    with pytest.raises(VaultDamaged):
        Vault.open(folder, key)
    folder.database.touch()
    with pytest.raises(VaultDamaged):
        Vault.open(folder, key)


@pytest.mark.rule("OFF-6")
def test_wrong_key_is_told_without_words_on_the_terminal(
    vault: Vault, folder: VaultFolder, capfd: pytest.CaptureFixture[str]
):
    vault.close()

    with pytest.raises(VaultDamaged):
        Vault.open(folder, VaultKey.new())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.rule("OFF-6")
def test_damaged_file_is_told_wherever_it_is_hit(
    vault: Vault, folder: VaultFolder, key: VaultKey, seed: int
):
    take(vault, page(VISITS, 1, [visit(number) for number in range(400)]))
    vault.close()
    whole = bytearray(folder.database.read_bytes())
    at = seed * len(whole) // 20
    whole[at : at + 4096] = os.urandom(4096)
    folder.database.write_bytes(whole)

    def use() -> None:
        opened = Vault.open(folder, key)
        try:
            with opened.writing() as connection:
                connection.execute(text("SELECT sum(length(body)) FROM record")).all()
                found = connection.execute(text("PRAGMA cipher_integrity_check")).all()
            assert found, "the damage must be seen by somebody"
            raise VaultDamaged
        finally:
            opened.close()

    with pytest.raises(VaultDamaged):
        use()


@pytest.mark.rule("OFF-6")
def test_the_rest_is_read_and_written_after_a_page_that_cannot_be(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    take(vault, page(VISITS, 1, [visit(number) for number in range(100)]))
    waits = confirm(vault, "v1")
    vault.close()
    hit(folder, key, spoils=RECORDS, spares=lambda conn: (OUTBOX(conn), META(conn)))
    again = Vault.open(folder, key)
    for question in (RECORDS, OUTBOX, RECORDS):
        with suppress(VaultDamaged), again.reading() as connection:
            question(connection)
    with again.writing() as connection:
        assert outbox.holds(connection, waits)
        meta.put(connection, "seen", 1)
    with again.reading() as connection:
        META(connection)
        assert meta.get(connection, "seen", int) == 1
    again.close()


@pytest.mark.rule("OFF-6")
def test_cut_off_file_is_damaged(vault: Vault, folder: VaultFolder, key: VaultKey):
    take(vault, page(VISITS, 1, [visit(number) for number in range(400)]))
    vault.close()
    os.truncate(folder.database, 1000)

    with pytest.raises(VaultDamaged):
        Vault.open(folder, key)


@pytest.mark.rule("OFF-6")
def test_full_disk_is_told_and_keeps_what_was_there(vault: Vault):
    take(vault, page(VISITS, 1, [visit(1)]))

    def fill() -> None:
        with vault.writing() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
            meta.put(connection, "name", MARKER * 5000)

    with pytest.raises(VaultFull):
        fill()

    with vault.reading() as connection:
        assert queries.one(connection, Appointment, "v1") == visit(1)


@pytest.mark.rule("OFF-6")
def test_refused_write_is_no_damage(vault: Vault, folder: VaultFolder):
    resource = pytest.importorskip("resource", reason="limits of file sizes are those of POSIX")
    take(vault, page(VISITS, 1, [visit(1)]))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = max(path.stat().st_size for path in folder.path.glob("portal.db*")) + 100_000

    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises((VaultFull, VaultReadOnly)):
            take(vault, page(VISITS, 2, [visit(number, ELENA, MARKER) for number in range(5000)]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    with vault.reading() as connection:
        assert queries.all_of(connection, Appointment) == (visit(1),)
    take(vault, page(VISITS, 2, [visit(2)]))


@pytest.mark.rule("OFF-6")
def test_file_that_cannot_be_written_is_told(vault: Vault):
    def write() -> None:
        with vault.writing() as connection:
            connection.execute(text("PRAGMA query_only = ON"))
            meta.put(connection, "name", MARKER)

    with pytest.raises(VaultReadOnly):
        write()


def test_vault_of_a_newer_version_is_refused_and_left_alone(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    with vault.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    vault.close()

    with pytest.raises(VaultNewer):
        Vault.open(folder, key)


def test_what_an_earlier_try_left_is_replaced(vault: Vault, folder: VaultFolder):
    take(vault, page(VISITS, 1, [visit(1)]))
    (folder.documents / "left").write_bytes(b"over")
    vault.close()

    fresh = Vault.create(folder, VaultKey.new())

    with fresh.reading() as connection:
        assert queries.one(connection, Appointment, "v1") is None
    assert list(folder.documents.iterdir()) == []
    fresh.close()


@pytest.mark.rule("OFF-2")
def test_errors_and_reprs_hold_neither_key_nor_values(vault: Vault, key: VaultKey):
    with pytest.raises(DBAPIError) as caught, vault.writing() as connection:
        connection.execute(text("INSERT INTO meta VALUES(:a, :a, :a)"), {"a": MARKER})

    with vault.reading() as connection:
        shown = [repr(vault), repr(vault._engine), repr(vault._engine.url), repr(connection)]
    for words in (str(caught.value), repr(vault.documents), repr(vault.folder), *shown):
        assert MARKER not in words
        assert key.database() not in words
        assert key.to_bytes().hex() not in words


@pytest.mark.parametrize(
    ("number", "kind"), [(28, VaultFull), (30, VaultReadOnly), (13, VaultReadOnly)]
)
def test_errors_of_the_file_system_get_their_names(
    number: int, kind: type[Exception], tmp_path: Path
):
    with pytest.raises(kind) as caught, told():
        raise OSError(number, "words", str(tmp_path / MARKER))
    assert MARKER not in str(caught.value)


def test_other_errors_of_the_file_system_pass(tmp_path: Path):
    with pytest.raises(FileNotFoundError), told():
        (tmp_path / "absent").read_bytes()
    assert str(named(VaultNewer))
