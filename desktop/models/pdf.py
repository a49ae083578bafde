"""What a viewer knows of an open PDF: frozen values, no Qt, no process."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

Box = tuple[float, float, float, float]
"""Left, top, width, height on a page, in points from its upper left corner."""


class Unit(StrEnum):
    """What a selection grows to."""

    TEXT = "text"
    WORD = "word"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class FirstView:
    """The view in which a document will show: from it follows the size of its first page.

    `zoom` is "width", "page" or a number, `ratio` device pixels to a pixel.
    """

    zoom: str | float
    width: int
    height: int
    ratio: float


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """An open document: its number, and width and height of each page in points."""

    number: int
    pages: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: 32 bits a pixel (0xffRRGGBB, native order), `stride` bytes a row."""

    page: int
    width: int
    height: int
    stride: int
    bits: bytearray

    @override
    def __repr__(self) -> str:
        return f"PagePicture({self.page}, {self.width}x{self.height})"


@dataclass(frozen=True, slots=True)
class PageText:
    """Text of a page and the boxes of its lines."""

    page: int
    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PageHit:
    """A place where searched words stand, with a little text around it."""

    page: int
    boxes: tuple[Box, ...]
    around: str
