"""Where words stand in a long text, as Qt counts its signs."""

import re
from bisect import bisect_left
from dataclasses import dataclass

MOST_PLACES = 500
WIDE = re.compile("[\U00010000-\U0010ffff]")  # two places each where Qt counts
AROUND = 40


@dataclass(frozen=True, slots=True)
class Place:
    """From where to where, and a little text around it."""

    start: int
    end: int
    around: str


def places_of(words: str, text: str) -> tuple[tuple[Place, ...], bool]:
    """Every place of the words, and whether there are more than are told.

    Case, and how the words are spread over lines, make no difference.
    """
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return (), False
    wide = [match.start() for match in WIDE.finditer(text)]
    found: list[Place] = []
    for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE):
        if len(found) == MOST_PLACES:
            return tuple(found), True
        start, end = (at + bisect_left(wide, at) for at in match.span())
        around = text[max(0, match.start() - AROUND) : match.end() + AROUND]
        found.append(Place(start, end, " ".join(around.split())))
    return tuple(found), False
