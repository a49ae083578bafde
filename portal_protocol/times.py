"""Moments that a clock of any zone can show, and lengths, for both sides."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import astuple

Minutes = Annotated[int, Meta(ge=0, le=10_000)]
"""A length that a visit can have: up to about a week."""

BEFORE, AFTER = 1, 9999
"""The first and the last year of the calendar: their edges have no local time everywhere."""


def showable(at: datetime) -> bool:
    """Whether this moment has a date and a time in every zone."""
    return BEFORE < at.year < AFTER


def check_times(one: Struct) -> None:
    """Raise `ValueError` when a moment in one of the fields cannot be shown."""
    for value in astuple(one):
        if isinstance(value, datetime) and not showable(value):
            raise ValueError(f"a time is after the year {BEFORE} and before the year {AFTER}")
