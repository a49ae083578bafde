"""A damaged copy at the door and while it is open: what waits is never given up unsaid (OFF-6)."""

import os
from pathlib import Path

import pytest

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import meta
from desktop.services.context import Context
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.portal.opened import Opened
from desktop.services.renewal import prepared, renewed
from desktop.services.session import CopyCannotOpen
from desktop.services.sync import Sync
from portal_protocol.actions import NoteSignedIn
from portal_protocol.feed import OutgoingAction
from portal_protocol.records import Answer
from tests.desktop.models.vault.damage import META, OUTBOX, RECORDS, asking, flip, hit
from tests.desktop.services.conftest import PASSWORD, Computer, Family
from tests.desktop.services.test_client import trouble_of

pytestmark = pytest.mark.rule("OFF-6")
OTHER = "another long password"
HEADERS = ("vault.json", "vault.spare.json")
SPARE = "waiting.sealed"


@pytest.fixture
def waiting(computer: Computer, family: Family) -> Live:
    """A copy in which an answer waits; open."""
    visit = family.visit()
    for number in range(60):
        family.visit(f"other{number}")
    live = computer.synced(family)
    Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=True)
    return live


def refused(computer: Computer, family: Family, password: str = PASSWORD) -> CopyCannotOpen:
    with pytest.raises(CopyCannotOpen) as caught:
        computer.sign_in(family, password)
    return caught.value


def answers(live: Live) -> int:
    return len(Outbox(live.vault).pending())


def delivered(family: Family) -> int:
    rows, server = list[OutgoingAction](), family.server  # which others have used before
    while page := server.outgoing(after=rows[-1].number if rows else 0):
        rows += page
    return len([row for row in rows if row.patient == family.patient])


def test_what_waits_is_taken_over_when_the_first_page_is_hit(computer, family, waiting):
    waiting.close()
    flip(waiting.vault.folder.database, 100)
    error = refused(computer, family)
    assert (error.trouble, error.rescued) == (Trouble.VAULT_DAMAGED, True)
    fresh = computer.also(computer.door.finish_anew(error.arrival))
    assert answers(fresh) == 1
    Sync(fresh).run(Context())
    assert delivered(family) == 1
    fresh.close()
    computer.also(computer.door.open_saved(fresh.folder, PASSWORD))


def test_a_lost_database_is_damage_too(computer, family, waiting):
    waiting.close()
    waiting.vault.folder.database.unlink()
    error = refused(computer, family)
    assert error.rescued
    assert answers(computer.also(computer.door.finish_anew(error.arrival))) == 1


def test_it_is_told_when_what_waits_cannot_be_read(computer, family, waiting):
    waiting.close()
    flip(waiting.vault.folder.database, 100)
    (waiting.folder / SPARE).unlink()
    error = refused(computer, family)
    assert not error.rescued
    assert answers(computer.also(computer.door.finish_anew(error.arrival))) == 0


def test_damaged_and_with_an_old_password_the_old_one_still_rescues(computer, family, waiting):
    waiting.close()
    flip(waiting.vault.folder.database, 100)
    family.feed_access(password=OTHER)
    error = refused(computer, family, OTHER)
    assert error.trouble is Trouble.PASSWORD_CHANGED
    with pytest.raises(CopyCannotOpen) as caught:
        computer.door.finish_with_old(error.arrival, PASSWORD)
    assert (caught.value.trouble, caught.value.rescued) == (Trouble.VAULT_DAMAGED, True)
    fresh = computer.also(computer.door.finish_anew(caught.value.arrival))
    assert answers(fresh) == 1
    fresh.close()
    computer.also(computer.door.open_saved(fresh.folder, OTHER))


@pytest.mark.parametrize("name", HEADERS)
def test_one_lost_header_is_no_loss_and_comes_back(computer, family, waiting, name):
    waiting.close()
    (waiting.folder / name).unlink()
    live = computer.sign_in(family)
    assert (live.folder, answers(live)) == (waiting.folder, 1)
    Sync(live).run(Context())
    assert (live.folder / name).is_file()


