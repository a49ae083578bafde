"""Files of messages: shown inside, saved, never run (MAIL-4)."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from desktop.views.cards.attachment_card import AttachmentCard
from desktop.views.viewers.attachment import AttachmentDialog
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.picture import PictureViewer
from desktop.views.viewers.text import TextViewer
from tests import mailing
from tests.desktop.services.test_pictures import picture
from tests.desktop.views.viewers.papers import paper
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, seen, wait
from tests.journeys.mail import Catcher, open_message
from tests.serving import RunningServer

PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
TEXT = b"Rinse twice a day. <b>Not bold</b>\n"
ODD = bytes(range(7, 200))
FILES = {
    "Care.pdf": paper(),
    "rinse.txt": TEXT,
    "setup.exe": PROGRAM,
    "holiday.jpg": PROGRAM + b"more",  # says to be a photo, and is a program
    "scan.dat": ODD,
    "tooth.png": picture("PNG", (30, 20)),
    "broken.png": picture("PNG", (30, 20))[:40],
    "../../odd\u202egpj.txt": TEXT + b"twice",
}


@pytest.fixture
def letter(practice: RunningServer) -> RunningServer:
    """A message with files of every kind."""
    files = [mailing.named(practice.feed_blob(data), name) for name, data in FILES.items()]
    practice.feed(mailing.inbox(tuple(files)))
    return practice


def opened(program: Program) -> dict[str, AttachmentCard]:
    """The cards of the message's files, by name."""
    view = open_message(program, "Before your crown visit")
    wait(lambda: len(view.preview.files.cards) == len(FILES), "the files")
    return {card.name: card for card in view.preview.files.cards}


@pytest.mark.rule("MAIL-4")
def test_a_pdf_and_a_text_are_shown_inside(signed_in: SignedIn, letter: RunningServer) -> None:
    program = signed_in(letter)
    cards = opened(program)
    assert "not saved here yet" in cards["Care.pdf"].state.text()
    cards["Care.pdf"].open.click()
    dialog = program.dialog()
    assert isinstance(dialog, AttachmentDialog)
    viewer = dialog.viewer
    assert isinstance(viewer, PdfViewer)
    wait(lambda: viewer.canvas.pictures.get(0) is not None, "the first page")
    dialog.close()
    wait(lambda: "saved on this computer" in cards["Care.pdf"].state.text(), "it to be kept")
    cards["rinse.txt"].open.click()
    shown = program.dialog()
    assert isinstance(shown, AttachmentDialog)
    assert isinstance(shown.viewer, TextViewer)
    assert shown.viewer.toPlainText() == TEXT.decode()
    shown.close()


@pytest.mark.rule("MAIL-4")
def test_a_picture_is_shown_inside_and_a_broken_one_says_so(
    signed_in: SignedIn, letter: RunningServer
) -> None:
    program = signed_in(letter)
    cards = opened(program)
    cards["tooth.png"].open.click()
    viewer = picture_in(program)
    wait(viewer.canvas.isVisible, "the picture")
    middle = viewer.canvas.grab().toImage().pixelColor(viewer.canvas.rect().center())
    assert (middle.red(), middle.green(), middle.blue()) == (255, 0, 0)
    program.dialog().close()
    cards["broken.png"].open.click()
    broken = picture_in(program)
    assert program.shows("We could not open this document", broken)
    assert not broken.canvas.isVisible()
    program.dialog().close()


def picture_in(program: Program) -> PictureViewer:
    """The viewer in the dialog that opened."""
    dialog = program.dialog()
    assert isinstance(dialog, AttachmentDialog)
    assert isinstance(dialog.viewer, PictureViewer)
    return dialog.viewer


