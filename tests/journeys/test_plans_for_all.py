"""The Plan tab by keyboard, at every text size, in a narrow window (EASE)."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from portal_protocol.activity import What
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import read, settle, wait
from tests.journeys.test_fits import clipped, overlapping
from tests.journeys.test_keyboard import says_focus, tab_to, walk
from tests.journeys.test_plans import PLANS, ROWS, noted, planned, plans, unplanned
from tests.serving import RunningServer

__all__ = ["planned", "unplanned"]


@pytest.mark.rule("EASE-1")
def test_the_whole_tab_by_keyboard(
    signed_in: SignedIn, planned: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(planned)
    section = plans(program)
    assert program.shows("Booked Nov 18")
    while not says_focus(PLANS):
        program.press("F6")
    program.press("End", "Return")
    wait(lambda: section.page.head.title.text() == "Wisdom tooth", "the last plan")
    program.press("F6")
    assert says_focus(ROWS)
    program.press("Home", "Down")
    view = program.find(QAbstractItemView, ROWS)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), asked)
    wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu of the row")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(one for one in menu.actions() if one.text() == "Copy this line"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert program.shows("The line was copied")
    assert QGuiApplication.clipboard().text().startswith("Crown, porcelain, Upper left first")
    wait(lambda: QApplication.activePopupWidget() is None, "the menu to be gone")
    program.window.activateWindow()
    wait(program.window.isActiveWindow, "the window to be the active one")
    section.page.table.list.setFocus()
    program.press("Ctrl+S")
    program.name_file(tmp_path / "by keyboard.pdf")
    assert program.shows("Saved: by keyboard.pdf")
    tab_to(program, "Print this plan")


@pytest.mark.rule("EASE-1")
@pytest.mark.rule("EASE-2")
def test_each_stop_has_a_name_and_room(signed_in: SignedIn, planned: RunningServer) -> None:
    program = signed_in(planned)
    plans(program)
    program.activate(PLANS, "For Ivy")
    assert program.shows("Open signed plan")
    program.main.tabs.bar.setFocus()
    stops = walk(program)
    names = [one.accessibleName() or str(getattr(one, "text", str)()) for one in stops]
    for name in (PLANS, "Print this plan", "Save this plan as PDF", "Open signed plan", ROWS):
        assert name in names
    order = [names.index(name) for name in (PLANS, "Print this plan", ROWS)]
    assert order == sorted(order)
    assert all(names)
    assert all(min(one.width(), one.height()) >= 24 for one in stops)


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_every_text_has_its_room(scale: int, signed_in: SignedIn, planned: RunningServer) -> None:
    program = signed_in(planned)
    program.portal.change_settings(text_scale=scale)
    plans(program)
    assert program.shows("Crown and gum care, For Ivy")
    settle()
    assert not clipped(program.window)
    for name in ("For Ivy", "Wisdom tooth") if scale < 200 else ("For Ivy",):
        program.activate(PLANS, name)
        settle()
        assert not clipped(program.window), name
        assert not overlapping(program.window), name


@pytest.mark.rule("EASE-2")
def test_in_a_narrow_window_the_plan_is_a_page_with_back(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    program = signed_in(planned)
    program.portal.change_settings(text_scale=200)
    settle()
    section = plans(program)
    assert program.shows("Crown and gum care, For Elena")
    assert not section.page.isVisible()
    assert noted(program, What.VIEWED) == []
    program.activate(PLANS, "Wisdom tooth")
    wait(section.page.isVisible, "the plan")
    assert not section.panel.isVisible()
    assert says_focus("Back to the plans")
    settle()
    rows = section.page.table.list
    rows.setFocus()
    program.press("End")
    settle()
    last = rows.visualRect(rows.currentIndex())
    top = rows.viewport().mapTo(section.page.plan.viewport(), last.topLeft()).y()
    assert 0 <= top + last.height() // 2 <= section.page.plan.viewport().height()
    program.click("Back to the plans")
    wait(section.panel.isVisible, "the list")
    assert says_focus(PLANS)
    assert "Wisdom tooth" in read(program.window)
