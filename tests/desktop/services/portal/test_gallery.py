"""Images through the portal: which come, their thumbnails, and what is noted of them."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.models.attachment import Viewing
from desktop.models.picture import Picture
from desktop.models.shown import Page
from desktop.models.trouble import PortalError, Trouble
from desktop.services.jobs import Lane
from desktop.services.portal import KEEP_ALL, FilesState, SaveAs
from desktop.services.portal.core import nothing
from portal_protocol.images import Image
from portal_protocol.records import Blob, Section
from tests.desktop.services.pdfs import half_black, pdf
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, PDF, SECTIONS, practice
from tests.desktop.services.portal.test_closing import hold
from tests.desktop.services.portal.test_plans import noted
from tests.picturing import FOLDERS, HELD_BACK, X_RAYS, days_before, image, picture

RED, BLUE = picture("red"), picture("blue", (60, 90))
DAMAGED = RED[:40]


@pytest.fixture
def with_images(patient: Patient) -> Patient:
    """A signed-in person whose practice shares images, and keeps one to itself."""
    server = patient.server
    red, blue = server.feed_blob(RED, "image/png"), server.feed_blob(BLUE, "image/png")
    server.feed(
        [
            practice(sections=(*SECTIONS, Section.IMAGES)),
            *FOLDERS,
            image(ELENA, red, "new", blobs=(replace(red, name="1.PNG"),)),
            image(ELENA, blue, "old", at=days_before(400)),
            image(IVY, server.feed_blob(PDF), "form", at=days_before(9), description="Consent"),
            image(IVY, server.feed_blob(DAMAGED), "bad", at=days_before(30)),
            image(ELENA, red, "secret", folder=HELD_BACK.id),
        ]
    )
    patient.sign_in()
    return patient


def keys(page: Page[Image]) -> list[str]:
    return [row.key for row in page.rows]


def record(patient: Patient, name: str) -> Image:
    page: Page[Image] = patient.ask(patient.portal.gallery.images)
    return next(row.record for row in page.rows if row.key == name)


@pytest.mark.rule("IMG-1")
def test_shared_images_come_oldest_first(with_images: Patient) -> None:
    page = with_images.ask(with_images.portal.gallery.images)
    assert (keys(page), page.total) == (["old", "bad", "form", "new"], 4)
    assert {row.record.folder_name for row in page.rows} == {"X-rays"}
    with_images.portal.choose(IVY)
    assert keys(with_images.ask(with_images.portal.gallery.images)) == ["bad", "form"]


@pytest.mark.rule("IMG-1")
def test_many_images_come_in_pages_and_all_at_once_to_be_saved(with_images: Patient) -> None:
    red = record(with_images, "new").blobs[0]
    with_images.server.feed(
        [image(ELENA, red, f"more-{n:03}", at=days_before(90 - n)) for n in range(60)]
    )
    with_images.portal.refresh()
    face = with_images.portal.gallery
    first = with_images.wait_asking(face.images, lambda page: page.total == 64)
    rest = with_images.ask(face.images, cursor=first.cursor)
    assert (len(first.rows), len(rest.rows), rest.cursor) == (50, 14, None)
    assert len(with_images.ask(face.everything)) == 64


@pytest.mark.rule("IMG-4")
@pytest.mark.rule("WHO-7")
def test_a_file_is_fetched_told_by_its_content_and_noted(with_images: Patient) -> None:
    face = with_images.portal.gallery
    assert with_images.ask(face.kept).done < 4
    opened = with_images.ask(face.open, record(with_images, "new"))
    assert (opened.data, opened.viewing, opened.name) == (RED, Viewing.IMAGE, "1.PNG")
    assert with_images.ask(face.open, record(with_images, "form")).viewing is Viewing.PDF
    with_images.wait(lambda: len(noted(with_images)) == 2)
    assert {one[:2] for one in noted(with_images)} == {("viewed", "image")}


@pytest.mark.rule("IMG-1")
def test_a_thumbnail_is_made_once_and_kept_without_a_note(with_images: Patient) -> None:
    face = with_images.portal.gallery
    assert with_images.ask(face.stored_thumbnails, [record(with_images, "new")]) == {}
    made = with_images.ask(face.thumbnail, record(with_images, "new"))
    assert (made.width, made.height) == (90, 60)
    kept = with_images.ask(
        face.stored_thumbnails, [record(with_images, name) for name in ("new", "old")]
    )["new"]
    assert isinstance(kept, Picture)
    assert (kept.width, kept.height) == (90, 60)
    blue, green, red = bytes(kept.data[:3])
    assert red > 240
    assert max(blue, green) < 16
    assert noted(with_images) == []


@pytest.mark.rule("IMG-1")
def test_of_a_pdf_it_is_the_first_page(with_images: Patient) -> None:
    face = with_images.portal.gallery
    pages, locked = (with_images.server.feed_blob(one) for one in (half_black(), pdf(password="x")))
    with_images.server.feed([image(ELENA, pages, "paper"), image(ELENA, locked, "locked")])
    with_images.portal.refresh()
    with_images.wait_asking(face.images, lambda page: {"paper", "locked"} <= set(keys(page)))
    made = with_images.ask(face.thumbnail, record(with_images, "paper"))
    assert (made.width, made.height) == (160, 240)
    row = bytes(made.data[: made.width * 4])
    assert row[:3] == b"\0\0\0"  # of the first page, on the left
    assert row[-4:-1] == b"\xff\xff\xff"
    assert with_images.ask(face.thumbnail, record(with_images, "locked")) is None
    kept = with_images.ask(
        face.stored_thumbnails, [record(with_images, name) for name in ("paper", "locked")]
    )
    assert (kept["paper"].height, kept["locked"]) == (240, None)


@pytest.mark.rule("IMG-6")
def test_what_shows_nothing_is_tried_once(with_images: Patient) -> None:
    face = with_images.portal.gallery
    assert with_images.ask(face.thumbnail, record(with_images, "bad")) is None
    assert with_images.ask(
        face.stored_thumbnails, [record(with_images, name) for name in ("bad", "form")]
    ) == {"bad": None}


@pytest.mark.rule("OFF-1")
def test_images_of_the_time_that_is_kept_come_by_themselves(with_images: Patient) -> None:
    face = with_images.portal.gallery
    with_images.portal.change_settings(statements_kept_months=KEEP_ALL)
    kept = with_images.wait_asking(face.kept, lambda kept: kept.done == 4)
    assert kept == FilesState(4, 4, active=False)
    assert noted(with_images) == []


@pytest.mark.rule("ACC-7")
def test_when_less_is_kept_older_images_go_and_stay_in_the_list(with_images: Patient) -> None:
    face, settings = with_images.portal.gallery, with_images.portal.change_settings
    settings(statements_kept_months=KEEP_ALL)
    with_images.wait_asking(face.kept, lambda kept: kept.done == 4)
    settings(statements_kept_months=12)
    with_images.wait_asking(face.kept, lambda kept: kept.done == 3)
    shown = {row.key: row.saved for row in with_images.ask(face.images).rows}
    assert shown == {"old": False, "bad": True, "form": True, "new": True}
    settings(statements_kept_months=0)
    with_images.wait_asking(face.kept, lambda kept: kept.done == 0)


def test_offline_an_image_that_is_not_here_says_so(with_images: Patient) -> None:
    face = with_images.portal.gallery
    with_images.portal.change_settings(statements_kept_months=0)
    red = record(with_images, "new").blobs[0]
    with_images.server.feed([image(ELENA, red, "later", description="Later")])
    other = with_images.server.feed_blob(picture("green"), "image/png")
    with_images.server.feed([image(ELENA, other, "old", at=days_before(400))])
    with_images.portal.refresh()
    with_images.wait_asking(face.images, lambda page: page.total == 5)
    with_images.ask(face.open, record(with_images, "new"))
    old = record(with_images, "old")
    with_images.server.stop()
    for call in (face.open, face.thumbnail):
        with pytest.raises(PortalError) as told:
            with_images.ask(call, old)
        assert told.value.trouble is Trouble.NOT_SAVED_HERE
    assert with_images.ask(face.open, record(with_images, "new")).data == RED


@pytest.mark.rule("WHO-6")
def test_a_folder_that_is_taken_back_purges_the_computer(with_images: Patient) -> None:
    face = with_images.portal.gallery
    new = record(with_images, "new")
    with_images.ask(face.thumbnail, new)
    with_images.server.feed([replace(X_RAYS, shared=False)])
    with_images.portal.refresh()
    with_images.wait_asking(face.images, lambda page: page.total == 0)
    assert with_images.ask(face.stored_thumbnails, [new]) == {}
    opened = with_images.portal._core.opened
    assert opened is not None
    with_images.wait(lambda: not opened._live.vault.documents.has(new.blobs[0].digest))


@pytest.mark.rule("IMG-4")
@pytest.mark.rule("WHO-7")
def test_several_are_saved_as_they_came_under_names_of_their_own(
    with_images: Patient, tmp_path: Path
) -> None:
    portal = with_images.portal
    everything = with_images.ask(portal.gallery.everything)
    assert portal.documents.name(everything[-1]) == "Bitewing, left 2026-10-21.PNG"
    path = tmp_path / "Images.zip"
    saved = with_images.ask(portal.documents.save, everything, path, SaveAs.ZIP)
    assert (saved.count, saved.skipped) == (4, ())
    with_images.wait(lambda: len(noted(with_images)) == 4)
    assert {one[0] for one in noted(with_images)} == {"downloaded"}


def test_nothing_is_read_while_nothing_is_open(patient: Patient) -> None:
    face = patient.portal.gallery
    answers: list[object] = []
    shown = image(ELENA, Blob(digest="ab" * 32, size=1))
    face.images(owner=patient.portal, done=answers.append)
    face.everything(owner=patient.portal, done=answers.append)
    face.kept(owner=patient.portal, done=answers.append)
    face.stored_thumbnails([shown], owner=patient.portal, done=answers.append)
    assert face.open(shown, owner=patient.portal, done=answers.append).cancelled
    made = face.thumbnail(shown, owner=patient.portal, done=answers.append, failed=answers.append)
    assert made.cancelled
    assert answers == []


@pytest.mark.rule("IMG-1")
def test_thumbnails_and_documents_do_not_wait_for_each_other(with_images: Patient) -> None:
    portal, image = with_images.portal, record(with_images, "new")
    for _worker in range(2):
        portal._core.run(Lane.FILES, hold, owner=portal, done=nothing)
    assert with_images.ask(portal.gallery.thumbnail, image).width == 90
    portal._core.drop()
    portal._core.run(Lane.THUMBS, hold, owner=portal, done=nothing)
    assert with_images.ask(portal.gallery.open, image).data == RED


@pytest.mark.rule("IMG-4")
@pytest.mark.parametrize("called", ["Bitewing R/L", "..\\..\\Bitewing R\u202eL"])
def test_what_the_practice_calls_an_image_leads_to_no_other_folder(
    patient: Patient, called: str
) -> None:
    blob = Blob("0" * 64, 1, "image/png", "1.png")
    name = patient.portal.documents.name(image(ELENA, blob, "new", description=called))
    assert "Bitewing R L" in name
    assert not set(name) & set("/\\\u202e")
    assert name.endswith(".png")
