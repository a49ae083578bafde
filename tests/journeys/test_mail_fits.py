"""The WebMail tab has room at every text size, and a name for every stop (EASE-1, EASE-2)."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.models.mail import Folder
from desktop.views.sections.webmail import WebmailView
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, settle, wait
from tests.journeys.mail import listed, mail, open_folder, open_message, write
from tests.journeys.test_fits import clipped, overlapping
from tests.serving import RunningServer

SIZES = [(100, 1280), (100, 640), (200, 1280)]


@pytest.fixture
def letters(practice: RunningServer) -> RunningServer:
    """A practice that wrote some messages."""
    files = (mailing.named(practice.feed_blob(b"%PDF-1.4\n%%EOF\n"), "Care after a crown.pdf"),)
    mailing.let_write(practice)
    practice.feed([*mailing.inbox(files), *mailing.secure()])
    return practice


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize(("scale", "width"), SIZES)
def test_every_text_has_its_room(
    scale: int, width: int, signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    program.portal.change_settings(text_scale=scale)
    program.window.resize(width, 820)
    view = mail(program)
    listed(program, "Inbox", "crown")
    check(program.window, "the inbox")
    open_message(program, "Before your crown visit")
    wait(lambda: view.preview.files.cards, "the file")
    check(program.window, "a message")
    leave(view)
    view.show_folder(Folder.SECURE)
    listed(program, "Secure email", "Copies")
    open_message(program, "Copies", "Secure email")
    check(program.window, "an email whose time is over")
    leave(view)
    dialog = write(program, "", "")
    dialog.send()
    check(dialog, "writing")
    dialog.reject()


def check(place: QWidget, what: str) -> None:
    """Nothing is clipped, nothing overlaps."""
    settle()
    assert not clipped(place), what
    assert not overlapping(place), what


def leave(view: WebmailView) -> None:
    """Back to the list where a message is a page of its own."""
    if view.preview.back.isVisible():
        view.preview.back.click()
    settle()


@pytest.mark.rule("EASE-1")
def test_every_stop_has_a_name_and_comes_in_the_order_of_reading(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_message(program, "Before your crown visit")
    wait(lambda: view.preview.files.cards, "the file")
    settle()
    stops = [one for one in view.stops() if one.isVisible()]
    assert [name for one in stops if not (name := name_of(one))] == []
    order = [view.side.compose, view.side.folders.button(Folder.INBOX), view.preview.reply]
    places = [stops.index(one) for one in order]
    assert places == sorted(places)
    assert stops.index(view.preview.reply) < stops.index(view.preview.files.cards[0].open)


def name_of(widget: QWidget) -> str:
    """What a screen reader says first."""
    proxy = widget.focusProxy() or widget
    text = proxy.text() if isinstance(proxy, QAbstractButton) else ""
    return proxy.accessibleName() or text


@pytest.mark.rule("EASE-1")
def test_f6_walks_through_the_parts(signed_in: SignedIn, letters: RunningServer) -> None:
    program = signed_in(letters)
    view = open_message(program, "Before your crown visit")
    view.side.compose.setFocus()
    program.press("F6")
    assert view.pages.panels[Folder.INBOX].list.hasFocus()
    program.press("F6")
    assert view.preview.text.hasFocus()
    open_folder(program, Folder.DRAFTS)
    assert program.shows("No drafts")
    assert focusable(program)


def focusable(program: Program) -> bool:
    """Whether every part that shows can take the focus."""
    return all(part.target.isVisible() for part in program.main.parts())
