"""Hostile and broken pictures: refused at once, whatever is asked (IMG-6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.models.image import Look
from desktop.pdf_process.messages import Refused, Show
from desktop.pdf_process.picture_messages import Drop, Load, Loaded, Piece, Thumb
from desktop.pdf_process.pictures.answering import Pictures
from portal_protocol.image_settings import Crop, ImageSettings
from tests.desktop.pdf_process.pictures import made

WHOLE = {kind: made.plain(kind, (64, 48)) for kind in ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")}
WHOLE["DICOM"] = made.dicom(made.ramp(64, 48), bits=12)
BOMBS = (made.png_bomb, made.gif_bomb, made.tiff_bomb, made.jpeg_bomb)
LOOK = Look()

# decoders warn of what they read in broken files
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.rule("IMG-6")
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_by_their_head(bomb):
    for request in (Load(view=(100, 100)), Thumb(100, 100), Show(100, 100)):
        assert Pictures().answer(request, bomb()) == (Refused("too_large"), b"")


@pytest.mark.rule("IMG-6")
@pytest.mark.parametrize("data", [b"", b"\0", b"%PDF-1.7", b"II*\0", bytes(200), b"\x08\0" * 90])
def test_what_is_no_picture_is_refused(data: bytes):
    assert Pictures().answer(Load(), data)[0] == Refused("damaged")


@pytest.mark.rule("IMG-6")
@given(some.sampled_from(sorted(WHOLE)), some.floats(0, 1), some.binary(min_size=1, max_size=8))
def test_cut_and_changed_files_are_answered(kind: str, share: float, noise: bytes):
    data = WHOLE[kind]
    at = int(share * len(data))
    for broken in (data[:at], data[:at] + noise + data[at + len(noise) :]):
        reply, _ = Pictures().answer(Load(view=(20, 20)), broken)
        assert isinstance(reply, Loaded | Refused)


@pytest.mark.rule("IMG-6")
def test_requests_beyond_their_bounds_are_refused():
    data, pictures = WHOLE["PNG"], Pictures()
    for room in ((0, 5), (-1, -5), (100_000, 100_000)):
        assert pictures.answer(Thumb(*room), data)[0] == Refused("too_large")
    assert pictures.answer(Piece(LOOK, (0, 0, 5, 5), 5, 5), b"")[0] == Refused("damaged")
    pictures.answer(Load(), data)
    assert pictures.answer(Piece(LOOK, (0, 0, 9, 9), 60_000, 60_000), b"")[0] == Refused(
        "too_large"
    )
    for area in ((0, 0, 0, 0), (900, 900, 5, 5), (-50, -50, 10, 10), (0, 0, -3, 2)):
        assert pictures.answer(Piece(LOOK, area, 5, 5), b"")[0] == Refused("damaged")
    huge = ImageSettings(crop=Crop(0, 0, 900_000, 900_000))
    assert pictures.answer(Load(settings=huge), data)[0] == Refused("too_large")


def test_nothing_is_left_of_a_picture_that_was_dropped():
    pictures = Pictures()
    pictures.answer(Load(), WHOLE["PNG"])
    pictures.answer(Drop(), b"")
    assert pictures.answer(Load(), b"")[0] == Refused("damaged")
    assert pictures.answer(Piece(LOOK, (0, 0, 5, 5), 5, 5), b"")[0] == Refused("damaged")
