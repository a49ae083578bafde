"""Take my record through the window: as a folder, as a zip, stopped, and failed (OFF-7)."""

import json
from pathlib import Path

import pytest
import pyzipper
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.models.record import TakeWish
from desktop.views.dialogs.record import RecordDialog
from practice_server.demo import PASSWORD
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, read, settle, wait
from tests.journeys.mail import Catcher
from tests.journeys.test_activity import history, told
from tests.journeys.test_fits import clipped, overlapping
from tests.serving import RunningServer

pytestmark = pytest.mark.rule("OFF-7")
MENU = "Account, Elena Marlowe, menu"
NAME = "My record from Harbor Family Dental"


def opened(program: Program) -> RecordDialog:
    """The dialog, through the menu."""
    program.choose_in_menu(MENU, "Take my record")
    dialog = program.dialog()
    assert isinstance(dialog, RecordDialog)
    return dialog


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder that is chosen."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    return folder


def choose(program: Program, button: str, path: Path, dialog: RecordDialog) -> None:
    """Press the button that asks for a place, and give it this one."""
    program.click(button, dialog)
    program.name_file(path)


@pytest.mark.rule("WHO-7")
def test_a_folder_is_chosen_and_everything_is_in_it(
    signed_in: SignedIn, practice: RunningServer, place: Path
) -> None:
    program = signed_in(practice)
    dialog = opened(program)
    assert program.shows("Whoever can open the place that you choose can read them", dialog)
    choose(program, "Choose a folder", place, dialog)
    assert program.shows("Your record is saved", dialog)
    assert program.shows("each read back and compared", dialog)
    listed = json.loads((place / NAME / "manifest.json").read_bytes())["files"]
    assert all((place / NAME / each["path"]).stat().st_size == each["size"] for each in listed)
    page = (place / NAME / "index.html").read_text(encoding="utf-8")
    assert "Elena Marlowe" in page
    assert "Ivy Marlowe" in page
    shown: list[str] = []
    catcher = Catcher(shown)
    QDesktopServices.setUrlHandler("file", catcher, "take")  # type: ignore[arg-type]  # Qt takes a str
    program.click("Show in folder", dialog)
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(QUrl(each).toLocalFile()) for each in shown] == [place / NAME]
    program.click("Close", dialog)
    (said, *_others) = told(history(program), "Downloaded by Elena Marlowe")
    assert "Everything, as files" in said


def test_a_zip_with_a_password_for_one_person(
    signed_in: SignedIn, calm_practice: RunningServer, place: Path
) -> None:
    program = signed_in(calm_practice)
    dialog = opened(program)
    program.find(QAbstractButton, "One zip file", dialog).click()
    assert program.shows("Without a password anybody can open the zip.", dialog)
    for name in ("Elena Marlowe", "Theo Marlowe"):
        program.find(QAbstractButton, name, dialog).click()
    program.type("Password for the zip", "short", dialog)
    assert program.shows("Too short: use at least 8 signs.", dialog)
    program.click("Choose where to save", dialog)
    assert program.shows("Use at least 8 signs.", dialog)
    program.type("Password for the zip", "four plain words here", dialog)
    assert program.shows("That is a good length.", dialog)
    program.click("Choose where to save", dialog)
    assert program.shows("The two passwords are not the same.", dialog)
    program.type("The same password again", "four plain words here", dialog)
    choose(program, "Choose where to save", place / "ivy.zip", dialog)
    assert program.shows("Your record is saved", dialog)
    assert not dialog.form.password.text()
    with pyzipper.AESZipFile(place / "ivy.zip") as archive:
        archive.setpassword(b"four plain words here")
        page = archive.read("index.html").decode()
    assert "Ivy" in page
    assert "Record of Elena" not in page


def test_nobody_chosen_is_said(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = signed_in(calm_practice)
    dialog = opened(program)
    for _person, box in dialog.form.persons:
        box.click()
    program.click("Choose a folder", dialog)
    assert program.shows("Choose at least one person.", dialog)
    assert dialog.focusWidget() is dialog.form.persons[0][1]


def test_stopped_it_says_what_is_kept_and_goes_on_in_the_same_place(
    signed_in: SignedIn, calm_practice: RunningServer, place: Path
) -> None:
    program = signed_in(calm_practice)
    dialog = opened(program)
    dialog.take(TakeWish(place))
    assert "Writing your record" in read(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)  # before any of its answers can come
    assert program.shows("What is complete stays in the folder", dialog)
    choose(program, "Choose a folder", place, dialog)
    assert program.shows("Your record is saved", dialog)
    assert [each.name for each in place.iterdir()] == [NAME]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait(lambda: not _is_open(program), "the dialog to close")


@pytest.mark.rule("SIGN-14")
def test_locking_while_it_is_written_leaves_nothing_of_it_on_the_screen(
    signed_in: SignedIn, calm_practice: RunningServer, place: Path
) -> None:
    program = signed_in(calm_practice)
    opened(program).take(TakeWish(place / "ivy.zip", zipped=True))
    program.portal.lock()
    assert program.shows("Unlock")
    wait(lambda: not _is_open(program), "the dialog to close")
    wait(lambda: not list(place.iterdir()), "what was begun to go")


def test_a_place_that_cannot_be_written_is_said_in_words(
    signed_in: SignedIn, calm_practice: RunningServer, place: Path
) -> None:
    program = signed_in(calm_practice)
    dialog = opened(program)
    dialog.take(TakeWish(place / "gone"))
    assert program.shows("Nothing can be saved here", dialog)
    choose(program, "Choose a folder", place, dialog)
    assert program.shows("Your record is saved", dialog)


def test_offline_what_is_not_here_is_named(
    signed_in: SignedIn, practice: RunningServer, place: Path
) -> None:
    program = signed_in(practice)
    practice.stop()
    program.portal.lock()
    program.type("Password", PASSWORD)
    program.click("Unlock")
    program.wait_offline()
    dialog = opened(program)
    choose(program, "Choose a folder", place, dialog)
    assert program.shows("Your record is saved", dialog)
    assert program.shows("The index says why.", dialog)


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [100, 200])
def test_every_page_has_room_in_the_smallest_window(
    scale: int, signed_in: SignedIn, calm_practice: RunningServer, place: Path
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    program.window.resize(640, 480)
    settle()
    dialog = opened(program)
    dialog.form.zip.click()
    settle()
    check_room(program, dialog)
    dialog.form.folder.click()
    dialog.take(TakeWish(place))
    check_room(program, dialog)
    assert program.shows("Your record is saved", dialog)
    settle()
    check_room(program, dialog)


def check_room(program: Program, dialog: RecordDialog) -> None:
    """Nothing is clipped, and the dialog is no larger than the window."""
    assert not clipped(dialog)
    assert not overlapping(dialog)
    assert dialog.width() <= program.window.width()
    assert dialog.height() <= program.window.height()
    assert all(edit.accessibleName() for edit in dialog.findChildren(QLineEdit))


def _is_open(program: Program) -> bool:
    return any(one.isVisible() for one in program.window.findChildren(RecordDialog))
