"""A picture as it shows: frozen values, no Qt, no process."""

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of 32 bits (0xffRRGGBB, native order); `stride` is bytes in a row."""

    width: int
    height: int
    stride: int
    data: bytes | bytearray

    @override
    def __repr__(self) -> str:
        return f"Picture({self.width}x{self.height})"
