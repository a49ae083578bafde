"""How a practice shows an image (IMG-2): kept beside the file, which itself never changes.

Applied in this order: crop, flip, rotation, window. Open Dental keeps the same four beside each
of its documents; since its version 21.4 it measures the crop from the centre of the turned
picture, which the feed turns into pixels of the original.
"""

from typing import Annotated

from msgspec import Meta, Struct

Pixels = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Sides = Annotated[int, Meta(ge=1, le=1_000_000)]
Level = Annotated[int, Meta(ge=0, le=255)]


class Crop(Struct, frozen=True):
    """What is kept, in pixels of the stored picture; it may reach beyond it, which is black."""

    x: Pixels
    y: Pixels
    width: Sides
    height: Sides


class Window(Struct, frozen=True):
    """What becomes black and what white, in 255ths of the greatest value that the file can hold:
    65,535 with 16 bits, 4,095 in DICOM with 12 of them stored."""

    low: Level
    high: Level


class ImageSettings(Struct, frozen=True, omit_defaults=True):
    """The practice's view of an image; `degrees` clockwise, `flipped` left to right.

    A crop keeps its middle while the picture turns below it; its sides turn by whole quarters.
    """

    crop: Crop | None = None
    degrees: Annotated[float, Meta(ge=-360, le=360)] = 0.0
    flipped: bool = False
    window: Window | None = None

    @property
    def moves(self) -> bool:
        """Whether anything but brightness changes."""
        return self.crop is not None or self.degrees % 360 != 0 or self.flipped


AS_IT_IS = ImageSettings()
