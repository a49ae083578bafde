"""Chips, tabs, the family switch, panels, cards, banners, toasts, dialogs and the focus ring."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import LinkButton, primary
from desktop.views.widgets.card import ActionCard
from desktop.views.widgets.chip import StatusChip
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.empty_state import EmptyState
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.paint import badge_text
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.person_chips import Chip, PersonChips
from desktop.views.widgets.progress import ProgressLine
from desktop.views.widgets.segmented import Segmented
from desktop.views.widgets.tab_bar import PortalTabBar
from desktop.views.widgets.toast import Toast
from desktop.views.widgets.tone import Tone
from tests.desktop.views.look import wear

pytestmark = pytest.mark.usefixtures("dressed_parts")

FAMILY = (
    Chip("e", "Elena (you)", "Elena Marlowe, you"),
    Chip("j", "Jonas", "Jonas Marlowe"),
    Chip("i", "Ivy", "Ivy Marlowe"),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window with a column."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()
    for box in (widget.layout(), layout):
        if box is not None:
            box.activate()


@pytest.mark.rule("EASE-1")
def test_a_chip_says_its_word(qtbot: QtBot) -> None:
    chip = StatusChip("Confirmed", Tone.OK, "check")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == chip.text() == "Confirmed"
    assert chip.sizeHint().height() == 26
    chip.show_state("Waiting to send", Tone.INFO, "clock")
    assert chip.accessibleName() == "Waiting to send"


@pytest.mark.rule("HEAD-2")
def test_a_tab_shows_and_says_its_badge(qtbot: QtBot) -> None:
    bar = PortalTabBar()
    qtbot.addWidget(bar)
    first = bar.add("Appointments", "calendar", "appointments")
    plain = bar.tabRect(first).width()
    bar.set_badge(first, 2, "Appointments, 2 need an answer")
    assert bar.badge(first) == 2
    assert bar.accessibleTabName(first) == "Appointments, 2 need an answer"
    assert bar.tabRect(first).width() > plain
    assert bar.tabRect(first).height() == 48
    bar.show_icons(shown=False)
    assert bar.tabRect(first).width() < plain + 40


def test_a_badge_counts_to_99() -> None:
    assert (badge_text(99), badge_text(100)) == ("99", "99+")


@pytest.mark.rule("HEAD-4")
def test_one_person_is_chosen(window: QWidget, qtbot: QtBot) -> None:
    chips = PersonChips()
    chips.set_people(FAMILY, "e")
    put(window, chips)
    assert [b.accessibleName() for b in chips.buttons()] == [chip.full for chip in FAMILY]
    assert [b.isChecked() for b in chips.buttons()] == [True, False, False]
    with qtbot.waitSignal(chips.chosen) as said:
        qtbot.mouseClick(chips.buttons()[2], Qt.MouseButton.LeftButton)
    assert said.args == ["i"]
    assert [b.isChecked() for b in chips.buttons()] == [False, False, True]
    assert chips.buttons()[0].height() == 36


@pytest.mark.rule("HEAD-4")
@pytest.mark.parametrize("many", [False, True])
def test_people_become_a_menu_where_there_is_no_room(
    window: QWidget, qtbot: QtBot, many: bool
) -> None:
    chips = PersonChips()
    named = [*FAMILY, *FAMILY] if many else FAMILY
    people = [Chip(str(at), c.name, c.full) for at, c in enumerate(named)]
    chips.set_people(people, "1")
    chips.set_narrow(narrow=not many)
    put(window, chips)
    (button,) = chips.buttons()
    assert button.text() == "Jonas"
    with qtbot.waitSignal(chips.chosen) as said:
        button.menu().actions()[2].trigger()
    assert said.args == ["2"]
    assert chips.buttons()[0].text() == "Ivy"


def test_a_choice_of_segments(window: QWidget, qtbot: QtBot) -> None:
    scope = Segmented("Whose visits", ["Elena", "Whole family"])
    put(window, scope)
    wide = scope.sizeHint().width()
    with qtbot.waitSignal(scope.chosen) as said:
        qtbot.mouseClick(scope.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert said.args == [1]
    assert scope.current() == 1
    assert scope.sizeHint().width() == wide


@pytest.mark.rule("EASE-1")
def test_boxes_have_names(qtbot: QtBot) -> None:
    card = ActionCard("bell", Tone.WARN, "Time for your cleaning", ["Elena, due in December"])
    empty = EmptyState("receipt-text", Tone.ACCENT, "No statements yet", "They come after a visit.")
    panel = Panel("Upcoming")
    banner = Banner(Tone.BAD, "1 message was not sent.", title="Outbox")
    for widget in (card, empty, panel, banner):
        qtbot.addWidget(widget)
    assert card.accessibleName() == "Time for your cleaning, Elena, due in December"
    assert empty.accessibleName() == "No statements yet"
    assert empty.accessibleDescription() == "They come after a visit."
    assert panel.accessibleName() == "Upcoming"
    assert banner.accessibleName() == "Outbox 1 message was not sent."


def test_a_banner_changes_what_it_says_and_offers(window: QWidget) -> None:
    banner = Banner(Tone.WARN, "Offline", [LinkButton("Try again")])
    put(window, banner)
    banner.show_notice(Tone.OK, "Up to date", [LinkButton("Open")])
    assert banner.text.text() == "Up to date"
    assert banner.property("banner") == "ok"


def test_a_panel_takes_a_body_and_counts(window: QWidget, qtbot: QtBot) -> None:
    panel = Panel("Upcoming")
    put(window, panel)
    first, second = QWidget(), QWidget()
    panel.set_body(first)
    panel.set_body(second)
    panel.set_count("4 visits")
    qtbot.waitUntil(second.isVisible)
    assert panel.title.text() == "Upcoming"


@pytest.mark.rule("EASE-5")
def test_progress_is_said_in_words(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_progress("Saving files", 9, 12)
    assert (line.text.text(), line.amount.text()) == ("Saving files", "9 of 12")
    assert line.bar.accessibleName() == "Saving files"
    line.show_progress("Saving files", 0, None)
    assert (line.bar.maximum(), line.amount.text()) == (0, "")


def test_what_was_done_can_be_taken_back(window: QWidget, qtbot: QtBot) -> None:
    taken: list[str] = []
    toast = Toast(window)
    toast.say("Reminder set", lambda: taken.append("back"))
    assert toast.isVisible()
    assert toast.accessibleName() == "Reminder set"
    assert not toast.button.hasFocus()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert taken == ["back"]
    assert not toast.isVisible()


@pytest.mark.rule("EASE-1")
def test_the_ring_stands_around_what_the_keyboard_reached(window: QWidget, qtbot: QtBot) -> None:
    one, two = primary("One"), primary("Two")
    put(window, one)
    put(window, two)
    ring = FocusRing.of(window)
    assert FocusRing.of(window) is ring
    one.setFocus()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(two.hasFocus)
    assert ring.isVisible()
    assert ring.geometry() == two.geometry().adjusted(-4, -4, 4, 4)
    at = one.mapTo(window, one.rect().center())
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    assert not ring.isVisible()


@pytest.mark.rule("EASE-1")
def test_a_field_has_its_ring_however_it_was_reached(window: QWidget, qtbot: QtBot) -> None:
    edit = QLineEdit()
    put(window, edit)
    ring = FocusRing.of(window)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert ring.isVisible()
    edit.hide()
    assert not ring.isVisible()


def test_the_ring_is_cut_at_the_edge_of_what_scrolls(window: QWidget, qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    column = QVBoxLayout(inside)
    edits = [QLineEdit() for _ in range(30)]
    for edit in edits:
        column.addWidget(edit)
    area.setWidget(inside)
    put(window, area)
    ring = FocusRing.of(window)
    edits[0].setFocus()
    qtbot.waitUntil(edits[0].hasFocus)
    assert ring.isVisible()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert not ring.isVisible()


@pytest.mark.rule("EASE-1")
def test_the_ring_outlives_what_it_stood_around(window: QWidget, qtbot: QtBot) -> None:
    box, edit = QWidget(), QLineEdit()
    inside = QLineEdit(box)
    put(window, box)
    put(window, edit)
    ring = FocusRing.of(window)
    inside.setFocus()
    qtbot.waitUntil(inside.hasFocus)
    shiboken6.delete(box)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert ring.isVisible()
    assert ring.geometry().contains(edit.geometry())


@pytest.mark.rule("EASE-1")
def test_a_dialog_darkens_its_window_and_goes_with_esc(window: QWidget, qtbot: QtBot) -> None:
    before = len(window.children())
    dialog = Dialog("Contact us", window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.windowTitle() == "Contact us"
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(window.children()) == before)


def test_a_new_look_reaches_every_widget(dressed_parts: QApplication, window: QWidget) -> None:
    chip, bar, circle = StatusChip("Paid"), PortalTabBar(), ProgressLine()
    for widget in (chip, bar, circle):
        put(window, widget)
    bar.add("Account", "receipt-text", "account")
    wear(dressed_parts, "dark", 2.0)
    assert chip.sizeHint().height() == 52
    assert bar.tabRect(0).height() == 96
    assert circle.bar.width() == 320


@pytest.mark.rule("EASE-1")
def test_painted_controls_keep_their_role(window: QWidget) -> None:
    chips = PersonChips()
    chips.set_people(FAMILY, "e")
    put(window, chips)
    seen = QAccessible.queryAccessibleInterface(chips.buttons()[0])
    assert seen.role() in (QAccessible.Role.CheckBox, QAccessible.Role.Button)
    assert seen.text(QAccessible.Text.Name) == "Elena Marlowe, you"
