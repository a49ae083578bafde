"""Images that come and go: rights, switches, folders, offline, found by search (IMG, WHO)."""

import pytest
from msgspec.structs import replace

from portal_protocol.records import PersonStatus, Section
from practice_server.demo import office
from practice_server.demo.days import Days
from practice_server.demo.people import IVY, marlowes
from practice_server.demo.shots import FOLDERS
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import wait
from tests.journeys.images import NEWEST, images, open_image, pictured, row
from tests.serving import RunningServer


@pytest.mark.rule("IMG-1")
@pytest.mark.rule("WHO-6")
def test_a_folder_that_is_taken_back_closes_what_was_open(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = images(program)
    shown = section.page.keys
    practice.feed([replace(one, shared=False) for one in FOLDERS if one.id == "bitewings"])
    program.portal.refresh()
    wait(lambda: section.page.keys and section.page.keys != shown, "another image")
    assert "Bitewing X-rays" not in {one.shown.record.folder_name for one in section.model.images}
    left = f"SELECT count(*) FROM record WHERE id = '{shown[0]}'"
    assert program.kept_here(left) == [(0,)]


@pytest.mark.rule("IMG-5")
def test_images_of_a_person_who_is_no_longer_shown_go(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = images(program)
    row(section, "Ivy")
    ivy = next(one for one in marlowes(Days(program_day(section))) if one.id == IVY)
    practice.feed([replace(ivy, status=PersonStatus.ARCHIVED)])
    program.portal.refresh()
    wait(lambda: not any("Ivy" in one.spoken for one in section.model.images), "Ivy's to go")


def program_day(section):
    """Some day: persons are the same on each."""
    return section.model.images[-1].shown.record.at.date()


@pytest.mark.rule("HEAD-3")
def test_a_section_that_is_off_takes_its_images_off_the_computer(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    images(program)
    on = tuple(one for one in Section if one is not Section.IMAGES)
    practice.feed([replace(office.practice(), sections=on)])
    program.portal.refresh()
    bar = program.main.tabs.bar
    wait(lambda: "Images" not in [bar.tabText(at) for at in range(bar.count())], "the tab to go")
    left = "SELECT (SELECT count(*) FROM record WHERE kind = 'image') + count(*) FROM thumbnail"
    wait(lambda: program.kept_here(left) == [(0,)], "the records and thumbnails to go")


@pytest.mark.rule("HEAD-7")
def test_a_practice_that_shares_none_says_why(signed_in: SignedIn, practice: RunningServer) -> None:
    practice.feed([replace(one, shared=False) for one in FOLDERS])
    program = signed_in(practice)
    section = images(program, opened=False)
    assert program.shows("No images shared yet")
    assert not section.page.isVisible()
    assert not section.panel.save.isVisible()


@pytest.mark.rule("OFF-1")
def test_what_is_here_is_seen_offline_and_what_is_not_says_so(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    program.portal.change_settings(statements_kept_months=0)
    section = images(program)
    wait(lambda: row(section, NEWEST).saved, "the newest to be here")
    away = next(one for one in section.model.images if not one.saved)
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    section.panel.list.opened.emit(away)
    assert program.shows("This image is not on this computer")
    open_image(section, NEWEST)
    wait(lambda: pictured(section), "what is here")
    practice.start()
    program.portal.refresh()
    program.wait_fresh()
    section.panel.list.opened.emit(away)
    wait(lambda: pictured(section), "what was away")


@pytest.mark.rule("HEAD-6")
def test_an_image_that_is_found_is_opened_in_its_place(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.press("Ctrl+K")
    dialog = program.dialog()
    program.type("Search", "first visit photos", dialog)
    assert program.shows("First visit", dialog)
    program.press("Return")
    section = images(program, opened=False)
    wait(lambda: section.page.current and section.page.current.title == "First visit", "it")
    assert section.panel.list.current_row().title == "First visit"
    wait(lambda: pictured(section), "its picture")
