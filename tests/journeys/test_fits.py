"""Nothing is clipped and nothing lies over anything else, at 100 % and 200 % (EASE-2)."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.views.theme import look
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import settle
from tests.journeys.test_keyboard import show_page
from tests.serving import RunningServer

PAGES = ("appointments", "account", "webmail", "lock", "sign-in")
TOLERANCE = 2  # pixels by which hinting may differ


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [100, 200])
def test_every_text_has_its_room(
    scale: int, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    settle()
    for page in PAGES:
        show_page(program, page)
        assert not clipped(program.window), page
        assert not overlapping(program.window), page


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [100, 200])
def test_every_dialog_has_room(
    scale: int, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    assert program.shows("Ivy with")
    for opened in (
        program.main.show_contact,
        program.main.show_family,
        program.main.show_appearance,
        program.main.keys.show_activity,
        program.main.keys.show_record,
        program.main.searching.show,
        lambda: program.activate("Upcoming visits", "Ivy with"),
    ):
        opened()
        dialog = program.dialog()
        settle()
        assert not clipped(dialog), dialog.windowTitle()
        assert not overlapping(dialog), dialog.windowTitle()
        dialog.close()
        settle()


@pytest.mark.rule("EASE-3")
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_theme_that_is_chosen_is_seen_at_once(
    theme: str, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.choose_in_menu("Account, Elena Marlowe, menu", "Appearance and text size")
    name = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}[theme]
    button = program.find(QAbstractButton, name, program.dialog())
    button.click()
    settle()
    program.dialog().close()
    assert look.theme == theme
    corner = program.window.grab().toImage().pixelColor(4, 4)
    assert corner == look.color("surface")
    assert QApplication.palette().window().color() == look.color("canvas")


def texts(place: QWidget) -> list[QLabel | QAbstractButton]:
    """Labels and buttons with words, that show."""
    found: list[QLabel | QAbstractButton] = [*place.findChildren(QLabel)]
    found += place.findChildren(QAbstractButton)
    return [one for one in found if one.isVisible() and one.text() and one.width()]


def clipped(place: QWidget) -> list[str]:
    """What is smaller than its words."""
    return [words(one) for one in texts(place) if too_small(one)]


def too_small(widget: QWidget) -> bool:
    """Whether the words of a label or button do not fit in it."""
    needs = widget.minimumSizeHint()
    high = needs.height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        high = widget.heightForWidth(widget.width())
        return widget.height() + TOLERANCE < high
    lost = needs.width() - widget.width()
    return lost > TOLERANCE or high - widget.height() > TOLERANCE


def overlapping(place: QWidget) -> list[tuple[str, str]]:
    """Neighbours of one parent that lie over one another."""
    return [
        (words(one), words(other))
        for one, other in combinations(texts(place), 2)
        if one.parentWidget() is other.parentWidget() and crossing(one, other)
    ]


def crossing(one: QWidget, other: QWidget) -> bool:
    common = area(one).intersected(area(other))
    return common.width() > TOLERANCE and common.height() > TOLERANCE


def area(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def words(widget: QWidget) -> str:
    text = str(getattr(widget, "text", str)())
    return f"{text!r} {widget.width()}x{widget.height()} needs {widget.minimumSizeHint().toTuple()}"
