"""A file of the person's own: it did not come from the practice, and nothing of it is kept."""

import re
from enum import Enum, auto

from msgspec import Struct
from typing_extensions import override

_NOT_SHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
"""Signs in a name that a terminal obeys, or that turn its order around."""


def showable(name: str) -> str:
    """A name for a title or a line: what cannot be shown of it is seen to be missing."""
    return _NOT_SHOWN.sub("\ufffd", name)


class OwnKind(Enum):
    """Which viewer shows it."""

    PDF = auto()
    IMAGE = auto()
    SUMMARY = auto()  # a clinical document, or the package that it is in
    TEXT = auto()


class OwnFile(Struct, frozen=True):
    """What was read: the name as it can be shown, the kind by its content, and its bytes.

    `form` is the format of an image ("PNG", "DICOM"); `text` is set for OwnKind.TEXT alone.
    """

    name: str
    kind: OwnKind
    data: bytes
    form: str = ""
    text: str = ""

    @override
    def __repr__(self) -> str:
        return f"OwnFile({self.kind.name}, {len(self.data)} bytes)"
