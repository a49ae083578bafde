"""The practice's settings put to pixels: as the arithmetic says, pixel by pixel (IMG-2)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from desktop.models.image import Look
from desktop.models.image_geometry import placed
from desktop.pdf_process.messages import Drawn
from desktop.pdf_process.picture_messages import Load, Loaded, Piece, Thumb
from desktop.pdf_process.pictures.answering import Pictures
from desktop.pdf_process.pictures.pieces import Pieces, oriented
from desktop.pdf_process.pictures.placing import settled
from desktop.pdf_process.pictures.raster import Raster, greys
from desktop.pdf_process.pictures.tone import table
from portal_protocol.image_settings import Crop, ImageSettings, Window
from tests.desktop.pdf_process.pictures.made import file_of, marked, ramp
from tests.desktop.pdf_process.pictures.test_kinds import levels

QUARTERS = some.sampled_from([0, 90, 180, 270])
CROPS = some.none() | some.builds(
    Crop, some.integers(-4, 9), some.integers(-4, 9), some.integers(1, 9), some.integers(1, 9)
)
LOOKS = some.builds(Look, some.integers(0, 3), some.booleans())


@pytest.mark.rule("IMG-2")
@given(CROPS, QUARTERS, some.booleans())
def test_every_pixel_lies_where_the_arithmetic_says(crop, degrees, flipped):
    settings = ImageSettings(crop, degrees, flipped)
    seen = settled(Raster(marked()), settings).pixels
    place = placed(settings, 8, 6)
    assert seen.shape == (place.height, place.width)
    for (row, column), value in np.ndenumerate(seen):
        x, y = place.source(column + 0.5, row + 0.5)
        inside = 0 <= x < 8 and 0 <= y < 6
        assert value == (marked()[int(y), int(x)] if inside else 0)


@pytest.mark.rule("IMG-2")
def test_any_angle_is_smooth_and_nearly_what_the_arithmetic_says():
    raster = Raster(ramp(200, 100, 300), top=65535)
    seen = settled(raster, ImageSettings(Crop(80, 40, 20, 10), 7)).pixels
    assert seen.dtype == np.uint16
    assert seen.shape == (10, 20)
    x, _ = placed(ImageSettings(Crop(80, 40, 20, 10), 7), 200, 100).source(5.5, 5.5)
    assert abs(float(seen[5, 5]) - (x - 0.5) * 300) < 300


@pytest.mark.rule("IMG-2")
def test_the_window_is_a_share_of_the_whole_depth():
    for top, kind in ((255, np.uint8), (4095, np.uint16)):
        raster = Raster(np.array([[0, top]], kind), 0, top, top, top)
        narrowed = settled(raster, ImageSettings(window=Window(51, 102)))
        assert (narrowed.low, narrowed.high) == pytest.approx((top / 5, top * 2 / 5))
        levels_of = table(narrowed)
        assert (levels_of[0], levels_of[top // 5], levels_of[top]) == (0, 0, 255)
    twelve_in_sixteen = settled(
        greys(np.array([[0, 4095]], np.uint16)), ImageSettings(window=Window(0, 16))
    )
    assert (twelve_in_sixteen.top, twelve_in_sixteen.high) == (4095, 16 * 257)
    never_set = settled(Raster(marked()), ImageSettings(window=Window(0, 0)))
    assert (never_set.low, never_set.high) == (0, 255)


@pytest.mark.rule("IMG-2")
def test_a_thumbnail_shows_the_practice_s_view():
    picture = np.zeros((400, 600), np.uint8)
    picture[:, 300:] = 200
    data = file_of(Image.fromarray(picture), "JPEG", quality=95)
    reply, body = Pictures().answer(Thumb(60, 60, ImageSettings(Crop(300, 0, 300, 400), 90)), data)
    assert isinstance(reply, Drawn)
    assert (reply.width, reply.height) == (60, 45)
    assert abs(int(np.median(levels(reply, body))) - 200) < 6


def test_what_the_practice_turned_is_not_turned_again_by_its_tag():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = file_of(Image.new("RGB", (30, 20)), "JPEG", exif=exif)
    sizes = [
        (reply.width, reply.height)
        for settings in (ImageSettings(), ImageSettings(degrees=90), ImageSettings(degrees=180))
        for reply in [Pictures().answer(Load(settings=settings), data)[0]]
        if isinstance(reply, Loaded)
    ]
    assert sizes == [(20, 30), (20, 30), (30, 20)]


@pytest.mark.rule("IMG-3")
@given(LOOKS)
def test_looks_compose(look: Look):
    seen = oriented(marked(), look)
    assert np.array_equal(oriented(marked(), look.turned()), np.rot90(seen, -1))
    assert np.array_equal(oriented(marked(), look.mirrored()), seen[:, ::-1])
    assert look.mirrored().mirrored() == look
    assert look.turned().turned().turned().turned() == look
    assert look.size((8, 6)) == (seen.shape[1], seen.shape[0])


@pytest.mark.rule("IMG-3")
@given(some.integers(-100, 100), some.integers(-100, 100), some.booleans())
def test_tones_rise_evenly_and_an_inverted_one_falls(brightness, contrast, inverted):
    look = Look(brightness=brightness, contrast=contrast, inverted=inverted)
    steps = np.diff(table(Raster(marked(), 10, 200), look).astype(int))
    assert (steps <= 0).all() if inverted else (steps >= 0).all()


def test_pieces_join_without_a_seam():
    pieces = Pieces(Raster(ramp(256, 64, 256), 0, 65535, 65535))
    _, whole = pieces.draw(Look(), (0, 0, 256, 64), 100, 25)
    halves = [pieces.draw(Look(), (left, 0, 128, 64), 50, 25) for left in (0, 128)]
    rows = [np.frombuffer(bits, np.uint8).reshape(25, 50, 4) for _, bits in halves]
    joined = np.concatenate(rows, axis=1).astype(int)
    assert np.abs(joined - np.frombuffer(whole, np.uint8).reshape(25, 100, 4)).max() <= 1


def test_a_piece_at_full_size_is_the_pixels_themselves():
    data = file_of(Image.fromarray(marked()), "PNG")
    pictures = Pictures()
    pictures.answer(Load(), data)
    reply, body = pictures.answer(Piece(Look(), (2, 1, 3, 4), 3, 4), b"")
    assert isinstance(reply, Drawn)
    assert np.array_equal(levels(reply, body), marked()[1:5, 2:5])
