"""Every file of the collections: shown in its right size, or refused with a reason (IMG-2, 6)."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.pdf_process.messages import Drawn, Refused
from desktop.pdf_process.picture_messages import Load, Loaded, Thumb
from desktop.pdf_process.pictures.answering import Pictures

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
TURNED = re.compile(r"exif orientation=([5-8])")
BROKEN = re.compile(r"Pillow: |pixels=none|^unidentified")
FORMATS = {"JPEG", "MPO", "PNG", "GIF", "BMP", "WEBP", "TIFF"}
ROOM = (160, 120)

if not (DATA / "INDEX.csv").is_file():
    pytest.skip("the collections are not here", allow_module_level=True)

# what decodes of some files is a matter of luck: they are cut, or say nonsense of themselves
pytestmark = pytest.mark.filterwarnings("ignore")


def rows() -> list[tuple[str, str]]:
    """Path and facts of each picture."""
    with (DATA / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["path"], row["facts"]) for row in csv.DictReader(file)]
    return [
        (path, facts)
        for path, facts in found
        if path.startswith(("images/", "dicom/")) and facts and (DATA / path).is_file()
    ]


def size_in(facts: str) -> tuple[int, int] | None:
    """The size that the facts state, upright; None where they state none."""
    if dicom := re.search(r"pixels=\((\d+), (\d+)", facts):
        return int(dicom[2]), int(dicom[1])
    stated = re.search(r"; (\d+)x(\d+);", facts)
    if stated is None:
        return None
    wide, high = int(stated[1]), int(stated[2])
    # the facts of a TIFF are upright already
    turned = TURNED.search(facts) and not facts.startswith("TIFF")
    return (high, wide) if turned else (wide, high)


def frames_in(facts: str) -> int:
    """How many pictures the facts state."""
    stated = re.search(r"frames=(\d+)", facts)
    return int(stated[1]) if stated and not facts.startswith("MPO") else 1


@pytest.mark.rule("IMG-2", "IMG-6")
def test_every_file_that_can_be_decoded_shows_in_its_size():
    wrong, counts = {}, Counter[str]()
    for path, facts in rows():
        reply, _ = Pictures().answer(Load(view=ROOM), (DATA / path).read_bytes())
        counts[type(reply).__name__] += 1
        if BROKEN.search(facts):
            continue
        size = size_in(facts)
        assert isinstance(reply, Loaded), path
        if ((reply.width, reply.height), reply.pages) != (size, frames_in(facts)):
            wrong[path] = ((reply.width, reply.height), reply.pages, facts)
    assert wrong == {}
    assert counts["Loaded"] >= 350
    assert counts["Loaded"] + counts["Refused"] == len(rows())


@pytest.mark.rule("IMG-6")
def test_a_thumbnail_and_a_viewer_agree_on_every_file():
    apart = {}
    for path, _ in rows():
        data = (DATA / path).read_bytes()
        loaded, _ = Pictures().answer(Load(), data)
        thumb, body = Pictures().answer(Thumb(*ROOM), data)
        if not isinstance(thumb, Drawn):
            if loaded != thumb:
                apart[path] = (loaded, thumb)
        elif (
            not isinstance(loaded, Loaded)
            or len(body) != thumb.stride * thumb.height
            or thumb.width > ROOM[0]
        ):
            apart[path] = (loaded, thumb)
    assert apart == {}


@pytest.mark.rule("IMG-2")
def test_every_page_of_every_file_can_be_chosen():
    pages = 0
    for path, facts in rows():
        if frames_in(facts) == 1 or BROKEN.search(facts):
            continue
        pictures, data = Pictures(), (DATA / path).read_bytes()
        first, _ = pictures.answer(Load(), data)
        assert isinstance(first, Loaded), path
        for page in range(first.pages):
            reply, _ = pictures.answer(Load(page), b"")  # of the file that it holds
            assert isinstance(reply, Loaded), (path, page)
            pages += 1
        beyond, _ = pictures.answer(Load(first.pages), b"")
        assert beyond == Refused("damaged")
    assert pages >= 100
