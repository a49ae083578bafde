"""Which pieces of a paper come onto which page, and where; plain arithmetic, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """How high a piece is; `headed` ones stand below a heading that each page repeats."""

    height: float
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on a page: its number, where it begins, whether the heading is right above it.

    One that is higher than a page has a page for each `part`.
    """

    piece: int
    top: float = 0.0
    under_heading: bool = False
    part: int = 0


def pages_of(pieces: Sequence[Extent], room: float, heading: float = 0.0) -> list[list[Placed]]:
    """The pages, at least one; no piece is cut that fits on a page, no heading stands alone."""
    pages: list[list[Placed]] = [[]]
    top, headed = 0.0, False
    for at, piece in enumerate(pieces):
        if piece.height + (heading if piece.headed else 0) > room:
            pages += [[Placed(at, part=part)] for part in range(-int(-piece.height // room))]
            top, headed = room, False
            continue
        above = heading if piece.headed and not headed else 0.0
        if top + above + piece.height > room and top:
            pages.append([])
            top, above = 0.0, heading if piece.headed else 0.0
        pages[-1].append(Placed(at, top + above, bool(above)))
        top, headed = top + above + piece.height, piece.headed
    return pages if len(pages) == 1 or pages[0] else pages[1:]
