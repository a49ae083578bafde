"""Moments that a clock of any zone can show, for both sides."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import astuple

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
