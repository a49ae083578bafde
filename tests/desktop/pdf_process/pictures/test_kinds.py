"""Kinds of pictures: what is kept of their greys, colours, pages and orientation (IMG-2)."""

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from desktop.models.image import Look
from desktop.pdf_process.messages import Drawn, Refused
from desktop.pdf_process.picture_messages import Load, Loaded, Piece, Thumb
from desktop.pdf_process.pictures.answering import Pictures
from desktop.pdf_process.pictures.files import read, upright
from desktop.pdf_process.pictures.raster import TooLarge, greys
from desktop.pdf_process.pictures.strips import layout, unpacked
from tests.desktop.pdf_process.pictures.made import file_of, marked, plain, ramp

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "images"
ORIENTATION = 0x0112
TURNS = range(1, 9)
PLAIN = Look()


def levels(reply: Drawn, body: bytes) -> np.ndarray:
    """What shows, as greys."""
    pixels = np.frombuffer(body, np.uint8).reshape(reply.height, reply.width, 4)
    assert set(np.unique(pixels[..., 3])) == {255}
    return pixels[..., 0]


def shown(data: bytes, look: Look = PLAIN, page: int = 0) -> np.ndarray:
    """The whole picture, pixel by pixel."""
    pictures = Pictures()
    loaded, _ = pictures.answer(Load(page), data)
    assert isinstance(loaded, Loaded)
    size = look.size((loaded.width, loaded.height))
    reply, body = pictures.answer(Piece(look, (0, 0, *size), *size), b"")
    assert isinstance(reply, Drawn)
    return levels(reply, body)


@pytest.mark.rule("IMG-2")
@pytest.mark.parametrize("kind", ["TIFF", "PNG"])
def test_sixteen_bits_are_kept_and_told_apart_by_contrast(kind: str):
    data = file_of(Image.fromarray(ramp(step=1)), kind)  # 0 to 255 of 65,535: nearly black
    deep = file_of(
        Image.fromarray(np.vstack([ramp(step=1), np.full((1, 256), 60_000, "u2")])), kind
    )
    loaded, _ = Pictures().answer(Load(), deep)
    assert isinstance(loaded, Loaded)
    assert loaded.bits == 16
    assert len(np.unique(shown(deep)[:4])) == 2
    assert len(np.unique(shown(deep, Look(brightness=50, contrast=100))[:4])) > 3
    assert len(np.unique(shown(data))) == 256  # nothing lighter: these are 8 bits


@pytest.mark.rule("IMG-2")
def test_the_depth_is_the_least_that_holds_the_lightest_grey():
    for bits in (8, 10, 12, 14, 16):
        raster = greys(np.array([[0, (1 << bits) - 1]], np.uint16))
        assert (raster.bits, raster.low, raster.high) == (bits, 0, (1 << bits) - 1)


def test_floats_negative_and_large_numbers_are_stretched_over_sixteen_bits():
    for values in ([[-1.5, 0.0, 1.5]], [[-1e9, 0, 1e9]]):
        assert greys(np.array(values)).pixels.tolist() == [[0, 32768, 65535]]
    assert greys(np.array([[-100, 0, 100]], np.int32)).pixels.tolist() == [[0, 100, 200]]
    assert greys(np.array([[0, 1 << 30]], np.int32)).pixels.tolist() == [[0, 65535]]
    assert greys(np.array([[np.nan, np.inf]], np.float32)).pixels.tolist() == [[0, 0]]


@pytest.mark.rule("IMG-2")
@pytest.mark.parametrize("tag", TURNS)
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_picture_stands_upright_or_as_it_is_stored(kind: str, tag: int):
    exif = Image.Exif()
    exif[ORIENTATION] = tag
    data = file_of(Image.fromarray(marked()), kind, exif=exif)
    stored = read(data, stored=True).pixels
    assert stored.tolist() == marked().tolist()
    assert read(data).pixels.tolist() == upright(marked(), tag).tolist()


