"""The practice's crop, flip, turn and window, put to a decoded picture (IMG-2)."""

from dataclasses import replace

import numpy as np
from PIL import Image

from desktop.models.image_geometry import Placed, is_quarter, placed, quarters, scaled
from desktop.pdf_process.pictures.raster import MOST_PIXELS, Pixels, Raster, TooLarge
from portal_protocol.image_settings import Crop, ImageSettings


def settled(raster: Raster, settings: ImageSettings) -> Raster:
    """The picture as the practice shows it. Raises `TooLarge`."""
    settings = scaled(settings, raster.scale)
    if settings.moves:
        try:
            place = placed(settings, raster.width, raster.height)
        except ValueError:
            raise TooLarge from None
        if place.width * place.height > MOST_PIXELS:
            raise TooLarge
        raster = raster.with_pixels(_moved(raster.pixels, settings, place))
    window = settings.window
    if window is not None and window.high > 0 and window.high >= window.low:
        share = raster.full / 255
        raster = replace(raster, low=window.low * share, high=window.high * share)
    return raster


def _moved(pixels: Pixels, settings: ImageSettings, place: Placed) -> Pixels:
    if not is_quarter(settings.degrees):
        return _turned(pixels, place)
    if settings.crop is not None:
        pixels = _cropped(pixels, settings.crop)
    if settings.flipped:
        pixels = pixels[:, ::-1]
    return np.rot90(pixels, -quarters(settings.degrees))


def _cropped(pixels: Pixels, crop: Crop) -> Pixels:
    """That rectangle, black where it reaches beyond the picture."""
    high, wide = pixels.shape[:2]
    left, top = max(0, crop.x), max(0, crop.y)
    right, bottom = min(wide, crop.x + crop.width), min(high, crop.y + crop.height)
    kept = np.zeros((crop.height, crop.width, *pixels.shape[2:]), pixels.dtype)
    if left < right and top < bottom:
        rows = slice(top - crop.y, bottom - crop.y)
        kept[rows, left - crop.x : right - crop.x] = pixels[top:bottom, left:right]
    return kept


def _turned(pixels: Pixels, place: Placed) -> Pixels:
    """Any angle, smoothly; black beside the picture."""
    depth = pixels.dtype
    image = Image.fromarray(np.ascontiguousarray(pixels if pixels.ndim == 3 else _floats(pixels)))
    moved = image.transform(
        (place.width, place.height),
        Image.Transform.AFFINE,
        place.back,
        Image.Resampling.BICUBIC,
    )
    values = np.asarray(moved)
    if pixels.ndim == 3:
        return values
    rounded: Pixels = np.rint(values.clip(0, np.iinfo(depth).max)).astype(depth)
    return rounded


def _floats(pixels: Pixels) -> Pixels:
    return pixels.astype(np.float32)
