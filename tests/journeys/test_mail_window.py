"""The WebMail tab as a window: where messages show, keys, paper, empty folders (MAIL-1)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.models.items.mail_reading import head_facts
from desktop.models.mail import Folder
from desktop.services.portal import Portal, Stage
from desktop.views.mail_paper import paper_of
from desktop.views.paper_printing import print_to
from practice_server.demo.people import ELENA
from tests import mailing
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import read, settle, wait
from tests.journeys.mail import list_of, listed, mail, open_folder, open_message
from tests.serving import RunningServer


@pytest.mark.rule("MAIL-1")
def test_the_message_can_show_beside_and_that_is_remembered(
    signed_in: SignedIn, open_program: OpenProgram, letters: RunningServer
) -> None:
    program = signed_in(letters)
    mail(program)
    listed(program, "Inbox", "crown")
    program.choose_in_menu("Where messages show", "Message beside the list")
    view = open_message(program, "Before your crown visit")
    assert view.preview.x() > view.pages.x()
    program.close()
    again = open_program()
    assert again.portal.settings.mail_preview == "beside"


@pytest.mark.rule("MAIL-1")
@pytest.mark.rule("EASE-2")
def test_in_a_narrow_window_a_message_is_a_page_with_a_way_back(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    program.window.resize(640, 780)
    view = mail(program)
    listed(program, "Inbox", "crown")
    assert view.side.menu.isVisible()
    assert not view.preview.isVisible()
    open_message(program, "Before your crown visit")
    assert view.preview.isVisible()
    assert not view.pages.isVisible()
    program.click("Back to the list")
    assert view.pages.isVisible()
    assert list_of(program, "Inbox").hasFocus()


@pytest.mark.rule("EASE-1")
def test_everything_is_done_with_the_keyboard(signed_in: SignedIn, letters: RunningServer) -> None:
    program = signed_in(letters)
    view = mail(program)
    listed(program, "Inbox", "crown")
    list_of(program, "Inbox").setFocus()
    program.press("Home", "Down", "Return")
    wait(lambda: view.preview.title.text().startswith("Ivy’s sealants"), "the second message")
    assert view.preview.text.hasFocus()
    program.press("Ctrl+N")
    assert view.writing.dialog is not None
    program.press("Esc")
    wait(lambda: view.writing.dialog is None, "the dialog to be closed")
    view.side.folders.button(Folder.INBOX).setFocus()
    program.press("Down")
    wait(lambda: view.folder is Folder.SENT, "the next folder")


@pytest.mark.rule("MAIL-1")
@pytest.mark.rule("EASE-5")
def test_a_message_is_copied_and_printed(
    signed_in: SignedIn, letters: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(letters)
    view = open_message(program, "Before your crown visit")
    view.reading.act("copy")
    assert QApplication.clipboard().text() == mailing.LETTER
    assert view.reading.row is not None
    facts = head_facts(view.reading.row, view.family)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "letter.pdf"))
    paper = paper_of(view.reading.row.title, facts, mailing.LETTER, "Harbor Family Dental")
    print_to(paper, printer, view, view.reading._on_printed)
    assert program.shows("The message went to the printer")
    words = PdfReader(tmp_path / "letter.pdf").pages[0].extract_text().replace("\t", " ")
    for said in ("Harbor Family Dental", "Before your crown visit", "tooth 14", "Regarding Elena"):
        assert said in words


@pytest.mark.rule("SIGN-13")
@pytest.mark.rule("SIGN-14")
@pytest.mark.parametrize("leave", [Portal.lock, Portal.sign_out])
@pytest.mark.parametrize("theirs", ["", "of another program"])
def test_what_was_copied_goes_with_the_session_and_nothing_else(
    signed_in: SignedIn, letters: RunningServer, leave: Callable[[Portal], None], theirs: str
) -> None:
    program = signed_in(letters)
    clipboard = QApplication.clipboard()
    open_message(program, "Before your crown visit").reading.act("copy")
    assert clipboard.text() == mailing.LETTER
    if theirs:
        clipboard.setText(theirs)
    leave(program.portal)
    wait(lambda: program.portal.stage is not Stage.OPEN, "the session to end")
    settle()
    assert clipboard.text() == theirs


@pytest.mark.rule("HEAD-7")
def test_an_empty_folder_says_why(signed_in: SignedIn, practice: RunningServer) -> None:
    program = signed_in(practice)
    mail(program)
    settle()
    program.portal.choose(ELENA)
    for folder, words in (
        (Folder.OUTBOX, "Nothing waits to be sent"),
        (Folder.DRAFTS, "No drafts"),
    ):
        open_folder(program, folder)
        assert program.shows(words)
    assert "Show the whole family" in read(program.window)
