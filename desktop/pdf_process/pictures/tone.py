"""Greys and colours as they show: one table from what is stored to what is on the screen."""

import numpy as np

from desktop.models.image import Look
from desktop.pdf_process.pictures.raster import Pixels, Raster

DOUBLES = 25  # steps of contrast that double it
PLAIN = Look()


def table(raster: Raster, look: Look = PLAIN) -> Pixels:
    """The level on the screen, 0 to 255, for each value that a pixel can have.

    From `low` to `high` the levels rise evenly; brightness moves them, contrast then makes them
    rise more steeply about the middle, and an inverted picture is turned over at last.
    """
    values = np.arange(1 << (raster.pixels.dtype.itemsize * 8), dtype=np.float64)
    span = max(raster.high - raster.low, 1e-6)
    level = np.clip((values - raster.low) / span, 0.0, 1.0)
    moved = level + look.brightness / 100 - 0.5
    level = moved * 2.0 ** (look.contrast / DOUBLES) + 0.5
    level = np.clip(level, 0.0, 1.0)
    if look.inverted:
        level = 1.0 - level
    levels: Pixels = np.rint(level * 255).astype(np.uint8)
    return levels


def is_plain(raster: Raster, look: Look) -> bool:
    """Whether stored values are levels already."""
    tone = (look.brightness, look.contrast, look.inverted)
    return raster.top == 255 and (raster.low, raster.high) == (0, 255) and tone == (0, 0, False)
