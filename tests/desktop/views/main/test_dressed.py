"""Every part of the page follows the look, and none is so large that styling it blocks."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollBar, QWidget

from desktop.views.theme import look
from portal_protocol.records import Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, practice
from tests.desktop.views.main.conftest import Window
from tests.picturing import FOLDERS, image, picture
from tests.planning import plan

MOST = 100
STYLED = (QAbstractButton, QLabel, QLineEdit, QScrollBar)


def carriers(page: QWidget) -> list[QWidget]:
    """The parts of the page that have the style sheet."""
    return [each for each in page.findChildren(QWidget) if each.styleSheet() == look.sheet]


@pytest.fixture
def every_tab(patient: Patient, window: Callable[[], Window]) -> Window:
    """A window in which each of the tabs was shown once."""
    file = patient.server.feed_blob(picture(), "image/png")
    patient.server.feed(
        [practice(sections=tuple(Section)), plan(ELENA), *FOLDERS, image(ELENA, file)]
    )
    made = window()
    tabs = made.page.tabs
    assert tabs.count() == 6
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        assert tabs.section() is not None
    return made


@pytest.mark.rule("EASE-3")
def test_everything_on_the_page_stands_in_a_part_that_has_the_sheet(every_tab: Window):
    made = every_tab
    parts = set(carriers(made.page))
    plain = [
        each
        for each in made.page.findChildren(QWidget)
        if isinstance(each, STYLED)
        and each.parentWidget() is not made.page.tabs.bar
        and not parts.intersection(line_of(each))
    ]
    assert plain == []


def line_of(widget: QWidget) -> Iterator[QWidget]:
    """A widget and those that hold it; the list of a choice, a window of its own, is held too."""
    at: QWidget | None = widget
    while at is not None:
        yield at
        at = at.parentWidget()


@pytest.mark.rule("EASE-5")
def test_no_part_is_too_large_to_be_styled_in_one_step(every_tab: Window):
    sizes = [len(part.findChildren(QWidget)) for part in carriers(every_tab.page)]
    assert sizes
    assert max(sizes) <= MOST


@pytest.mark.rule("EASE-3")
@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_a_change_reaches_the_tab_that_shows_and_the_other_one(window, dressed, theme):
    made: Window = window()
    texts = [made.appointments.upcoming_panel.title, made.account.panel.title]
    look.apply(dressed, theme, 1.3)
    made.wait(lambda: all(text.font().pixelSize() == look.px(17) for text in texts))
    inks = [text.palette().color(text.foregroundRole()) for text in texts]
    assert inks == [look.color("text")] * 2
    assert made.page.window().updatesEnabled()
