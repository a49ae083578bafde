"""Turning one list of keyed rows into another in steps that Qt's models can announce."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Keyed(Protocol):
    """A row with an identity that stays when its content changes."""

    @property
    def key(self) -> Hashable:
        """What keeps a selection on its row."""


R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Changes:
    """How each step is announced: before it, and after it. Positions are inclusive rows."""

    remove: Callable[[int, int], None]
    removed: Callable[[], None]
    move: Callable[[int, int], object]
    moved: Callable[[], None]
    insert: Callable[[int, int], None]
    inserted: Callable[[], None]
    changed: Callable[[int], None]


def become(rows: list[R], wanted: Sequence[R], tell: Changes) -> None:
    """Change `rows` in place into `wanted`: rows gone, moved, new, then changed.

    Keys are unique in each list.
    """
    _remove(rows, {row.key for row in wanted}, tell)
    _reorder(rows, wanted, tell)
    _insert(rows, wanted, tell)
    for at, row in enumerate(wanted):
        if rows[at] != row:
            rows[at] = row
            tell.changed(at)


def _remove(rows: list[R], keep: set[Hashable], tell: Changes) -> None:
    last = len(rows) - 1
    while last >= 0:
        first = last
        while first >= 0 and rows[first].key not in keep:
            first -= 1
        if first < last:
            tell.remove(first + 1, last)
            del rows[first + 1 : last + 1]
            tell.removed()
        last = first - 1


def _reorder(rows: list[R], wanted: Sequence[R], tell: Changes) -> None:
    kept = {row.key for row in rows}
    order = [row.key for row in wanted if row.key in kept]
    for to, key in enumerate(order):
        if rows[to].key != key:
            at = next(at for at in range(to + 1, len(rows)) if rows[at].key == key)
            tell.move(at, to)
            rows.insert(to, rows.pop(at))
            tell.moved()


def _insert(rows: list[R], wanted: Sequence[R], tell: Changes) -> None:
    kept = {row.key for row in rows}
    at = 0
    while at < len(wanted):
        end = at
        while end < len(wanted) and wanted[end].key not in kept:
            end += 1
        if end > at:
            tell.insert(at, end - 1)
            rows[at:at] = wanted[at:end]
            tell.inserted()
        at = end + 1
