"""The tiles of a picture on the screen: which show at a place, and what is in them; no Qt."""

from collections.abc import Iterator
from typing import NamedTuple

from desktop.models.image import Area
from desktop.models.items.image_place import Place

TILE = 512  # pixels of the device


class Tile(NamedTuple):
    """One tile of a picture that is drawn `drawn` pixels wide in all."""

    drawn: int
    column: int
    row: int


class Spread(NamedTuple):
    """A tile where it lies: its corner from the drawn picture's, its size, what is in it."""

    tile: Tile
    left: int
    top: int
    size: tuple[int, int]
    area: Area


def tiles(place: Place, beside: int = 0) -> list[Spread]:
    """The tiles that show at a place, and those up to `beside` tiles around; middle first."""
    wide, high = place.drawn
    left, top = place.origin
    columns = _span(-left, place.across, wide, beside)
    rows = _span(-top, place.down, high, beside)
    found = [_spread(place, column, row) for row in rows for column in columns]
    middle = (place.across / 2 - left, place.down / 2 - top)
    return sorted(found, key=lambda each: _far(each, middle))


def _span(start: float, length: float, whole: int, beside: int) -> range:
    first = max(0, int(start // TILE) - beside)
    last = min((whole - 1) // TILE, int((start + length - 1) // TILE) + beside)
    return range(first, last + 1)


def _spread(place: Place, column: int, row: int) -> Spread:
    wide, high = place.drawn
    left, top = column * TILE, row * TILE
    size = min(TILE, wide - left), min(TILE, high - top)
    x, y = place.wide / wide, place.high / high
    area = (left * x, top * y, size[0] * x, size[1] * y)
    return Spread(Tile(wide, column, row), left, top, size, area)


def _far(spread: Spread, middle: tuple[float, float]) -> float:
    across = spread.left + spread.size[0] / 2 - middle[0]
    down = spread.top + spread.size[1] / 2 - middle[1]
    return across * across + down * down


def bands(wide: int, high: int, most: int) -> Iterator[tuple[int, int]]:
    """Rows of a picture `wide` pixels across, from and how many, of at most `most` pixels each."""
    rows = max(1, most // max(1, wide))
    for top in range(0, high, rows):
        yield top, min(rows, high - top)
