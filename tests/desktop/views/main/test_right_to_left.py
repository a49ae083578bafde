"""Names in other scripts, and the whole page from right to left."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.items.statements import StatementRow, StatementsModel
from desktop.views.lists import lettering
from desktop.views.lists.lettering import BODY, STRONG
from desktop.views.sections.images import ImagesView
from desktop.views.sections.summary import SummaryView
from desktop.views.widgets.field import PasswordEdit, Select
from desktop.views.widgets.search_edit import SearchEdit
from portal_protocol.records import Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, practice
from tests.desktop.services.portal.test_care import CCD, XML, summary
from tests.desktop.views.main.conftest import Window
from tests.picturing import FOLDERS, image, picture

WIDE = 600
NAMES = ("Ivy Marlowe", "שרה כהן", "ليلى حداد", "שרה כהן 12", "ليلى 0142", "Elena שרה")


@pytest.fixture
def leftward(dressed_parts: QApplication) -> Iterator[QApplication]:
    """The program in a language that is written from right to left."""
    dressed_parts.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield dressed_parts
    dressed_parts.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def ink(write: object, text: str) -> tuple[int, int]:
    """The first and the last column of an area that a text was painted into."""
    image = QImage(WIDE, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setLayoutDirection(QGuiApplication.layoutDirection())  # as one of a widget has it
    assert callable(write)
    write(painter, QRect(0, 8, WIDE, 24), text, BODY, "text")
    painter.end()
    dark = [
        x for x in range(WIDE) if any(image.pixelColor(x, y).lightness() < 160 for y in range(40))
    ]
    return dark[0], dark[-1]


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("text", NAMES)
@pytest.mark.parametrize("write", [lettering.write, lettering.write_line])
def test_a_name_of_any_script_stands_at_the_leading_side(
    dressed_parts: QApplication, write: object, text: str
):
    first, last = ink(write, text)
    assert first < 8
    assert last < lettering.width(text, BODY) + 8


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("text", NAMES)
@pytest.mark.parametrize("write", [lettering.write, lettering.write_line])
def test_from_right_to_left_the_leading_side_is_the_right_one(
    leftward: QApplication, write: object, text: str
):
    first, last = ink(write, text)
    assert last > WIDE - 8
    assert first > WIDE - lettering.width(text, BODY) - 8


@pytest.mark.parametrize("text", NAMES)
def test_amounts_and_names_at_the_trailing_side(leftward: QApplication, text: str):
    first, _last = ink(lettering.write_at_end, text)
    assert first < 8


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_shortened(dressed_parts: QApplication, name: str):
    assert lettering.height(name, STRONG, 40) >= 2 * lettering.metrics(STRONG).height()


def left_of(one: QWidget, other: QWidget) -> bool:
    """Whether a widget stands left of another one."""
    place = one.window()
    return one.mapTo(place, one.rect().center()).x() < other.mapTo(place, other.rect().center()).x()


def test_the_page_is_turned_over_and_fits(leftward: QApplication, window):
    made: Window = window()
    page = made.page
    assert left_of(page.header.account, page.header.logo)
    assert left_of(made.appointments.past_panel, made.appointments.upcoming_panel)
    made.wait(made.appointments.upcoming_panel.list.isVisible)
    assert not page.grab().isNull()
    account = made.account
    made.wait(lambda: account.isVisible() and account.model.loaded)
    assert left_of(account.viewer, account.panel)
    unfold_all(account.model)
    assert not page.grab().isNull()
    for part in (page.header, page.tabs.bar, page.footer):
        assert page.rect().contains(QRect(part.mapTo(page, part.rect().topLeft()), part.size()))


def test_tiles_and_what_is_beside_them_are_turned_over(
    leftward: QApplication, window, patient: Patient
):
    file = patient.server.feed_blob(picture(), "image/png")
    images = [image(ELENA, file, name) for name in ("first", "second")]
    patient.server.feed([practice(sections=tuple(Section)), *FOLDERS, *images])
    made: Window = window()
    made.page.tabs.go_to_part(Section.IMAGES)
    section = made.page.tabs.section()
    assert isinstance(section, ImagesView)
    made.wait(lambda: len(section.model.images) == 2)
    made.wait(lambda: section.page.isVisible() and section.page.viewer.pane.image is not None)
    assert left_of(section.page, section.panel)
    first, second = (
        section.panel.images.visualRect(section.model.find(row.key)) for row in section.model.images
    )
    assert second.right() <= first.left()
    assert not made.page.grab().isNull()


def test_persons_and_contents_stand_at_the_other_side_of_a_summary(
    leftward: QApplication, window, patient: Patient
):
    file = patient.server.feed_blob(CCD, XML)
    patient.server.feed([practice(sections=tuple(Section)), summary(ELENA, "new", blobs=(file,))])
    made: Window = window()
    made.page.tabs.go_to_part(Section.SUMMARY)
    section = made.page.tabs.section()
    assert isinstance(section, SummaryView)
    made.wait(lambda: section.page.viewer.summary is not None)
    assert left_of(section.page, section.panel)
    assert left_of(section.page, section.contents)
    assert left_of(section.page.bar.until, section.page.bar.since)
    assert not made.page.grab().isNull()


def unfold_all(model: StatementsModel) -> None:
    """Show the summary of every statement."""
    rows = [row for row in model.rows if isinstance(row, StatementRow)]
    assert rows
    for row in rows:
        model.unfold(model.find(row.key), shown=True)


@pytest.mark.parametrize("make", [PasswordEdit, Select, lambda: SearchEdit("Find", "Find")])
def test_what_stands_in_a_field_changes_sides(leftward: QApplication, qtbot, make):
    edit = make()
    qtbot.addWidget(edit)
    edit.resize(300, 40)
    edit.show()
    inside = next(child for child in edit.children() if isinstance(child, QWidget))
    at_end = not isinstance(edit, SearchEdit)
    assert (inside.geometry().center().x() < 150) is at_end
    if isinstance(edit, SearchEdit):
        assert edit.clear_button.geometry().center().x() < 150
    if isinstance(edit, PasswordEdit):
        margins = edit.textMargins()
        assert (margins.left() > margins.right()) is at_end
