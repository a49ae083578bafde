"""The Images tab (IMG)."""

import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from portal_protocol.activity import What
from portal_protocol.records import Kind
from practice_server.demo.people import IVY
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, wait
from tests.journeys.images import NEWEST, images, open_image, pictured, row
from tests.journeys.test_plans import noted
from tests.serving import RunningServer

NAME = "Images"
ON_ITS_SIDE = "Bitewing, right"


def digest_of(program: Program, key: str) -> str:
    """The digest of an image's file, as the practice told it."""
    found = program.kept_here(
        "SELECT blob.digest FROM record JOIN blob ON blob.record = record.number "
        f"WHERE record.id = '{key}'"
    )
    return str(found[0][0])


@pytest.mark.rule("IMG-1")
@pytest.mark.rule("WHO-2")
def test_shared_images_of_the_family_stand_oldest_first_with_the_newest_open(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    rows = section.model.images
    times = [one.shown.record.at for one in rows]
    assert times == sorted(one for one in times if one)
    assert section.page.keys == (rows[-1].key,)
    assert rows[-1].title == NEWEST
    assert {"Ivy, Photos", "Theo, X-rays", "Jonas, Bitewing X-rays"} <= {one.about for one in rows}
    assert section.page.viewer.bottom.neighbours.words.text() == f"{len(rows)} of {len(rows)}"
    assert program.shows(f"{len(rows)}, oldest first")
    unshared = {"Insurance card, front", "To discuss with the lab"}
    assert not unshared & {one.title for one in rows}
    program.portal.choose(IVY)
    wait(lambda: {one.shown.record.patient for one in section.model.images} == {IVY}, "Ivy's")
    assert {one.about for one in section.model.images} == {"Photos", "Bitewing X-rays"}


@pytest.mark.rule("IMG-1")
def test_tiles_get_their_pictures_and_say_what_is_here(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    tiles = section.panel.images
    kept = "SELECT count(*) FROM thumbnail WHERE length(body) > 0"
    wait(lambda: program.kept_here(kept)[0][0] >= 2, "thumbnails")
    newest = section.model.images[-1]
    size = tiles.visualRect(section.model.find(newest.key)).size()
    assert not size.isEmpty()
    wait(lambda: row(section, NEWEST).saved, "the file to be here")
    assert "saved on this computer" in row(section, NEWEST).spoken


@pytest.mark.rule("IMG-2")
def test_the_practices_settings_and_pages_are_shown(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    image = section.page.viewer.pane.image
    assert image is not None
    assert image.size == (440, 320)
    open_image(section, "Letter about your gums")
    wait(lambda: pictured(section), "the letter")
    assert program.shows("page 1 of 2")


@pytest.mark.rule("IMG-3")
def test_one_goes_from_image_to_image_by_keyboard(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    rows = section.model.images
    section.page.viewer.pane.canvas.setFocus()
    program.press("PgUp")
    wait(lambda: section.page.keys == (rows[-2].key,), "the one before")
    assert section.panel.list.current_row().key == rows[-2].key
    wait(lambda: pictured(section), "its picture")
    section.page.viewer.pane.canvas.setFocus()
    program.press("PgDown")
    wait(lambda: section.page.keys == (rows[-1].key,), "the newest again")
    section.panel.list.setFocus()
    program.press("Left", "Return")
    wait(lambda: section.page.keys == (rows[-2].key,), "the tile beside it")


@pytest.mark.rule("IMG-3")
def test_two_are_compared_the_older_one_first(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    newest = section.model.images[-1]
    program.click("Side by side")
    wait(lambda: pictured(section) and pictured(section, 1), "both")
    older, newer = section.page.shown
    assert older is not None
    assert newer is not None
    assert newer.key == newest.key
    assert (older.title, older.shown.record.patient) == (newer.title, newer.shown.record.patient)
    assert section.model.place(older.key) < section.model.place(newer.key)
    marks = {one.key: one.mark for one in section.model.images if one.mark}
    assert marks == {older.key: "A", newer.key: "B"}
    another = section.model.images[-4]
    section.panel.list.opened.emit(another)
    wait(lambda: section.page.keys == (older.key, another.key), "another in the second place")
    program.click("Close side by side")
    wait(lambda: section.page.keys == (older.key,), "one alone")
    assert not any(one.mark for one in section.model.images)


@pytest.mark.rule("IMG-4")
def test_pdfs_open_and_other_kinds_are_only_saved(
    signed_in: SignedIn, calm_practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    open_image(section, "Consent to a crown")
    canvas = section.page.pdf.canvas
    wait(lambda: canvas.pictures.get(0) is not None, "the first page")
    assert canvas.accessibleName().startswith("Consent to a crown")
    model = open_image(section, "Model for the night guard")
    assert program.shows("This file can only be saved")
    program.click("Download", section.page)
    program.name_file(tmp_path / "jaw.stl")
    assert program.shows("Saved: jaw.stl")
    saved = sha256((tmp_path / "jaw.stl").read_bytes()).hexdigest()
    assert saved == digest_of(program, model.key)


@pytest.mark.rule("IMG-6")
def test_a_damaged_image_says_so_and_the_next_one_opens(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    open_image(section, "Tooth 30, ")  # not "before" or "after": the date follows
    bad = next(one for one in section.model.images if one.title == "Tooth 30")
    section.panel.list.opened.emit(bad)
    assert program.shows("We could not show this image")
    open_image(section, "Full mouth")
    wait(lambda: pictured(section), "the next one")


@pytest.mark.rule("IMG-4")
@pytest.mark.rule("WHO-7")
def test_one_several_and_all_are_saved_as_they_came(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(practice)
    section = images(program)
    newest = section.model.images[-1]
    program.click("Download", section.page)
    program.name_file(tmp_path / "one.tif")
    assert program.shows("Saved: one.tif")
    data = (tmp_path / "one.tif").read_bytes()
    assert sha256(data).hexdigest() == digest_of(program, newest.key)
    section.panel.list.setFocus()
    program.press("Shift+Left")
    assert len(section.panel.images.chosen) == 2
    assert section.page.keys == (newest.key,)  # choosing opens nothing
    program.choose_in_menu("Save images", "Download the 2 chosen")
    program.name_file(tmp_path / "two.zip")
    assert program.shows("Saved: two.zip")
    assert names_in(tmp_path / "two.zip") == {
        f"{title} {newest.shown.record.at:%Y-%m-%d}.tif" for title in (NEWEST, ON_ITS_SIDE)
    }
    program.choose_in_menu("Save images", "Download all as a zip")
    program.name_file(tmp_path / "all.zip")
    wait((tmp_path / "all.zip").exists, "all of them")
    assert program.shows("Saved: all.zip")
    assert len(names_in(tmp_path / "all.zip")) == section.model.total
    wait(lambda: len(noted(program, What.DOWNLOADED, Kind.IMAGE)) == section.model.total + 3)


def names_in(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.mark.rule("WHO-7")
def test_what_is_looked_at_is_noted_and_a_thumbnail_is_not(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = images(program)
    newest = section.model.images[-1].key
    wait(lambda: noted(program, What.VIEWED, Kind.IMAGE) == [newest], "the note")
    program.click("Side by side")
    wait(lambda: pictured(section) and pictured(section, 1), "both")
    wait(lambda: len(noted(program, What.VIEWED, Kind.IMAGE)) == 2, "the other note")
    assert noted(program, What.VIEWED, Kind.IMAGE).count(newest) == 1
    program.main.keys.show_activity()
    assert program.shows(f"Image: {NEWEST}", program.dialog())
    program.dialog().close()


@pytest.mark.rule("EASE-1")
def test_the_menu_of_a_tile_opens_beside(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = signed_in(calm_practice)
    section = images(program)
    newest, other = section.model.images[-1], section.model.images[-3]
    menu: QMenu = section.panel.list.menu_for(other)
    assert [one.text() for one in menu.actions()] == ["Open", "Open beside the other", "Download"]
    menu.actions()[1].trigger()
    wait(lambda: section.page.keys == (newest.key, other.key), "both")
    wait(lambda: pictured(section, 1), "the second one")
    assert QApplication.activePopupWidget() is None
