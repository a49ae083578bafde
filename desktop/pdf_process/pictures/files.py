"""Pictures that Pillow reads: JPEG, PNG, GIF, BMP, WebP and TIFF, with their pages."""

import io
from contextlib import suppress

import numpy as np
from PIL import ExifTags, Image, ImageCms, ImageFile
from PIL.TiffImagePlugin import TiffImageFile

from desktop.models.image import Size
from desktop.pdf_process.pictures.raster import (
    MOST_PIXELS,
    Pixels,
    Raster,
    Unknown,
    check_size,
    fit,
    greys,
)
from desktop.pdf_process.pictures.strips import layout, unpacked

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
PAGED = frozenset({"TIFF", "GIF", "WEBP", "PNG"})  # a second picture of a JPEG is no page
MOST_PAGES = 5_000
DEPTHS = {"L": 1, "I;16": 2, "I;16B": 2, "RGB": 3}  # bytes of a pixel; of others 4
UNDOES = {6: 8, 8: 6}
SIDEWAYS = 5  # this orientation and those after it change width and height
GREYS = frozenset({"L", "I", "F"})


def read(
    data: bytes | bytearray,
    page: int = 0,
    *,
    room: Size | None = None,
    stored: bool = False,
    most: int = MOST_PIXELS,
) -> Raster:
    """A page, upright as its orientation tag says; with `stored` as its rows lie in the file.

    With `room` a JPEG may be decoded smaller, but no smaller than it fits there. Raises `TooLarge`,
    `Unknown`, and anything else for a broken one.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        check_size(*image.size, most)
        pages = min(getattr(image, "n_frames", 1), MOST_PAGES) if image.format in PAGED else 1
        if not 0 <= page < max(1, pages):
            raise Unknown
        if page:
            image.seek(page)
            check_size(*image.size, most)
        across, tag = image.width, _orientation(image)
        strips = layout(image) if isinstance(image, TiffImageFile) else None
        if strips is not None:
            raster = greys(unpacked(data, strips), max(1, pages))
            return raster if stored else raster.with_pixels(upright(raster.pixels, tag))
        if room is not None:
            sideways = tag >= SIDEWAYS and not stored
            size = fit(image.size, room[::-1] if sideways else room)
            image.draft("L" if image.mode == "L" else "RGB", size)
        image.load()
        scale = min(1.0, image.width / across) if image.format == "JPEG" else 1.0
        done = image.format == "TIFF"  # Pillow turns these itself
        raster = _raster(image, max(1, pages), scale)
    undo = UNDOES.get(tag, tag)
    turn = (undo if done else 1) if stored else (1 if done else tag)
    return raster.with_pixels(upright(raster.pixels, turn))


def upright(pixels: Pixels, tag: int) -> Pixels:
    """Rows turned and flipped as an orientation tag (1 to 8) asks; not copied."""
    across = pixels.swapaxes(0, 1)
    return {
        2: pixels[:, ::-1],
        3: pixels[::-1, ::-1],
        4: pixels[::-1],
        5: across,
        6: across[:, ::-1],
        7: across[::-1, ::-1],
        8: across[::-1],
    }.get(tag, pixels)


def _orientation(image: Image.Image) -> int:
    with suppress(Exception):  # whatever a broken tag makes Pillow raise, the picture is upright
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def _raster(image: Image.Image, pages: int, scale: float) -> Raster:
    if image.mode == "1":
        image = image.convert("L")
    if image.mode in GREYS or image.mode.startswith("I;16"):
        if image.mode == "L" and "transparency" not in image.info:
            return Raster(_pixels(image), pages=pages, scale=scale)
        if image.mode != "L":
            return greys(_pixels(image), pages, scale)
    return Raster(_pixels(_in_colour(image)), pages=pages, scale=scale)


def _pixels(image: Image.Image) -> Pixels:
    """All of a picture in one piece; Pillow gives it in blocks, which are copied together, unless
    the block is as large."""
    usual, ImageFile.MAXBLOCK = ImageFile.MAXBLOCK, max(ImageFile.MAXBLOCK, _bytes(image))
    try:
        return np.asarray(image)
    finally:
        ImageFile.MAXBLOCK = usual


def _bytes(image: Image.Image) -> int:
    return image.width * image.height * DEPTHS.get(image.mode, 4)


def _in_colour(image: Image.Image) -> Image.Image:
    """Without what is transparent: that shows as white paper."""
    if image.mode == "LAB":
        lab, screen = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(lab, screen, "LAB", "RGB")
        flat = ImageCms.applyTransform(image, transform)
        return flat if flat is not None else image
    if image.mode in {"La", "RGBa"}:
        image = image.convert("LA" if image.mode == "La" else "RGBA")
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return paper.convert("RGB")
