"""Search over everything that can be read here (HEAD-6)."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton

from desktop.views.dialogs.search import SearchDialog
from desktop.views.sections.account import AccountView
from desktop.views.sections.appointments import AppointmentsView
from desktop.views.sections.plan import PlanView
from desktop.views.sections.webmail import WebmailView
from portal_protocol.records import Section
from practice_server.demo import office
from practice_server.demo.people import ELENA
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, rows_of, settle, wait
from tests.journeys.mail import list_of, mail
from tests.planning import SAVED, plan
from tests.serving import RunningServer

FIELD = "Search"


def search(program: Program, words: str, key: str = "Ctrl+K") -> SearchDialog:
    """Open the search and type."""
    program.press(key)
    dialog = program.dialog()
    assert isinstance(dialog, SearchDialog)
    program.type(FIELD, words, dialog)
    return dialog


def found(dialog: SearchDialog) -> list[str]:
    return rows_of(dialog.list)


def wait_read(program: Program) -> None:
    """Until search knows every record and every document that is here."""
    wait(lambda: kept(program) > 10, "statements to be saved")
    indexed = "SELECT count(*) FROM blob WHERE read = 1"
    wait(lambda: program.kept_here(indexed)[0][0] > 10, "documents to be read")
    wait(lambda: not program.portal.search.state.reading, "search to know everything")


def kept(program: Program) -> int:
    opened = program.portal._core.opened
    assert opened is not None
    return len(list((Path(opened.folder) / "documents").glob("*")))


@pytest.mark.rule("HEAD-6")
def test_a_visit_is_found_while_typing_and_opened_in_its_place(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("Ivy with")
    program.press("Ctrl+2")
    dialog = search(program, "bitewing x-ray")
    assert program.shows("Exam and bitewing X-rays", dialog)
    assert found(dialog)[0] == "Appointments"
    row = dialog.list.current_row()
    assert "Exam and bitewing X-rays" in row.spoken
    marked = [row.head.text[start:end] for start, end in row.head.marks]
    assert marked == ["bitewing", "X-rays"]
    program.press("Return")
    section = program.section
    assert isinstance(section, AppointmentsView)
    chosen = row.hit.record.id
    lists = (section.upcoming_panel.list, section.past_panel.list)
    wait(lambda: any(one.current_row() and one.current_row().key == chosen for one in lists))
    wait(lambda: program.window.focusWidget() in lists, "the focus in the list")


@pytest.mark.rule("HEAD-6")
def test_what_a_document_says_leads_to_its_statement_also_offline(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    wait_read(program)
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    dialog = search(program, "received by check", "Ctrl+F")
    assert program.shows("Account", dialog)
    assert program.shows("Received by check, with thanks", dialog)
    program.press("Down", "Down")
    row = dialog.list.current_row()
    program.press("Return")
    section = program.section
    assert isinstance(section, AccountView)
    wait(lambda: section.viewer.shown and section.viewer.shown.id == row.hit.record.id)
    assert section.panel.list.current_row().key == row.hit.record.id


@pytest.mark.rule("HEAD-6")
@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("is the crown visit still", "Sent", "Is the crown visit still on?"),
        ("letter from the endodontist", "Secure email", "Letter from the endodontist"),
    ],
)
def test_a_message_that_is_found_is_opened_in_its_folder(
    signed_in: SignedIn, letters: RunningServer, words: str, name: str, title: str
) -> None:
    program = signed_in(letters)
    view = mail(program)
    wait(lambda: program.rows("Inbox"), "the inbox")
    program.go_to(0)
    dialog = search(program, words)
    assert program.shows(title, dialog)
    program.press("Return")
    assert isinstance(program.section, WebmailView)
    wait(lambda: view.preview.title.text() == title, "the message")
    row = list_of(program, name).current_row()  # type: ignore[attr-defined]  # a MailList
    assert row.title == title
    wait(lambda: program.window.focusWidget() is view.preview.text, "the focus in its text")


@pytest.mark.rule("HEAD-6")
def test_a_plan_that_is_found_is_opened(signed_in: SignedIn, practice: RunningServer) -> None:
    old = plan(ELENA, "plan-old", at=SAVED - timedelta(days=900), heading="Zirconia bridge")
    practice.feed([old])
    program = signed_in(practice)
    dialog = search(program, "zirconia")
    assert program.shows("Zirconia bridge", dialog)
    program.press("Return")
    section = program.section
    assert isinstance(section, PlanView)
    wait(lambda: section.page.shown and section.page.shown.key == "plan-old", "the plan")
    assert section.panel.list.current_row().key == "plan-old"
    wait(lambda: program.window.focusWidget() is section.panel.list, "the focus in the list")


@pytest.mark.rule("HEAD-6")
def test_search_says_what_it_searched_and_gives_the_focus_back(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("Ivy with")
    view = program.find(QAbstractItemView, "Upcoming visits")
    view.setFocus()
    dialog = search(program, '"NEAR(nowhere* AND -x')
    assert program.shows("Nothing found", dialog)
    searched = (
        "appointments, statements and what their documents say, treatment plans, messages, "
        "care summaries and what they say, images"
    )
    assert program.shows(f"Searched: {searched}.", dialog)
    assert found(dialog) == []
    program.press("Esc")
    wait(lambda: not open_dialogs(program.window), "the search to be gone")
    wait(lambda: program.window.focusWidget() is view, "the focus to be where it was")


@pytest.mark.rule("HEAD-6")
def test_search_opens_from_a_field_and_finds_in_a_document_from_its_viewer(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.go_to(1)
    account = program.section
    assert isinstance(account, AccountView)
    wait(lambda: account.viewer.pdf.canvas.pictures.get(0) is not None, "the first page")
    account.viewer.pdf.canvas.setFocus()
    program.press("Ctrl+F")
    field = account.viewer.pdf.tools.find_edit
    wait(field.hasFocus, "the document's own field")
    QTest.keyClicks(field, "balance")
    program.press("Home", "Ctrl+K")
    assert isinstance(program.dialog(), SearchDialog)
    assert field.text() == "balance"


@pytest.mark.rule("HEAD-6")
@pytest.mark.rule("HEAD-4")
def test_search_follows_the_person_in_view_and_knows_names(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("Ivy with")
    dialog = search(program, "ivy")
    assert program.shows("Ivy with Priya Sandoval", dialog)
    dialog.reject()
    theo = next(person for person in program.portal.people if person.first_name == "Theo")
    program.portal.choose(theo.id)  # type: ignore[arg-type]
    dialog = search(program, "ivy")
    assert program.shows("Searched for Theo", dialog)
    program.type(FIELD, "exam", dialog)
    wait(lambda: any(" with " in said for said in found(dialog)), "Theo's visits")
    visits = [said for said in found(dialog) if " with " in said]
    assert all("Theo with" in said for said in visits)


@pytest.mark.rule("HEAD-6")
@pytest.mark.rule("WHO-6")
def test_what_is_no_longer_shared_is_not_found(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    wait_read(program)
    dialog = search(program, "juniper lane")
    wait(lambda: found(dialog), "statements")
    practice.feed([replace(office.practice(), sections=(Section.APPOINTMENTS,))])
    program.portal.refresh()
    assert program.shows("Nothing found", dialog)
    left = "SELECT count(*) FROM search WHERE paper != '' OR pages != ''"
    wait(lambda: program.kept_here(left) == [(0,)], "the text to go")


@pytest.mark.rule("HEAD-6")
def test_search_is_a_button_and_fits_a_narrow_window(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.window.resize(QSize(640, 480))
    settle()
    button = program.find(QPushButton, "Search")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = program.dialog()
    assert dialog.width() <= 640
    wait(program.find(QLineEdit, "Search", dialog).hasFocus, "the field to have the focus")
