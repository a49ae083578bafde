"""A picture as it shows. Plain data: no Qt, no process."""

from msgspec import Struct
from typing_extensions import override


class Picture(Struct, frozen=True):
    """Pixels of 32 bits (0xffRRGGBB, native order); `stride` is bytes in a row."""

    width: int
    height: int
    stride: int
    data: bytes | bytearray

    @override
    def __repr__(self) -> str:
        return f"Picture({self.width}x{self.height})"
