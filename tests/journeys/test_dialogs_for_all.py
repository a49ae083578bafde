"""Writing and searching: by keyboard, and in the smallest window with the largest text (EASE)."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.views.dialogs.compose import ComposeDialog
from portal_protocol.records import Webmail
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, settle, wait
from tests.journeys.mail import write
from tests.journeys.test_fits import clipped, overlapping
from tests.journeys.test_keyboard import names_of, walk
from tests.journeys.test_search import search
from tests.serving import RunningServer

SIZES = [(100, 640, 480), (200, 640, 480), (200, 1280, 820)]


@pytest.fixture
def taking(practice: RunningServer) -> RunningServer:
    """A practice that takes files with messages."""
    mailing.let_write(practice, Webmail(attachments=True))
    return practice


def write_with_file(program: Program, folder: Path) -> ComposeDialog:
    """A message with a photo, which is not sent."""
    dialog = write(program, "A chipped tooth", "Here is a photo.")
    photo = folder / "tooth.png"
    assert QImage(8, 8, QImage.Format.Format_RGB32).save(str(photo))
    dialog.form.files.added.emit(photo)
    wait(lambda: dialog.form.files.files, "the file")
    settle()
    return dialog


@pytest.mark.rule("EASE-1")
@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [100, 200])
def test_tab_walks_through_writing(
    scale: int, signed_in: SignedIn, taking: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(taking)
    program.portal.change_settings(text_scale=scale)
    dialog = write_with_file(program, tmp_path)
    form, walked = dialog.form, walk(program)
    check_stops(walked)
    fields = [form.to, form.regarding, form.subject, form.text, *form.files.stops()]
    buttons = [dialog.discard_button, dialog.save_button, dialog.send_button]
    assert in_turn(walked, [*fields, *buttons]), [names_of(stop) for stop in walked]
    dialog.reject()
    wait(lambda: not open_dialogs(program.window), "the dialog to be closed")


@pytest.mark.rule("EASE-1")
@pytest.mark.rule("EASE-2")
@pytest.mark.rule("HEAD-6")
@pytest.mark.parametrize("scale", [100, 200])
def test_tab_walks_through_search(
    scale: int, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    dialog = search(program, "crown")
    wait(dialog.model.rowCount, "what was found")
    walked = walk(program)
    check_stops(walked)
    assert in_turn(walked, [dialog.edit, dialog.list, *dialog.buttons.buttons()])
    dialog.reject()


def check_stops(walked: Sequence[QWidget]) -> None:
    """Each has a name, and is large enough to be hit."""
    assert [type(stop).__name__ for stop in walked if not names_of(stop)] == []
    assert [names_of(stop) for stop in walked if min(stop.width(), stop.height()) < 24] == []


def in_turn(walked: Sequence[QWidget], wanted: Sequence[QWidget]) -> bool:
    """Whether Tab comes to all of these in this order, wherever it began."""
    first = walked.index(wanted[0])
    turned = [*walked[first:], *walked[:first]]
    return [stop for stop in turned if stop in wanted] == list(wanted)


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize(("scale", "width", "height"), SIZES)
def test_writing_and_search_have_room(
    scale: int, width: int, height: int, signed_in: SignedIn, taking: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(taking)
    program.portal.change_settings(text_scale=scale)
    program.window.resize(width, height)
    settle()
    dialog = write_with_file(program, tmp_path)
    check_room(program, dialog)
    dialog.form.subject.clear()
    dialog.send()
    check_room(program, dialog)
    dialog.reject()
    wait(lambda: not open_dialogs(program.window), "the dialog to be closed")
    searching = search(program, "crown")
    wait(searching.model.rowCount, "what was found")
    check_room(program, searching)
    program.type("Search", "nothing of the kind", searching)
    assert program.shows("Nothing found", searching)
    check_room(program, searching)
    searching.reject()


def check_room(program: Program, dialog: QWidget) -> None:
    """Nothing is clipped, nothing overlaps, and the dialog is no larger than the window."""
    settle()
    assert not clipped(dialog)
    assert not overlapping(dialog)
    assert dialog.width() <= program.window.width()
    assert dialog.height() <= program.window.height()
