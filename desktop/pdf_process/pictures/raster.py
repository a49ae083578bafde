"""A decoded picture: rows of greys or colours, and how its greys are meant to be seen."""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from desktop.models.image import Size

Pixels = NDArray[Any]
MOST_PIXELS = 100_000_000  # of the picture itself
MOST_UNBOUND = 40_000_000  # of it, where nothing else bounds the memory: four bytes each, twice
MOST_SIDE = 300_000
DEPTHS = (8, 10, 12, 14, 16)  # bits in which sensors keep greys


class TooLarge(Exception):  # noqa: N818 - the reply says the same
    """More pixels than are decoded."""


class Unknown(Exception):  # noqa: N818 - the reply says the same
    """Nothing that can be shown."""


class NoPicture(Unknown):
    """A whole file that holds no picture, such as a report."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Greys (height, width) of 8 or 16 bits, or colours (height, width, 3) of 8.

    `low` becomes black and `high` white, unless somebody wishes otherwise; `top` is the greatest
    value that the picture tells apart, `full` the greatest that its file could hold, of which a
    practice's window is a share. `scale` is below 1 when it was decoded smaller than it is stored.
    """

    pixels: Pixels
    low: float = 0.0
    high: float = 255.0
    top: int = 255
    full: int = 255
    scale: float = 1.0
    pages: int = 1

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])

    @property
    def bits(self) -> int:
        """How finely it tells greys apart."""
        return self.top.bit_length()

    def with_pixels(self, pixels: Pixels) -> Self:
        """The same with other rows."""
        return replace(self, pixels=pixels)


def check_size(width: int, height: int, most: int = MOST_PIXELS) -> None:
    """Raise `TooLarge` for more pixels than are decoded, by what a head says, before decoding."""
    if width < 1 or height < 1:
        raise Unknown
    if width * height > most or max(width, height) > MOST_SIDE:
        raise TooLarge


def fit(size: Size, room: Size) -> Size:
    """The size in a room, never enlarged."""
    shrink = min(1.0, room[0] / size[0], room[1] / size[1])
    return max(1, round(size[0] * shrink)), max(1, round(size[1] * shrink))


def greys(values: Pixels, pages: int = 1, scale: float = 1.0) -> Raster:
    """Greys of whole or broken numbers, whatever their range: as they are where 16 bits hold them.

    The whole depth shows, from 8 to 16 bits: the least that holds the lightest pixel, since a
    sensor of 12 bits keeps its greys in 16.
    """
    if values.dtype.kind == "f":
        values = _from_floats(values)
    if values.dtype.itemsize > 2 or values.dtype.kind == "i":
        values = _into_16_bits(values)
    values = values.astype(values.dtype.newbyteorder("="), copy=False)
    full = int(np.iinfo(values.dtype).max)
    lightest = int(values.max()) if values.size else 0
    depth = next(depth for depth in DEPTHS if lightest < 1 << depth)
    top = (1 << depth) - 1
    if top <= 255:
        values = values.astype(np.uint8, copy=False)
    return Raster(values, 0.0, float(top), top, full, scale, pages)


def _from_floats(values: Pixels) -> Pixels:
    """Floats stretched over 16 bits; what is no number is black."""
    finite = np.isfinite(values)
    if not finite.any():
        return np.zeros(values.shape, np.uint16)
    low, high = float(values[finite].min()), float(values[finite].max())
    span = (high - low) or 1.0
    stretched = (np.where(finite, values, low).astype(np.float64) - low) / span * 65535
    return np.rint(stretched).astype(np.uint16)


def _into_16_bits(values: Pixels) -> Pixels:
    """Integers moved to begin at 0 when negative ones are among them, and divided if they must."""
    low, high = int(values.min()), int(values.max())
    base = min(low, 0)
    span = high - base
    if span > 65535:
        return ((values.astype(np.float64) - base) / span * 65535).astype(np.uint16)
    return (values.astype(np.int64) - base).astype(np.uint16)
