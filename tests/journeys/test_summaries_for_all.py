"""The Summary tab by keyboard, at every text size, in a narrow window (EASE)."""

import pytest
from PySide6.QtWidgets import QSplitter

from tests.journeys.conftest import SignedIn
from tests.journeys.driver import settle, wait
from tests.journeys.summaries import open_person, summaries, written
from tests.journeys.test_images_for_all import SIZES, check, name_of
from tests.journeys.test_keyboard import says_focus
from tests.serving import RunningServer


@pytest.mark.rule("EASE-2")
@pytest.mark.parametrize(("scale", "width"), SIZES)
def test_every_text_has_its_room(
    scale: int, width: int, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.portal.change_settings(text_scale=scale)
    program.window.resize(width, 820)
    settle()
    section = summaries(program, opened=False)
    check(program, "the persons")
    open_person(section, "Elena")
    check(program, "the summary")
    section.page.bar.say("The first date is after the second one.", wrong=True)
    check(program, "what is said of dates")
    if section.page.back.isVisible():
        section.page.back.click()
        check(program, "the contents")


@pytest.mark.rule("EASE-1")
def test_every_stop_has_a_name_and_f6_walks_through_the_parts(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    stops = [one for one in section.stops() if one.isVisible()]
    assert [one for one in stops if not name_of(one)] == []
    page, bar = section.page, section.page.bar
    order = [section.panel.list, section.contents.list, bar.since, bar.until]
    order += [bar.history, bar.download, bar.transmit, page.head.which, page.head.more]
    order += [page.viewer.paper]
    places = [stops.index(one) for one in order]
    assert places == sorted(places)
    section.panel.list.setFocus()
    program.press("F6")
    assert says_focus("Contents")
    program.press("F6")
    assert page.viewer.paper.hasFocus()
    program.press("Shift+F6", "Shift+F6")
    assert says_focus("Patients")


@pytest.mark.rule("EASE-2")
def test_in_a_narrow_window_the_summary_is_a_page_with_back(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.window.resize(640, 480)
    settle()
    section = summaries(program, opened=False)
    assert not section.page.isVisible()
    open_person(section, "Jonas")
    assert not section.side.isVisible()
    program.click("Back to the list")
    wait(section.side.isVisible, "the list")
    assert program.window.focusWidget() is section.panel.list
    assert section.panel.list.current_row().title.startswith("Jonas")
    program.activate("Contents", "Procedures")
    wait(section.page.isVisible, "the place in the document")
    assert section.page.viewer.paper.hasFocus()
    wait(lambda: written(section), "the summary")


def test_the_width_of_the_list_is_remembered(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = summaries(program)
    split: QSplitter = section.split
    split.moveSplitter(340, 1)
    wait(lambda: program.portal.settings.splitters.get("summary"), "the sizes to be kept")
    assert program.portal.settings.splitters["summary"] == tuple(split.sizes())
