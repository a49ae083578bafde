"""What waits survives a damaged vault, wherever it was hit (OFF-6)."""

from pathlib import Path

import pytest

from desktop.models.vault import outbox, queries
from desktop.models.vault.errors import VaultDamaged
from desktop.models.vault.files import write_draft
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.rescue import rescue
from desktop.models.vault.vault import Vault
from portal_protocol.actions import ActionResult, NoteViewed, Outcome
from portal_protocol.records import Appointment
from tests.desktop.models.vault.damage import META, OUTBOX, RECORDS, asking, every_page, flip, hit
from tests.desktop.models.vault.making import NOON, VISITS, confirm, keep, page, take, visit

pytestmark = pytest.mark.rule("OFF-6")
SPARE = "waiting.sealed"


def ids(vault: Vault) -> list[str]:
    with vault.reading() as connection:
        return [one.action.id for one in outbox.pending(connection)]


@pytest.fixture
def waits(vault: Vault) -> list[str]:
    """A vault with four hundred visits, two answers and a document; closed."""
    take(vault, page(VISITS, 1, [visit(number) for number in range(400)]))
    names = [confirm(vault, "v1"), confirm(vault, "v2")]
    keep(vault.documents, b"paper")
    vault.close()
    return names


def test_wherever_a_page_is_hit_all_that_waits_is_rescued(
    folder: VaultFolder, key: VaultKey, waits: list[str]
):
    for at in every_page(folder):
        flip(folder.database, at)
        found = rescue(folder, key)
        assert found.whole
        assert len(found.waits.bodies) == len(waits)
        flip(folder.database, at)


def test_a_new_vault_has_what_waits_and_the_documents_and_no_records(
    folder: VaultFolder, key: VaultKey, waits: list[str]
):
    hit(folder, key, spoils=RECORDS, spares=META)
    fresh = Vault.renew(folder, key, rescue(folder, key))

    assert ids(fresh) == waits
    assert fresh.documents.read(keep(fresh.documents, b"paper").digest, 100) == b"paper"
    with fresh.reading() as connection:
        assert queries.all_of(connection, Appointment) == ()
    fresh.close()


def test_what_came_back_may_have_been_sent_and_cannot_be_taken_back(
    folder: VaultFolder, key: VaultKey, waits: list[str]
):
    fresh = Vault.renew(folder, key, rescue(folder, key))

    with fresh.writing() as connection:
        assert not outbox.take_back(connection, waits[0])
        later = outbox.new_id(connection)
    assert later > waits[1]
    third = confirm(fresh, "v3")
    fresh.close()
    again = Vault.open(folder, key)
    assert ids(again) == [*waits, third]
    again.close()


def test_a_lost_spare_list_is_made_anew(folder: VaultFolder, key: VaultKey, waits: list[str]):
    spare = folder.path / SPARE
    spare.unlink()
    Vault.open(folder, key).close()
    hit(folder, key, spoils=OUTBOX, spares=RECORDS)
    assert len(rescue(folder, key).waits.bodies) == len(waits)

    flip(spare, 20)
    assert not rescue(folder, key).whole


def test_without_spare_list_the_rows_that_can_be_read_are_rescued(
    folder: VaultFolder, key: VaultKey
):
    vault = Vault.create(folder, key)
    names = [confirm(vault, f"visit {number} " + "x" * 500) for number in range(40)]
    vault.close()
    (folder.path / SPARE).unlink()
    first = "SELECT body FROM outbox ORDER BY number LIMIT 1"
    last = "SELECT body FROM outbox ORDER BY number DESC LIMIT 1"
    hit(folder, key, spoils=OUTBOX, spares=asking(first, last))

    found = rescue(folder, key)

    assert not found.whole
    assert 2 <= len(found.waits.bodies) < len(names)


