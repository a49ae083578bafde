"""What a viewer knows of an image that is open: frozen values, no Qt, no process (IMG-2)."""

from typing import Annotated

from msgspec import Meta, Struct
from typing_extensions import override

from portal_protocol.image_settings import AS_IT_IS, ImageSettings

Size = tuple[int, int]
Area = tuple[float, float, float, float]
"""Left, top, width, height in pixels of the picture as it is looked at, turned and flipped."""

Step = Annotated[int, Meta(ge=-100, le=100)]


class Look(Struct, frozen=True):
    """What the patient changes while looking (IMG-3).

    `turns` are quarters clockwise after `flipped` left to right; brightness and contrast are 0 as
    the practice shows it.
    """

    turns: int = 0
    flipped: bool = False
    brightness: Step = 0
    contrast: Step = 0
    inverted: bool = False

    def turned(self) -> "Look":
        """A quarter further."""
        return self._with(turns=(self.turns + 1) % 4)

    def mirrored(self) -> "Look":
        """Left and right changed as they are seen now."""
        return self._with(flipped=not self.flipped, turns=-self.turns % 4)

    def negative(self) -> "Look":
        """Black and white changed."""
        return self._with(inverted=not self.inverted)

    def toned(self, brightness: int, contrast: int) -> "Look":
        """Other steps, within their bounds."""
        return self._with(brightness=_step(brightness), contrast=_step(contrast))

    def tone_of(self, other: "Look") -> "Look":
        """Brightness, contrast and inversion of another."""
        return self._with(
            brightness=other.brightness, contrast=other.contrast, inverted=other.inverted
        )

    def size(self, size: Size) -> Size:
        """The size of a picture when it is turned."""
        return size if self.turns % 2 == 0 else (size[1], size[0])

    def _with(self, **changes: object) -> "Look":
        kept = {name: getattr(self, name) for name in self.__struct_fields__}
        return Look(**(kept | changes))


class OpenImage(Struct, frozen=True):
    """An open image: its number, the size in pixels that it shows in, and its pages from 0."""

    number: int
    size: Size
    pages: int = 1
    page: int = 0
    bits: int = 8


class ImageSource(Struct, frozen=True):
    """An image to be shown: its file, what it is called, and how the practice shows it.

    `detail` stands beside the title ("Oct 21, 2026, Dr. Amina Farrow"); `spoken` is what a screen
    reader says instead of both ("Bitewing, left, October 21, 2026").
    """

    data: bytes
    title: str
    detail: str = ""
    spoken: str = ""
    settings: ImageSettings = AS_IT_IS

    @override
    def __repr__(self) -> str:
        return f"ImageSource({len(self.data)} bytes)"


def _step(value: int) -> int:
    return min(100, max(-100, value))
