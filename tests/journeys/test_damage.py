"""A copy that is damaged while it is used or between two uses (OFF-6), seen by a patient."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import Connection

from desktop.models.vault import outbox, queries, streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey, unwrap
from desktop.models.vault.spare import waits_of
from desktop.services.portal import Stage, SyncStage
from desktop.services.portal.reads.first import first
from desktop.views.sections.account import AccountView
from portal_protocol.mail import Message
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Record, Statement
from practice_server.demo import PASSWORD
from practice_server.demo.people import ELENA
from tests import mailing
from tests.desktop.models.vault.damage import META, OUTBOX, flip, hit
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, read, wait
from tests.journeys.test_visits import open_saved, press
from tests.planning import plan, procedures
from tests.serving import RunningServer

pytestmark = pytest.mark.rule("OFF-6")


def others(connection: Connection) -> None:
    """All that is read before somebody looks at the statements, and to note an action."""
    first(connection, datetime.now(UTC))
    outbox.new_id(connection)
    waits_of(connection)
    streams.have(connection)
    OUTBOX(connection)
    META(connection)


def statements(connection: Connection) -> None:
    """What the list of statements reads."""
    queries.page(connection, Statement, patients=None, newest_first=True)


def folder_on(computer: Path) -> VaultFolder:
    """The one copy on a computer."""
    (database,) = (computer / "data" / "copies").glob("*/portal.db")
    return VaultFolder(database.parent)


def copy_on(computer: Path) -> tuple[VaultFolder, VaultKey]:
    """That copy, and its key."""
    folder = folder_on(computer)
    return folder, unwrap(folder.header().wrapped, PASSWORD)


def sign_in_again(program: Program) -> None:
    program.type("User name", "elena.m")
    program.type("Password", PASSWORD)
    program.click("Sign in", program.sign_in_page.form)


def test_statements_that_cannot_be_read_say_so_and_are_fetched_in_one_step(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    first = signed_in(practice)
    first.go_to(1)
    assert first.shows("newest first")
    first.close()
    hit(*copy_on(computer), spoils=statements, spares=others)
    program = open_program()
    sign_in_again(program)
    assert program.shows("Ivy with")
    program.go_to(1)
    assert program.shows("This part cannot be read")
    assert program.shows("The copy on this computer is damaged")
    wait(lambda: program.portal.sync_state.stage in (SyncStage.FRESH, SyncStage.TROUBLE))
    assert program.shows("you can still use the rest")
    assert "Loading" not in read(program.window)
    program.click("Fetch a new copy")
    assert program.shows("newest first")
    assert program.hides("The copy on this computer is damaged")
    program.go_to(0)
    assert program.shows("Ivy with")


@pytest.mark.parametrize(("tab", "kind"), [("Plan", TreatmentPlan), ("WebMail", Message)])
def test_plans_and_messages_that_cannot_be_read_say_so(
    signed_in: SignedIn,
    open_program: OpenProgram,
    practice: RunningServer,
    computer: Path,
    tab: str,
    kind: type[Record],
) -> None:
    mailing.let_write(practice)
    many = range(40)
    practice.feed([mailing.message(f"m{at}", f"Long {at}", body="word " * 400) for at in many])
    practice.feed([plan(ELENA, f"p{at}", procedures=procedures()) for at in many])
    signed_in(practice).close()

    def spoils(connection: Connection) -> None:
        queries.page(connection, kind, patients=None, newest_first=True)

    hit(*copy_on(computer), spoils=spoils, spares=others)
    practice.kill()
    program = open_program()
    open_saved(program)
    tabs = program.main.tabs
    program.go_to(next(at for at in range(tabs.count()) if tabs.tabText(at) == tab))
    assert program.shows("This part cannot be read")
    assert program.shows("The copy on this computer is damaged")


def test_offline_the_rest_can_be_used_and_nothing_is_replaced(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    signed_in(practice).close()
    practice.kill()
    hit(*copy_on(computer), spoils=statements, spares=others)
    program = open_program()
    open_saved(program)
    press(program, "Confirm Ivy")
    assert program.shows("1 change waiting to send")
    program.go_to(1)
    assert program.shows("This part cannot be read")
    program.click("Fetch a new copy")
    program.wait_offline()
    program.find(QPushButton, "Fetch a new copy")
    program.go_to(0)
    assert program.shows("Ivy with")
    assert program.shows("1 change waiting to send")


@pytest.mark.parametrize("lost", [["vault.json"], ["../names.salt"]])
def test_a_lost_file_beside_the_copy_costs_nothing(
    signed_in: SignedIn,
    open_program: OpenProgram,
    practice: RunningServer,
    computer: Path,
    lost: list[str],
) -> None:
    signed_in(practice).close()
    folder = answer_offline(open_program, practice, computer)
    for name in lost:
        (folder.path / name).unlink()
    practice.start()
    program = open_program()
    sign_in_again(program)
    wait(practice.outgoing, "the answer to come")
    assert [path.name for path in folder.path.parent.iterdir() if path.is_dir()] == [
        folder.path.name
    ]


def test_a_copy_without_any_header_is_told_before_it_is_replaced(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    signed_in(practice).close()
    folder = answer_offline(open_program, practice, computer)
    for header in folder.path.glob("vault*.json"):
        header.unlink()
    practice.start()
    program = open_program()
    sign_in_again(program)
    assert program.shows("What was not sent from this computer yet cannot be read")
    assert folder.database.exists()
    program.click("Fetch everything again")
    assert program.shows("Ivy with")


def test_a_damaged_document_is_fetched_again_by_itself(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    first = signed_in(practice)
    wait(lambda: not first.main.footer.progress.isVisible())
    first.close()
    documents = list(folder_on(computer).documents.iterdir())
    assert documents
    for path in documents:
        flip(path, path.stat().st_size // 2)
    program = open_program()
    sign_in_again(program)
    assert program.shows("Ivy with")
    program.go_to(1)
    account = program.section
    assert isinstance(account, AccountView)
    wait(lambda: account.viewer.pdf.canvas.pictures.get(0) is not None, "the first page")


def answer_offline(
    open_program: OpenProgram, practice: RunningServer, computer: Path
) -> VaultFolder:
    """Confirm a visit while the practice is away, and close the program."""
    practice.stop()
    offline = open_program()
    open_saved(offline)
    press(offline, "Confirm Ivy")
    assert offline.shows("1 change waiting to send")
    offline.close()
    return folder_on(computer)


@pytest.mark.parametrize("place", ["header", "outbox", "meta"])
def test_what_waits_is_taken_over_into_the_new_copy(
    signed_in: SignedIn,
    open_program: OpenProgram,
    practice: RunningServer,
    computer: Path,
    place: str,
) -> None:
    signed_in(practice).close()
    answer_offline(open_program, practice, computer)
    folder, key = copy_on(computer)
    if place == "header":
        flip(folder.database, 100)
    else:
        spoils, spares = (OUTBOX, META) if place == "outbox" else (META, OUTBOX)
        hit(folder, key, spoils=spoils, spares=spares)
    practice.start()
    program = open_program()
    sign_in_again(program)
    assert program.shows("what waits to be sent from this computer is kept")
    program.click("Fetch everything again")
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")
    wait(practice.outgoing, "the answer to come")
    assert program.shows("Ivy with")
