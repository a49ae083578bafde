"""Moments that a clock of any zone can show, and lengths, for both sides."""

from datetime import datetime
from functools import cache
from typing import Annotated, get_args, get_type_hints

from msgspec import Meta, Struct

Minutes = Annotated[int, Meta(ge=0, le=10_000)]
"""A length that a visit can have: up to about a week."""

BEFORE, AFTER = 1, 9999
"""The first and the last year of the calendar: their edges have no local time everywhere."""


def showable(at: datetime) -> bool:
    """Whether this moment has a date and a time in every zone."""
    return BEFORE < at.year < AFTER


class Timed(Struct, frozen=True):
    """What may hold moments: one that cannot be shown is refused when it is decoded."""

    def __post_init__(self) -> None:
        for name in _times_of(type(self)):
            at: datetime | None = getattr(self, name)
            if at is not None and not showable(at):
                raise ValueError(f"a time is after the year {BEFORE} and before the year {AFTER}")


@cache
def _times_of(kind: type[Struct]) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(name for name, hint in hints.items() if datetime in (hint, *get_args(hint)))
