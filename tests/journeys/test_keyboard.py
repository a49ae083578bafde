"""Everything by keyboard, with a name and a focus that shows (EASE-1, EASE-2)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from desktop.services.portal import Stage
from desktop.views.widgets.focus_ring import FocusRing
from practice_server.demo import PASSWORD
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, settle, wait
from tests.journeys.mail import mail
from tests.journeys.test_money import view
from tests.serving import RunningServer

MOST_STOPS = 80


@pytest.mark.rule("EASE-1")
def test_a_whole_visit_without_a_mouse(
    open_program: OpenProgram, practice: RunningServer, tmp_path: Path
) -> None:
    program = open_program()
    wait(lambda: isinstance(focus(), QLineEdit), "the field for the address")
    write(practice.url)
    program.press("Return")
    wait(lambda: says_focus("Yes, continue"), "the question whose address it is")
    program.press("Space")
    wait(lambda: says_focus("User name"), "the sign-in form")
    write("elena.m")
    program.press("Tab")
    write(PASSWORD)
    program.press("Return")
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")
    program.wait_fresh()
    answer_by_keyboard(program, practice)
    read_by_keyboard(program, tmp_path)
    lock_and_leave(program)


def answer_by_keyboard(program: Program, practice: RunningServer) -> None:
    """To the first card by Tab, confirm; offline another one, and take it back."""
    assert program.shows("Confirm Ivy’s visit")
    tab_to(program, "Confirm Ivy")
    program.press("Space")
    wait(practice.outgoing, "the answer to come")
    wait(lambda: not program.portal.sync_state.waiting, "the practice's word on it")
    practice.kill()
    program.press("F5")
    program.wait_offline()
    tab_to(program, "Confirm Theo")
    program.press("Space")
    assert program.shows("1 change waiting to send")
    tab_to(program, "Take back, Theo")
    program.press("Space")
    assert program.hides("waiting to send")
    practice.start()
    program.press("F5")
    program.wait_fresh()
    assert program.shows("Confirm Theo’s visit")


def read_by_keyboard(program: Program, tmp_path: Path) -> None:
    """The other tab, its first statement, find, save."""
    program.press("Ctrl+2")
    section = view(program)
    wait(section.model.rowCount, "statements")
    while not says_focus("Statements"):
        program.press("F6")
    program.press("Home", "Right")
    program.press("Left", "Return")
    wait(lambda: section.viewer.pdf.canvas.pictures.get(0) is not None, "the first page")
    while focus() is not section.viewer.pdf.canvas:
        program.press("F6")
    program.press("Ctrl+F")
    assert says_focus("Find in this document")
    write("balance")
    assert program.shows("1 of")
    program.press("Ctrl+S")
    dialog = program.dialog()
    assert isinstance(dialog, QFileDialog)
    program.name_file(tmp_path / "copy.pdf")
    assert program.shows("Saved: copy.pdf")


def lock_and_leave(program: Program) -> None:
    """Lock, unlock, sign out through the menu."""
    program.press("Ctrl+L")
    wait(lambda: says_focus("Password"), "the lock")
    write(PASSWORD)
    program.press("Return")
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")
    settle()
    tab_to(program, "Account, Elena Marlowe, menu")
    program.press("Space")
    wait(QApplication.activePopupWidget, "the menu")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")


@pytest.mark.rule("EASE-1")
@pytest.mark.parametrize("page", ["sign-in", "appointments", "account", "webmail", "lock"])
def test_each_stop_of_tab_has_a_name_and_shows_the_focus(
    page: str, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    show_page(program, page)
    stops = walk(program)
    assert len(stops) >= (3 if page == "lock" else 8)
    for stop in stops:
        assert names_of(stop), f"{type(stop).__name__} in {type(stop.parentWidget()).__name__}"


@pytest.mark.rule("EASE-1")
@pytest.mark.rule("EASE-2")
def test_the_focus_ring_follows_the_keyboard(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("Confirm Ivy’s visit")
    ring = program.window.findChild(FocusRing)
    assert ring is not None
    seen = 0
    for _ in range(12):
        program.press("Tab")
        at = focus()
        if at is not None and ring.isVisible():
            centre = at.mapTo(program.window, at.rect().center())
            assert ring.geometry().contains(centre)
            seen += 1
    assert seen >= 8


@pytest.mark.rule("EASE-2")
def test_targets_are_at_least_24_pixels(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = signed_in(calm_practice)
    for page in ("appointments", "account", "webmail", "lock", "sign-in"):
        show_page(program, page)
        for stop in walk(program):
            assert min(stop.width(), stop.height()) >= 24, stop.accessibleName()


def show_page(program: Program, page: str) -> None:
    """Bring a page of the window before the person."""
    if page == "appointments":
        assert program.shows("Confirm Ivy’s visit")
    elif page == "account":
        program.go_to(1)
        wait(view(program).model.rowCount, "statements")
        assert program.shows("newest first")
    elif page == "webmail":
        mail(program)
        wait(lambda: program.rows("Inbox"), "messages")
    elif page == "lock":
        program.portal.lock()
        assert program.shows("Locked")
    else:
        program.portal.sign_out()
        assert program.shows("Open my saved records")
    settle()


def walk(program: Program) -> list[QWidget]:
    """All stops of Tab on the page that is shown."""
    program.press("Tab")
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        at = focus()
        if at is None or at in stops:
            break
        stops.append(at)
        program.press("Tab")
    return stops


def tab_to(program: Program, name: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(MOST_STOPS):
        if says_focus(name):
            return
        program.press("Tab")
    raise AssertionError(
        f"Tab never comes to {name!r}: {[names_of(stop) for stop in walk(program)]}"
    )


def says_focus(name: str) -> bool:
    """Whether what has the focus is called so."""
    at = focus()
    if at is None:
        return False
    text = str(getattr(at, "text", str)())
    return name in (text,) or at.accessibleName().startswith(name)


def names_of(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", str)())


def focus() -> QWidget | None:
    return QApplication.focusWidget()


def write(text: str) -> None:
    """Type where the focus is."""
    at = focus()
    assert isinstance(at, QLineEdit)
    at.selectAll()
    QTest.keyClicks(at, text)
