"""Pieces of a decoded picture, in the size and the look in which they show."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from desktop.models.image import Area, Look
from desktop.pdf_process.messages import Drawn
from desktop.pdf_process.pictures.raster import Pixels, Raster, TooLarge, Unknown, fit
from desktop.pdf_process.pictures.tone import is_plain, table

MOST_SHOWN = 40_000_000  # pixels of one piece
SMOOTH = Image.Resampling.BILINEAR
EDGE = 0.01  # pixels by which sums of fractions may be beside the edge
REACH = 2  # pixels beside a piece that its edges are mixed of


class Pieces:
    """A picture with smaller copies of itself, made when they are first wanted."""

    def __init__(self, raster: Raster) -> None:
        self.raster = raster
        self._smaller: list[Pixels] = [raster.pixels]

    def draw(self, look: Look, area: Area, width: int, height: int) -> tuple[Drawn, bytes]:
        """An area of the picture (turned and flipped as in `look`), fitted to a size in pixels.

        Raises `TooLarge`, and `Unknown` for an area that is not within the picture.
        """
        if min(width, height) < 1 or width * height > MOST_SHOWN:
            raise TooLarge
        left, top, wide, high = area
        across, down = look.size((self.raster.width, self.raster.height))
        if not (left >= 0 < wide and top >= 0 < high):
            raise Unknown
        if left + wide > across + EDGE or top + high > down + EDGE:
            raise Unknown
        level = self._level(min(wide / width, high / height))
        pixels = oriented(self._smaller[level], look)
        share = pixels.shape[1] / across
        box = (left * share, top * share, (left + wide) * share, (top + high) * share)
        return shown(self.raster, resized(pixels, box, (width, height)), look)

    def fitted(self, width: int, height: int) -> tuple[Drawn, bytes]:
        """All of it, to fit a room; quick rather than fine, for the first look."""
        across, down = fit((self.raster.width, self.raster.height), (width, height))
        skip = max(1, int(self.raster.width / across / 2))
        pixels = self.raster.pixels[::skip, ::skip]
        box = (0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0]))
        return shown(self.raster, resized(pixels, box, (across, down)), Look())

    def _level(self, shrink: float) -> int:
        """The smallest copy that still has a pixel for each that is drawn; each is half as wide."""
        wanted = max(0, int(np.log2(max(shrink, 1.0))))
        while len(self._smaller) <= wanted:
            last = self._smaller[-1]
            if min(last.shape[:2]) < 4:
                break
            self._smaller.append(halved(last))
        return min(wanted, len(self._smaller) - 1)


def oriented(pixels: Pixels, look: Look) -> Pixels:
    """Flipped, then turned, as it is looked at; not copied."""
    flipped = pixels[:, ::-1] if look.flipped else pixels
    return np.rot90(flipped, -look.turns % 4)


def halved(pixels: Pixels) -> Pixels:
    """Half as wide and high: four pixels mixed into one; an odd last row or column goes."""
    even = pixels[: pixels.shape[0] // 2 * 2, : pixels.shape[1] // 2 * 2]
    if pixels.dtype == np.uint8:
        return np.asarray(Image.fromarray(np.ascontiguousarray(even)).reduce(2))
    mixed = (even[::2] >> 1) + (even[1::2] >> 1)
    half: Pixels = (mixed[:, ::2] >> 1) + (mixed[:, 1::2] >> 1)
    return half


def resized(pixels: Pixels, box: Sequence[float], size: tuple[int, int]) -> Pixels:
    """A box of rows and columns in another size, with what lies beside it mixed into its edges."""
    high, wide = pixels.shape[:2]
    across, down = (box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1]
    beside = REACH * max(1.0, across, down) + 1
    left, top = max(0, int(box[0] - beside)), max(0, int(box[1] - beside))
    right, bottom = min(wide, int(box[2] + beside) + 1), min(high, int(box[3] + beside) + 1)
    part = np.ascontiguousarray(pixels[top:bottom, left:right])
    inner = (
        max(0.0, box[0] - left),
        max(0.0, box[1] - top),
        min(float(right - left), box[2] - left),
        min(float(bottom - top), box[3] - top),
    )
    if size == (right - left, bottom - top) and inner == (0.0, 0.0, float(size[0]), float(size[1])):
        return part
    return np.asarray(Image.fromarray(part).resize(size, SMOOTH, inner))


def shown(raster: Raster, pixels: Pixels, look: Look) -> tuple[Drawn, bytes]:
    """Rows of 32 bits a pixel, in the tone of a look."""
    if not is_plain(raster, look):
        pixels = table(raster, look)[pixels]
    image = Image.fromarray(np.ascontiguousarray(pixels)).convert("RGBA")
    drawn = Drawn(image.width, image.height, image.width * 4)
    return drawn, image.tobytes("raw", "BGRA")
