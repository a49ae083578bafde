"""What a file is, by its bytes: its name and what its sender says of it count for nothing."""

import codecs
import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

PLAIN_TEXT: Final = "text/plain"
BEGINNINGS: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
"""How the kinds begin that are told by their beginning."""

LONGEST_NAME: Final = 150
LONGEST_ENDING: Final = 10
NAMELESS: Final = "file"
_HEAD = max(map(len, BEGINNINGS))
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of signs that turn, hide or break a name: controls, marks of direction, and such."""


class Sniffer:
    """Looks at the bytes of a file as they pass."""

    def __init__(self) -> None:
        self._head = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_text = True

    def see(self, chunk: bytes) -> None:
        """The next bytes."""
        if len(self._head) < _HEAD:
            self._head += chunk[:_HEAD]
        self._is_text = self._is_text and self._reads(chunk)

    def media_type(self) -> str:
        """What the whole file is; "" for any kind that is not looked for, and for no bytes."""
        for beginning, kind in BEGINNINGS.items():
            if self._head.startswith(beginning):
                return kind
        return PLAIN_TEXT if self._head and self._is_text and self._reads(b"", last=True) else ""

    def _reads(self, chunk: bytes, *, last: bool = False) -> bool:
        try:
            text = self._decoder.decode(chunk, last)
        except UnicodeDecodeError:
            return False
        return _NOT_IN_TEXT.search(text) is None


def clean_name(name: str) -> str:
    """A file name of one part that shows as it is, of at most `LONGEST_NAME` signs.

    A name that is too long keeps its ending, if that is one.
    """
    part = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in part if unicodedata.category(sign) not in _UNSEEN)
    short = seen.strip(" .")
    if len(short) > LONGEST_NAME:
        ending = PurePosixPath(short).suffix
        ending = ending if len(ending) <= LONGEST_ENDING else ""
        short = short[: LONGEST_NAME - len(ending)].rstrip(" .") + ending
    return short or NAMELESS
