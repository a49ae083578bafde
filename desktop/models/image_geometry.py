"""Where the pixels of an image come to lie under the practice's settings (IMG-2); arithmetic."""

import math
from dataclasses import dataclass

from portal_protocol.image_settings import Crop, ImageSettings

Point = tuple[float, float]
LONGEST = 32_000  # pixels of a side of what is made of an image


@dataclass(frozen=True, slots=True)
class Placed:
    """An image under its settings: the size that comes out, and the way back from a place of it.

    `back` are a, b, c, d, e, f: the place x, y of what comes out shows the place
    a*x + b*y + c, d*x + e*y + f of the stored picture. Places are continuous; a pixel's middle
    lies at half a pixel.
    """

    width: int
    height: int
    back: tuple[float, float, float, float, float, float]

    def source(self, x: float, y: float) -> Point:
        """The place of the stored picture that shows at a place."""
        a, b, c, d, e, f = self.back
        return a * x + b * y + c, d * x + e * y + f


def quarters(degrees: float) -> int:
    """The nearest number of quarter turns clockwise, 0 to 3."""
    return math.floor(degrees / 90 + 0.5) % 4


def is_quarter(degrees: float) -> bool:
    """Whether it is a whole number of quarter turns."""
    return degrees % 90 == 0


def scaled(settings: ImageSettings, scale: float) -> ImageSettings:
    """The settings for a picture that was decoded smaller by `scale`."""
    crop = settings.crop
    if crop is None or scale == 1.0:
        return settings
    smaller = Crop(
        round(crop.x * scale),
        round(crop.y * scale),
        max(1, round(crop.width * scale)),
        max(1, round(crop.height * scale)),
    )
    return ImageSettings(smaller, settings.degrees, settings.flipped, settings.window)


def placed(settings: ImageSettings, width: int, height: int) -> Placed:
    """Crop, then flip, then turn, a picture of that size. ValueError for one out of bounds."""
    cos, sin = _turn(settings.degrees)
    crop = settings.crop
    if crop is None:
        kept = _box(width, height, cos, sin)
        middle: Point = (width / 2, height / 2)
    else:
        odd = quarters(settings.degrees) % 2
        kept = (crop.height, crop.width) if odd else (crop.width, crop.height)
        middle = (crop.x + crop.width / 2, crop.y + crop.height / 2)
    if max(kept) > LONGEST:
        raise ValueError("settings beyond their bounds")
    mirror = -1.0 if settings.flipped else 1.0
    a, b, d, e = mirror * cos, mirror * sin, -sin, cos
    x, y = kept[0] / 2, kept[1] / 2
    back = (a, b, middle[0] - a * x - b * y, d, e, middle[1] - d * x - e * y)
    return Placed(kept[0], kept[1], back)


def _turn(degrees: float) -> Point:
    """Cosine and sine, exact for whole quarters."""
    if is_quarter(degrees):
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarters(degrees)]
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def _box(width: int, height: int, cos: float, sin: float) -> tuple[int, int]:
    """The upright box around a turned picture."""
    wide = width * abs(cos) + height * abs(sin)
    high = width * abs(sin) + height * abs(cos)
    return max(1, round(wide)), max(1, round(high))
