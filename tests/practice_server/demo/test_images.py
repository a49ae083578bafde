"""The demo's images: of every kind, over six years, in folders that are shared and that are not."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from PIL import Image as Pictures

from desktop.pdf_process.messages import Drawn
from desktop.pdf_process.picture_messages import Thumb
from desktop.pdf_process.pictures.answering import Pictures as Decoder
from desktop.pdf_process.pictures.reading import read
from portal_protocol.images import Image, ImageFolder
from practice_server.demo import images, people
from practice_server.demo.days import Days
from practice_server.demo.practice import DemoPractice
from practice_server.feed.folders import check_folder, check_image
from tests.practice_server.demo.conftest import TODAY

EXIF_ORIENTATION = 0x0112


def of(practice: DemoPractice, *patients: str) -> list[Image]:
    every = [item for item in practice.items if isinstance(item, Image)]
    return [image for image in every if not patients or image.patient in patients]


def folders(practice: DemoPractice) -> dict[str, ImageFolder]:
    return {item.id: item for item in practice.items if isinstance(item, ImageFolder)}


def file_of(practice: DemoPractice, image: Image) -> bytes:
    [data] = [each.data for each in practice.blobs if each.blob.digest == image.blobs[0].digest]
    return data


@pytest.mark.rule("IMG-1")
def test_every_image_can_be_fed_and_some_folders_are_not_shared(practice: DemoPractice) -> None:
    known = folders(practice)
    for folder in known.values():
        check_folder(folder)
    for image in of(practice):
        check_image(image)
    used = Counter(known[image.folder].shared for image in of(practice))
    assert used[True] > 30
    assert used[False] >= 2


@pytest.mark.rule("IMG-2")
def test_elenas_images_are_of_every_kind_and_span_six_years(practice: DemoPractice) -> None:
    mine = of(practice, people.ELENA)
    kinds = {image.blobs[0].media_type for image in mine}
    days = sorted(image.at.date() for image in mine if image.at)

    assert {"image/tiff", "application/dicom", "image/jpeg", "image/png", "application/pdf"} < kinds
    assert (days[-1] - days[0]).days > 5.5 * 365
    settings = [image.settings for image in mine]
    assert any(each.crop for each in settings)
    assert any(each.degrees for each in settings)
    assert any(each.flipped for each in settings)
    assert any(each.window for each in settings)


@pytest.mark.rule("IMG-2")
def test_every_picture_decodes_but_those_that_shall_not(practice: DemoPractice) -> None:
    refused = []
    for image in of(practice):
        data = file_of(practice, image)
        if image.blobs[0].media_type == "application/pdf":
            assert data.startswith(b"%PDF-")
            continue
        reply, pixels = Decoder().answer(Thumb(160, 120, image.settings), data)
        if not isinstance(reply, Drawn):
            refused.append(image.description)
            continue
        levels = bytes(pixels)[::4]
        assert max(levels) - min(levels) > 120, image.description
    assert sorted(refused) == ["Model for the night guard", "Tooth 30"]


def test_some_photos_were_taken_with_the_camera_turned(practice: DemoPractice) -> None:
    photos = [image for image in of(practice) if image.blobs[0].media_type == "image/jpeg"]
    held = set()
    for image in photos:
        with Pictures.open(BytesIO(file_of(practice, image))) as picture:
            held.add(picture.getexif()[EXIF_ORIENTATION])
    assert {1, 3, 6} <= held


def test_a_letter_has_two_pages(practice: DemoPractice) -> None:
    [letter] = [each for each in of(practice) if each.description == "Letter about your gums"]
    assert read(file_of(practice, letter), 1, letter.settings).pages == 2


def test_images_are_the_same_on_every_day_but_for_their_dates() -> None:
    first, files = images.images(Days(TODAY))
    later, same = images.images(Days(date(2027, 3, 1)))

    assert [file.blob for file in files] == [file.blob for file in same]
    assert [item.id for item in first] == [item.id for item in later]
    assert sum(file.blob.size for file in {each.blob.digest: each for each in files}.values()) < 8e6
