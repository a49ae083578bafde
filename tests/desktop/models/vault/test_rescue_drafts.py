"""What is being written survives a damaged vault as what waits does (OFF-6, MAIL-6)."""

import pytest
from msgspec.structs import replace

from desktop.models.draft import Draft
from desktop.models.vault import drafts, outbox, streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.rescue import rescue
from desktop.models.vault.spare import Spare
from desktop.models.vault.vault import Vault
from tests.desktop.models.vault.damage import asking, every_page, flip, hit
from tests.desktop.models.vault.letters import draft
from tests.desktop.models.vault.making import VISITS, confirm, keep, page, take, visit

pytestmark = pytest.mark.rule("OFF-6", "MAIL-6")
SPARE = "waiting.sealed"
PICTURE = b"\xff\xd8\xff a picture"
DRAFTS = asking("SELECT body FROM draft ORDER BY id")


def write(vault: Vault, *written: Draft) -> tuple[Draft, ...]:
    with vault.writing() as connection:
        for each in written:
            drafts.put(connection, each)
    return written


def written_in(vault: Vault) -> set[Draft]:
    with vault.reading() as connection:
        return set(drafts.all_of(connection, None))


def test_wherever_a_page_is_hit_drafts_are_rescued(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    take(vault, page(VISITS, 1, [visit(number) for number in range(100)]))
    kept = write(vault, draft("one"), draft("two"))
    vault.close()
    for at in every_page(folder):
        flip(folder.database, at)
        found = rescue(folder, key)
        assert found.whole
        assert len(found.waits.drafts) == len(kept)
        flip(folder.database, at)


def test_a_renewed_copy_has_the_drafts_and_their_files(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    file = keep(vault.documents, PICTURE)
    waits = confirm(vault, "v1")
    kept = write(vault, draft(attachments=(file,)), draft("other"))
    vault.close()
    flip(folder.database, 100)
    fresh = Vault.renew(folder, key, rescue(folder, key))
    assert written_in(fresh) == set(kept)
    with fresh.writing() as connection:
        assert [each.action.id for each in outbox.pending(connection)] == [waits]
        fresh.documents.sweep(streams.digests(connection))
    assert fresh.documents.read(file.digest, 100) == PICTURE
    fresh.close()


def test_a_change_to_a_draft_is_in_the_list_and_one_that_was_discarded_is_not(
    vault: Vault, folder: VaultFolder, key: VaultKey
):
    one, two = write(vault, draft("one"), draft("two"))
    (changed,) = write(vault, replace(one, body="Is it normal?!"))
    with vault.writing() as connection:
        drafts.remove(connection, two.id)
    vault.close()
    folder.database.unlink()
    fresh = Vault.renew(folder, key, rescue(folder, key))
    assert written_in(fresh) == {changed}
    fresh.close()


@pytest.mark.parametrize("made", [False, True])
def test_a_renewal_that_was_stopped_loses_no_draft(
    vault: Vault, folder: VaultFolder, key: VaultKey, made: bool
):
    """The database is gone, or there as a file without tables."""
    kept = write(vault, draft("one"))
    vault.close()
    found = rescue(folder, key)
    Spare(folder.path, key).keep(found.waits)
    folder.remove_database(spare=False)
    if made:
        folder.database.touch()
    fresh = Vault.renew(folder, key, rescue(folder, key))
    assert written_in(fresh) == set(kept)
    fresh.close()


@pytest.mark.parametrize(("size", "least"), [(500, 2), (900, 1)])
def test_without_the_list_the_drafts_that_can_be_read_are_rescued_and_it_is_told(
    vault: Vault, folder: VaultFolder, key: VaultKey, size: int, least: int
):
    """Long ones have pages of their own, which may read as zeros."""
    kept = write(vault, *(draft(f"draft {number}", "x" * size) for number in range(40)))
    waits = confirm(vault, "v1")
    vault.close()
    (folder.path / SPARE).unlink()
    first = "SELECT body FROM draft ORDER BY id LIMIT 1"
    last = "SELECT body FROM draft ORDER BY id DESC LIMIT 1"
    hit(folder, key, spoils=DRAFTS, spares=asking(first, last, "SELECT body FROM outbox"))
    found = rescue(folder, key)
    assert not found.whole
    assert len(found.waits.bodies) == 1
    assert least <= len(found.waits.drafts) < len(kept)
    fresh = Vault.renew(folder, key, found)
    assert len(written_in(fresh)) == len(found.waits.drafts)
    with fresh.reading() as connection:
        assert [each.action.id for each in outbox.pending(connection)] == [waits]
    fresh.close()