@pytest.mark.rule("MAIL-4")
@pytest.mark.rule("EASE-6")
def test_saving_from_the_dialog_is_answered_in_the_dialog(
    signed_in: SignedIn, letter: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(letter)
    opened(program)["rinse.txt"].open.click()
    shown = program.dialog()
    assert isinstance(shown, AttachmentDialog)
    program.click("Save a copy", shown)
    wait(lambda: len(open_dialogs(program.window)) == 2, "the question where")
    program.name_file(tmp_path / "kept.txt")
    assert program.shows("Saved: kept.txt", shown)
    assert (tmp_path / "kept.txt").read_bytes() == TEXT
    shown.close()


@pytest.mark.rule("MAIL-4")
def test_a_dangerous_file_is_never_opened_and_saved_with_a_warning(
    signed_in: SignedIn, letter: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(letter)
    cards = opened(program)
    started: list[str] = []
    catcher = Catcher(started)
    QDesktopServices.setUrlHandler("file", catcher, "take")  # type: ignore[arg-type]  # Qt takes a str
    try:
        assert not cards["setup.exe"].open.isVisible()
        assert "could harm a computer" in cards["setup.exe"].accessibleName()
        cards["setup.exe"].save.click()
        assert program.shows("This file could harm your computer", program.dialog())
        program.click("Save anyway", program.dialog())
        wait(lambda: len(open_dialogs(program.window)) == 1, "the question where")
        program.name_file(tmp_path / "kept.exe")
        assert program.shows("Saved: kept.exe")
        assert (tmp_path / "kept.exe").read_bytes() == PROGRAM
        assert started == []
    finally:
        QDesktopServices.unsetUrlHandler("file")


@pytest.mark.rule("MAIL-4")
def test_what_a_file_is_shows_in_its_content_and_not_in_its_name(
    signed_in: SignedIn, letter: RunningServer
) -> None:
    program = signed_in(letter)
    cards = opened(program)
    cards["holiday.jpg"].open.click()
    assert program.shows("This file could harm your computer", program.dialog())
    program.click("Cancel", program.dialog())
    wait(lambda: not cards["holiday.jpg"].open.isVisible(), "Open to go")
    assert "could harm a computer" in cards["holiday.jpg"].state.text()


@pytest.mark.rule("MAIL-4")
def test_a_file_of_another_kind_can_be_saved(
    signed_in: SignedIn, letter: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(letter)
    cards = opened(program)
    cards["scan.dat"].open.click()
    assert program.shows("This kind of file cannot be shown here", program.dialog())
    program.click("Save a copy", program.dialog())
    wait(lambda: len(open_dialogs(program.window)) == 1, "the question where")
    program.name_file(tmp_path / "scan.dat")
    assert program.shows("Saved: scan.dat")
    assert (tmp_path / "scan.dat").read_bytes() == ODD


@pytest.mark.rule("MAIL-4")
def test_all_harmless_files_are_saved_under_safe_names(
    signed_in: SignedIn, letter: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(letter)
    opened(program)
    view = open_message(program, "Before your crown visit")
    assert view.reading.row is not None
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "Care.pdf").write_bytes(b"mine")
    view.reading.files.save_to(view.reading.row.message, folder)
    assert program.shows("6 files saved in letters. Not saved: setup.exe, holiday.jpg")
    assert program.shows("(could harm a computer)")
    assert len(list(folder.iterdir())) == 7
    assert (folder / "Care.pdf").read_bytes() == b"mine"
    assert (folder / "Care (2).pdf").read_bytes() == FILES["Care.pdf"]
    for name in ("setup.exe", "holiday.jpg"):
        assert not (folder / name).exists()
    assert not any("\u202e" in path.name for path in folder.iterdir())
    assert all(path.parent == folder for path in folder.rglob("*"))


@pytest.mark.rule("MAIL-4")
@pytest.mark.rule("EASE-6")
def test_offline_those_that_are_here_are_saved_and_the_others_named(
    signed_in: SignedIn, letter: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(letter)
    cards = opened(program)
    cards["rinse.txt"].open.click()
    program.dialog().close()
    letter.stop()
    program.portal.refresh()
    program.wait_offline()
    reading = open_message(program, "Before your crown visit").reading
    assert reading.row is not None
    reading.files.save_to(reading.row.message, tmp_path)
    assert program.shows("1 file saved in")
    assert program.shows("Not saved: setup.exe (could harm a computer), Care.pdf, holiday.jpg")
    assert program.shows("(not on this computer)")
    assert (tmp_path / "rinse.txt").read_bytes() == TEXT
    reading.files.save_to(reading.row.message, tmp_path / "gone")
    assert program.shows("The disk did not answer")


@pytest.mark.rule("MAIL-4")
@pytest.mark.rule("OFF-2")
def test_a_file_that_is_not_here_says_so_offline(
    signed_in: SignedIn, letter: RunningServer
) -> None:
    program = signed_in(letter)
    cards = opened(program)
    letter.stop()
    program.portal.refresh()
    program.wait_offline()
    cards["Care.pdf"].open.click()
    assert program.shows("This document is not on this computer")
    assert not open_dialogs(program.window)
    for name, card in cards.items():
        assert card.save.accessibleName() == f"Save {name}"
    assert seen(QPushButton, "Open Care.pdf", program.window)