@pytest.mark.rule("IMG-2")
@pytest.mark.parametrize("tag", TURNS)
def test_photographs_of_every_orientation_look_alike(tag: int):
    if not SHARED.is_dir():
        pytest.skip("the collections are not here")
    one, other = (
        Pictures().answer(
            Thumb(90, 60), (SHARED / f"exif-orientation/Landscape_{n}.jpg").read_bytes()
        )
        for n in (1, tag)
    )
    assert isinstance(one[0], Drawn)
    assert one[0] == other[0]
    apart = np.frombuffer(one[1], np.uint8).astype(int) - np.frombuffer(other[1], np.uint8)
    # each carries its own number in its middle; all else is the same photograph
    assert np.abs(apart).mean() < 12


def test_what_is_clear_shows_as_white_paper():
    for mode in ("RGBA", "LA"):
        assert set(np.unique(shown(plain("PNG", (3, 2), mode)))) == {255}


def test_inks_and_palettes_become_colours():
    white = file_of(Image.new("CMYK", (2, 2), (0, 0, 0, 0)), "TIFF")
    assert set(np.unique(shown(white))) == {255}
    palette = file_of(Image.new("RGB", (2, 2), "white").convert("P"), "GIF")
    assert set(np.unique(shown(palette))) == {255}


@pytest.mark.rule("IMG-2")
def test_pages_of_a_tiff_are_counted_and_chosen():
    pages = [Image.new("L", (4 + n, 3), n * 40) for n in range(4)]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    pictures = Pictures()
    for page in (2, 0, 3):
        loaded, _ = pictures.answer(Load(page), file.getvalue())
        assert isinstance(loaded, Loaded)
        assert (loaded.width, loaded.pages) == (4 + page, 4)
        assert set(np.unique(shown(file.getvalue(), page=page))) == {page * 40}
    assert pictures.answer(Load(4), b"")[0] == Refused("damaged")
    assert pictures.answer(Load(-1), b"")[0] == Refused("damaged")


def test_tiles_and_compressions_show_the_same():
    picture = Image.fromarray(ramp(64, 48, 256))
    expected = shown(file_of(picture, "PNG"))
    for compression in ("tiff_lzw", "tiff_adobe_deflate", "packbits", None):
        data = file_of(picture, "TIFF", compression=compression)
        assert np.array_equal(shown(data), expected)


@pytest.mark.rule("IMG-2")
@given(
    some.integers(1, 70),
    some.integers(1, 70),
    some.sampled_from([None, "tiff_adobe_deflate", "tiff_deflate"]),
    some.sampled_from([1, 2]),
    some.integers(1, 9),
)
def test_strips_are_unpacked_as_pillow_does_it(wide, high, compression, predictor, rows):
    values = np.random.default_rng(wide).integers(0, 65536, (high, wide), dtype=np.uint16)
    info = {278: rows} | ({317: predictor} if compression else {})
    data = file_of(Image.fromarray(values), "TIFF", compression=compression, tiffinfo=info)
    with Image.open(io.BytesIO(data)) as image:
        assert isinstance(image, TiffImageFile)
        kept = layout(image)
    assert kept is not None
    assert np.array_equal(unpacked(data, kept), values)
    assert np.array_equal(read(data, stored=True).pixels, values)
    with pytest.raises((ValueError, zlib.error)):
        unpacked(data[: kept.strips[-1].offset + 1], kept)


@pytest.mark.rule("IMG-6")
def test_more_pixels_than_are_decoded_are_refused_before_decoding():
    with pytest.raises(TooLarge):
        read(plain("PNG", (101, 100), "1"), most=10_000)
    assert read(plain("PNG", (100, 100), "1"), most=10_000).width == 100


def test_a_large_jpeg_is_decoded_smaller_for_a_thumbnail():
    data = plain("JPEG", (1600, 1200))
    raster = read(data, room=(160, 120))
    assert (raster.width, raster.scale) == (200, 0.125)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    tall = file_of(Image.new("RGB", (1600, 400)), "JPEG", exif=exif)
    assert read(tall, room=(400, 400)).height == 400
    assert read(tall, room=(100, 400)).height == 400
    assert read(tall, room=(400, 100)).height == 200  # no smaller than an eighth
    assert read(data).width == 1600
