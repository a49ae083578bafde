"""A file of the person's own: it did not come from the practice, and nothing of it is kept."""

from enum import Enum, auto

from msgspec import Struct
from typing_extensions import override


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