@pytest.mark.parametrize("how", ["flipped", "cut", "missing"])
def test_a_log_that_was_hit_takes_nothing_that_waits_with_it(
    vault: Vault, folder: VaultFolder, key: VaultKey, tmp_path: Path, how: str
):
    first = confirm(vault, "v1")
    with vault.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    second = confirm(vault, "v2")
    crashed = copy_of(folder, tmp_path / "crashed")
    wal = crashed.path / "portal.db-wal"
    {"flipped": lambda: flip(wal, 200), "cut": lambda: cut(wal), "missing": wal.unlink}[how]()

    again = Vault.open(crashed, key)

    assert ids(again) == [first, second]
    again.close()


def copy_of(folder: VaultFolder, target: Path) -> VaultFolder:
    """The files as a power cut leaves them."""
    target.mkdir()
    for path in folder.path.iterdir():
        if path.is_file() and not path.name.endswith("-shm"):
            (target / path.name).write_bytes(path.read_bytes())
    return VaultFolder(target)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def test_what_was_settled_or_taken_back_does_not_come_again(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    sent, taken, stays = (confirm(vault, f"v{number}") for number in range(3))
    with vault.writing() as connection:
        outbox.settle(connection, [ActionResult(sent, Outcome.DONE, "")])
    with vault.writing() as connection:
        outbox.take_back(connection, taken)
    vault.close()
    flip(folder.database, 100)

    with pytest.raises(VaultDamaged):
        Vault.open(folder, key)
    fresh = Vault.renew(folder, key, rescue(folder, key))

    assert ids(fresh) == [stays]
    fresh.close()


def test_a_transaction_that_failed_leaves_nothing_in_the_list(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    kept = confirm(vault, "v1")

    def fail() -> None:
        with vault.writing() as connection:
            outbox.put(connection, outbox.pending(connection)[0].action)

    with pytest.raises(Exception, match="UNIQUE"):
        fail()
    assert sorted(path.name for path in folder.path.iterdir() if path.name.startswith(".")) == []
    vault.close()
    folder.database.unlink()
    fresh = Vault.renew(folder, key, rescue(folder, key))
    assert ids(fresh) == [kept]
    fresh.close()


def test_what_is_committed_is_done_though_the_list_cannot_be_put_in_its_place(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    (folder.path / SPARE).unlink()
    (folder.path / SPARE).mkdir()
    first = confirm(vault, "v1")
    assert ids(vault) == [first]
    (folder.path / SPARE).rmdir()
    with vault.writing():
        pass  # whatever the transaction is for, it brings the list
    vault.close()
    folder.database.unlink()
    fresh = Vault.renew(folder, key, rescue(folder, key))
    assert ids(fresh) == [first]
    fresh.close()


def test_what_a_crash_left_beside_the_files_goes_when_the_copy_is_opened(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    kept = confirm(vault, "v1")
    vault.close()
    write_draft(folder.path / SPARE, b"an earlier list")
    write_draft(folder.path / "vault.json", b"{}")
    (folder.path / ".of somebody else").touch()
    again = Vault.open(folder, key)
    hidden = {path.name for path in folder.path.iterdir() if path.name.startswith(".")}
    assert hidden == {".of somebody else"}
    assert ids(again) == [kept]
    again.close()


def test_notes_leave_the_list_alone_and_are_rescued_while_they_can_be_read(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    first = confirm(vault, "v1")
    before = (folder.path / SPARE).read_bytes()
    with vault.writing() as connection:
        noted = outbox.new_id(connection)
        action = NoteViewed(id=noted, made_at=NOON, kind="statement", record="s1")
        outbox.put(connection, action)
    assert (folder.path / SPARE).read_bytes() == before
    second = confirm(vault, "v2")
    vault.close()
    again = Vault.open(folder, key)
    assert ids(again) == [first, noted, second]
    fresh = again.renewed(again.rescued())
    assert ids(fresh) == [first, noted, second]
    fresh.close()
    folder.database.unlink()
    bare = Vault.renew(folder, key, rescue(folder, key))
    assert ids(bare) == [first, second]
    bare.close()
