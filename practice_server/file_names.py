"""Names of files as their senders wrote them, made safe to show and to keep."""

import unicodedata
from pathlib import PurePosixPath
from typing import Final

LONGEST_NAME: Final = 150
LONGEST_ENDING: Final = 10
NAMELESS: Final = "file"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of signs that turn, hide or break a name: controls, marks of direction, and such."""


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