def test_without_headers_nothing_is_replaced_before_it_is_told(computer, family, waiting):
    waiting.close()
    for name in HEADERS:
        (waiting.folder / name).unlink()
    error = refused(computer, family)
    assert (error.trouble, error.rescued) == (Trouble.VAULT_DAMAGED, False)
    assert waiting.vault.folder.database.is_file()


def test_a_lost_salt_leads_to_the_same_copy(computer, family, waiting):
    waiting.close()
    (computer.door.root / "names.salt").unlink()
    live = computer.sign_in(family)
    assert (live.folder, answers(live)) == (waiting.folder, 1)


def test_a_first_sign_in_that_was_stopped_leaves_nothing_to_tell(computer, family):
    live = computer.sign_in(family)
    live.close()
    live.vault.folder.remove_database()
    again = computer.sign_in(family)
    assert "practice" in Sync(again).run(Context())


def damaged(computer: Computer, live: Live, password: str = PASSWORD) -> Live:
    """The copy, open again, with a page of records that cannot be read."""
    key = live.vault._held_key()
    live.close()
    hit(live.vault.folder, key, spoils=RECORDS, spares=META)
    return computer.also(computer.door.open_saved(live.folder, password))


def test_while_open_the_new_copy_goes_on_with_the_session_and_what_waits(computer, family, waiting):
    broken = damaged(computer, waiting)
    with broken.vault.writing() as connection:
        meta.put(connection, "seen.statements", ["s1"])
    found = prepared(broken, give_up_waiting=False)
    Outbox(broken.vault).note_viewed(family.visit("late"), offline=False)
    fresh = computer.also(renewed(broken, found))
    assert answers(fresh) == 2
    assert "appointment" in Sync(fresh).run(Context())
    assert answers(fresh) == 0
    assert delivered(family) >= 1
    with fresh.vault.reading() as connection:
        assert meta.get(connection, "seen.statements", list) == ["s1"]
        RECORDS(connection)


def test_without_contact_or_session_the_damaged_copy_stays(computer, family, waiting):
    broken = damaged(computer, waiting)
    reachable, broken.client = broken.client, computer.client("http://127.0.0.1:9")
    away = trouble_of(lambda: prepared(broken, give_up_waiting=True))
    assert away is Trouble.UNREACHABLE
    broken.client = reachable
    broken._put(None)
    over = trouble_of(lambda: prepared(broken, give_up_waiting=True))
    assert over is Trouble.SESSION_EXPIRED
    assert answers(broken) == 1


def test_an_opening_that_cannot_be_noted_keeps_no_round_from_the_practice(
    computer, family, waiting
):
    """It is noted as soon as it can be."""
    key, database = waiting.vault._held_key(), waiting.vault.folder.database
    waiting.close()
    sound = database.read_bytes()
    ids = asking("SELECT max(id) FROM outbox")
    hit(waiting.vault.folder, key, spoils=ids, spares=lambda conn: (OUTBOX(conn), META(conn)))
    live = computer.also(computer.door.open_saved(waiting.folder, PASSWORD))
    live.client = computer.client("http://127.0.0.1:9")
    opened = Opened(live)
    assert trouble_of(lambda: opened.sync(Context())) is Trouble.UNREACHABLE
    assert answers(live) == 1
    database.write_bytes(sound)
    assert trouble_of(lambda: opened.sync(Context())) is Trouble.UNREACHABLE
    assert isinstance(Outbox(live.vault).pending()[-1].action, NoteSignedIn)


def test_what_waits_is_given_up_only_when_that_is_wanted(computer, family, waiting):
    spoil_everything(waiting.folder)
    with pytest.raises(PortalError) as caught:
        prepared(waiting, give_up_waiting=False)
    assert caught.value.trouble is Trouble.WAITING_DAMAGED
    fresh = computer.also(renewed(waiting, prepared(waiting, give_up_waiting=True)))
    assert "appointment" in Sync(fresh).run(Context())


def spoil_everything(folder: Path) -> None:
    """Overwrite the database, its log and the spare list of a copy that is open."""
    for path in (*folder.glob("portal.db*"), folder / SPARE):
        if not path.name.endswith("-shm"):
            with path.open("r+b") as file:
                file.write(os.urandom(path.stat().st_size))
