"""The Images tab by keyboard, at every text size, in a narrow window (EASE)."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QSplitter, QWidget

from desktop.views.theme import look
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, settle, wait
from tests.journeys.images import images, open_image, pictured
from tests.journeys.test_fits import clipped, overlapping
from tests.journeys.test_keyboard import says_focus
from tests.serving import RunningServer

SIZES = [(100, 1280), (100, 640), (150, 1280), (200, 1280)]
WORDS = ("Bitewing, left", "Consent to a crown", "Model for the night guard", "Tooth 30, ")


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize(("scale", "width"), SIZES)
def test_every_text_has_its_room(
    scale: int, width: int, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    program.window.resize(width, 820)
    settle()
    section = images(program, opened=False)
    wait(section.model.rowCount, "images")
    check(program, "the list")
    for words in WORDS:
        open_image(section, words)
        check(program, words)
        if section.page.back.isVisible():
            section.page.back.click()


def check(program: Program, what: str) -> None:
    """Nothing is clipped, nothing overlaps."""
    wait(lambda: not clipped(program.window), what)  # the footer counts files as they come
    settle()
    assert not overlapping(program.window), what


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize("scale", [100, 200])
def test_tiles_stand_side_by_side_as_far_as_there_is_room(
    scale: int, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    section = images(program, opened=False)
    wait(section.model.rowCount, "images")
    settle()
    tiles, rows = section.panel.images, section.model.images
    left, right = (tiles.visualRect(section.model.find(one.key)) for one in rows[-2:])
    assert left.top() == right.top()
    assert right.left() >= left.right()
    assert right.right() < tiles.viewport().width()
    assert left.width() >= look.px(120)


@pytest.mark.rule("EASE-1")
def test_every_stop_has_a_name_and_f6_walks_through_the_parts(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    stops = [one for one in section.stops() if one.isVisible()]
    assert [one for one in stops if not name_of(one)] == []
    order = [section.panel.save, section.panel.images, section.page.viewer.tools.smaller]
    places = [stops.index(one) for one in order]
    assert places == sorted(places)
    section.panel.images.setFocus()
    program.press("F6")
    assert section.page.viewer.pane.canvas.hasFocus()
    program.press("Shift+F6")
    assert says_focus("Images")


def name_of(widget: QWidget) -> str:
    """What a screen reader says first."""
    proxy = widget.focusProxy() or widget
    text = proxy.text() if isinstance(proxy, QAbstractButton) else ""
    return proxy.accessibleName() or text


@pytest.mark.rule("EASE-2")
def test_in_a_narrow_window_the_image_is_a_page_with_back(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.window.resize(640, 480)
    settle()
    section = images(program, opened=False)
    wait(section.model.rowCount, "images")
    assert not section.page.isVisible()
    open_image(section, "First visit")
    wait(lambda: pictured(section), "the image")
    assert not section.panel.isVisible()
    program.click("Back to the list")
    wait(section.panel.isVisible, "the list")
    assert program.window.focusWidget() is section.panel.list
    assert section.panel.list.current_row().title == "First visit"


def test_the_width_of_the_list_is_remembered(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    split: QSplitter = section.split
    split.moveSplitter(420, 1)
    wait(lambda: program.portal.settings.splitters.get("images"), "the sizes to be kept")
    assert program.portal.settings.splitters["images"] == tuple(split.sizes())
