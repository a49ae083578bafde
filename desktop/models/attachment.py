"""An attachment that was opened, and what may be done with it (MAIL-4). Plain data."""

from enum import Enum, auto

from msgspec import Struct
from typing_extensions import override


class Viewing(Enum):
    """What the program does with a file, by its content and never by what it claims to be."""

    PDF = auto()
    IMAGE = auto()
    TEXT = auto()
    SAVE_ONLY = auto()
    DANGEROUS = auto()  # only ever saved, with a warning


class Attachment(Struct, frozen=True):
    """Its bytes, its safe name and how it may be shown; `text` is set for Viewing.TEXT alone."""

    data: bytes
    name: str
    viewing: Viewing
    text: str = ""

    @override
    def __repr__(self) -> str:
        return f"Attachment({self.viewing.name}, {len(self.data)} bytes)"
