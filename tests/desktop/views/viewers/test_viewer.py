"""The viewer as a person uses it: pages, zoom, find, small pages, select and copy (ACC-5)."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu

from desktop.models.items.page_layout import Fit
from desktop.models.trouble import Trouble
from desktop.services.pdf import PdfProcess
from desktop.services.settings import Places, SettingsFile
from desktop.views.widgets.buttons import Button
from tests.desktop.views.look import wear
from tests.desktop.views.viewers.conftest import Reader
from tests.desktop.views.viewers.papers import LINES, PASSWORD, damaged, locked, paper

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = ["\n".join(lines).replace("−", "-") for lines in LINES]
ASCENT = 5  # points from a line's base to the middle of its letters


def line(at: int) -> float:
    """How far down the middle of a line is."""
    return 100 + at * 40 - ASCENT


@pytest.mark.rule("ACC-5")
def test_pages_zoom_and_fit(reader: Reader) -> None:
    assert reader.open(paper()) is None
    tools, canvas = reader.viewer.tools, reader.viewer.canvas
    assert tools.count.text() == "of 3"
    assert not tools.previous_button.isEnabled()
    tools.next_button.click()
    assert (canvas.page, tools.page_edit.text()) == (1, "2")
    tools.page_edit.selectAll()
    reader.qtbot.keyClicks(tools.page_edit, "77")
    reader.qtbot.keyPress(tools.page_edit, Qt.Key.Key_Return)
    assert (canvas.page, tools.page_edit.text()) == (2, "3")
    assert not tools.next_button.isEnabled()
    assert tools.zoom_button.text() == "Fit width"
    layout = canvas.layout_of_pages
    assert layout
    assert layout.width <= canvas.viewport().width()
    canvas.set_zoom(Fit.PAGE)
    layout = canvas.layout_of_pages
    assert layout
    assert layout.pages[0].height <= canvas.viewport().height()
    tools.larger_button.click()
    assert tools.zoom_button.text().endswith("%")


def test_the_first_page_comes_with_the_document_in_the_right_size(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, ...]] = []
    draw = PdfProcess.draw

    def noting(self: PdfProcess, pdf: object, *wanted: int) -> object:
        drawn.append(wanted)
        return draw(self, pdf, *wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(PdfProcess, "draw", noting)
    assert reader.open(paper(LINES[:1])) is None
    reader.qtbot.waitUntil(lambda: bool(reader.viewer.canvas.accessibleDescription()))
    assert reader.viewer.canvas.pictures.get(0) is not None
    assert drawn == []


@pytest.mark.rule("ACC-5")
def test_small_pages_show_and_lead_to_their_page(reader: Reader) -> None:
    assert reader.open(paper()) is None
    reader.key(Qt.Key.Key_F4)
    small = reader.viewer.thumbnails
    assert small.isVisible()
    reader.wait(lambda: all(small.pictures.get(page) is not None for page in range(3)))
    small.setCurrentRow(2)
    assert reader.viewer.canvas.page == 2
    reader.viewer.canvas.go_to(1)
    assert small.currentRow() == 1
    said = [small.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == ["Page 1", "Page 2", "Page 3"]


@pytest.mark.rule("ACC-5")
def test_find_leads_from_hit_to_hit_and_esc_leaves(reader: Reader) -> None:
    assert reader.open(paper()) is None
    tools, canvas, strip = reader.viewer.tools, reader.viewer.canvas, reader.viewer.finding.strip
    reader.key(Qt.Key.Key_F, CONTROL)
    reader.qtbot.keyClicks(tools.find_edit, "cleaning")
    reader.wait(strip.isVisible)
    assert strip.words.text() == "1 of 2"
    assert [hit.page for hit in canvas.marks.hits] == [1, 2]
    assert "Second page, Cleaning" in canvas.marks.hits[0].around
    reader.qtbot.keyPress(tools.find_edit, Qt.Key.Key_Return)
    assert strip.words.text() == "2 of 2"
    assert canvas.page == 2
    reader.qtbot.keyPress(tools.find_edit, Qt.Key.Key_F3)
    assert strip.words.text() == "1 of 2"
    reader.qtbot.keyPress(tools.find_edit, Qt.Key.Key_F3, SHIFT)
    assert strip.words.text() == "2 of 2"
    strip.before.click()
    assert strip.words.text() == "1 of 2"
    reader.qtbot.keyPress(tools.find_edit, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert not canvas.marks.hits
    assert tools.find_edit.text() == ""


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("$342.60", 1),
        ("−120.00", 1),
        ("-120.00", 1),
        ("due $342", 1),
        ("teeth", 0),
        ("dental Exam", 1),
    ],
)
def test_find_finds_figures_dashes_and_words_over_lines(
    reader: Reader, words: str, hits: int
) -> None:
    assert reader.open(paper()) is None
    reader.viewer.tools.find_edit.setText(words)
    reader.wait(reader.viewer.finding.strip.isVisible)
    assert len(reader.viewer.canvas.marks.hits) == hits
    assert (reader.viewer.finding.strip.words.text() == "Not found") == (hits == 0)


@pytest.mark.rule("ACC-5")
def test_everything_is_selected_and_copied_in_reading_order(reader: Reader) -> None:
    assert reader.open(paper()) is None
    reader.key(Qt.Key.Key_A, CONTROL)
    reader.key(Qt.Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    reader.wait(lambda: clipboard.text() == "\n".join(TEXT))


@pytest.mark.rule("ACC-5")
def test_dragging_selects_over_pages(reader: Reader) -> None:
    assert reader.open(paper()) is None
    canvas = reader.viewer.canvas
    canvas.set_zoom(0.25)
    view = canvas.viewport()
    reader.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=reader.at(0, 20, line(2)))
    reader.qtbot.mouseMove(view, reader.at(1, 590, line(1)))
    reader.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=reader.at(1, 590, line(1)))
    assert reader.selected() == "\n".join([*LINES[0][2:], *LINES[1][:2]])


@pytest.mark.rule("ACC-5")
def test_a_double_click_takes_the_word_a_triple_click_the_line(reader: Reader) -> None:
    assert reader.open(paper()) is None
    view, place = reader.viewer.canvas.viewport(), reader.at(0, 78, line(2))
    reader.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    reader.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert reader.selected() == "Balance"
    reader.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert reader.selected() == LINES[0][2]
    reader.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert reader.selected() == ""


@pytest.mark.rule("ACC-5")
def test_the_menu_offers_what_can_be_done(reader: Reader) -> None:
    assert reader.open(paper()) is None
    menu = reader.viewer._keys.menu()
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered) == [
        "Copy", "Select all", "Find", "Save a copy", "Print", "Small pages",
    ]  # fmt: skip
    assert not offered["Copy"].isEnabled()
    with reader.qtbot.waitSignal(reader.viewer.save_requested):
        offered["Save a copy"].trigger()
    menu.close()


def test_the_wheel_zooms_about_the_pointer(reader: Reader) -> None:
    assert reader.open(paper()) is None
    canvas, pointer = reader.viewer.canvas, QPointF(500, 300)

    def below() -> tuple[int, tuple[float, float]]:
        layout, place = canvas.layout_of_pages, pointer + canvas.origin.toPointF()
        assert layout is not None
        return layout.point(place.x(), place.y())

    def turn(by: int) -> None:
        event = QWheelEvent(
            pointer,
            canvas.viewport().mapToGlobal(pointer),
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            CONTROL,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt's own argument
        )
        QApplication.sendEvent(canvas.viewport(), event)

    canvas.set_zoom(1.5)
    before = below()
    turn(60)
    assert canvas.zoom == 1.5
    turn(60)
    assert canvas.zoom == 1.75
    assert below()[0] == before[0]
    assert below()[1] == pytest.approx(before[1], abs=1.5)


def test_the_zoom_is_remembered(reader: Reader, places: Places) -> None:
    assert reader.open(paper()) is None
    reader.viewer.canvas.set_zoom(1.25)
    reader.wait(lambda: SettingsFile(places.config).values.document_zoom == 1.25)
    assert reader.open(paper()) is None
    assert reader.viewer.canvas.zoom == 1.25


@pytest.mark.rule("ACC-5")
def test_a_locked_document_asks_until_the_password_is_right(reader: Reader) -> None:
    assert reader.open(locked()) is Trouble.DOCUMENT_LOCKED
    prompt = reader.viewer.password
    assert prompt.isVisible()
    assert prompt.field.error() == ""
    assert not reader.viewer.tools.print_button.isEnabled()
    assert reader.give("harbor") is Trouble.DOCUMENT_LOCKED
    assert prompt.field.error()
    assert prompt.edit.text() == ""
    assert reader.give(PASSWORD) is None
    assert reader.viewer.canvas.isVisible()
    assert prompt.edit.text() == ""
    assert reader.viewer.tools.print_button.isEnabled()


@pytest.mark.rule("ACC-5")
def test_a_damaged_document_says_so_and_can_be_saved_as_it_is(reader: Reader) -> None:
    assert reader.open(damaged()) is Trouble.DOCUMENT_DAMAGED
    buttons = {each.text(): each for each in reader.viewer.findChildren(Button) if each.isVisible()}
    with reader.qtbot.waitSignal(reader.viewer.save_requested):
        buttons["Save as it is"].click()
    with reader.qtbot.waitSignal(reader.viewer.retry_requested):
        buttons["Try again"].click()
    assert reader.open(paper()) is None


@pytest.mark.rule("EASE-1")
def test_every_control_has_a_name_and_takes_the_focus(reader: Reader) -> None:
    assert reader.open(paper()) is None
    reader.viewer.tools.find_edit.setText("page")
    reader.wait(reader.viewer.finding.strip.isVisible)
    parts = [*reader.viewer.findChildren(QAbstractButton), *reader.viewer.findChildren(QLineEdit)]
    cross = reader.viewer.tools.find_edit.clear_button  # the keyboard clears in the field itself
    named = [part for part in parts if part.isVisible() and part is not cross]
    assert len(named) >= 11
    assert all(part.accessibleName() or getattr(part, "text", str)() for part in named)
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in named)
    canvas = reader.viewer.canvas
    assert canvas.accessibleName() == "Statement"
    reader.wait(lambda: LINES[0][2] in canvas.accessibleDescription())
    assert canvas.accessibleDescription().startswith("Page 1 of 3")


@pytest.mark.rule("EASE-1")
def test_tools_rest_while_nothing_is_shown(reader: Reader) -> None:
    tools = reader.viewer.tools
    parts = [tools.page_edit, tools.zoom_button, tools.find_edit, tools.print_button]
    assert not any(part.isEnabled() for part in parts)
    assert reader.open(paper()) is None
    assert all(part.isEnabled() for part in parts)
    reader.viewer.clear()
    assert not any(part.isEnabled() for part in parts)
    assert reader.viewer.canvas.pictures.get(0) is None


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_at_200_percent_the_tools_wrap_and_stay_inside(
    reader: Reader, dressed_parts: QApplication, theme: str
) -> None:
    wear(dressed_parts, theme, 2.0)
    reader.viewer.resize(600, 600)
    assert reader.open(paper()) is None
    tools = reader.viewer.tools
    assert reader.viewer.width() == 600
    for part in (tools.next_button, tools.larger_button, tools.find_edit, tools.save_button):
        assert part.isVisible()
        assert tools.rect().contains(part.geometry())


def test_a_menu_leads_to_every_zoom(reader: Reader) -> None:
    assert reader.open(paper()) is None
    menu = QMenu()
    reader.viewer.tools.fill_zoom_menu(menu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert names[:3] == ["Fit width", "Fit page", "50 %"]
    assert menu.actions()[0].isChecked()
    menu.actions()[4].trigger()
    assert reader.viewer.canvas.zoom == 1.0
