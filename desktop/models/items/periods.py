"""The times that past visits can be narrowed to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

YEARS = 6


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to before `until`, aware UTC; neither for all dates. `name` is "" for all."""

    name: str = ""
    since: datetime | None = None
    until: datetime | None = None


def all_dates() -> str:
    """The word for no limit."""
    return translate("Periods", "All dates")


def periods(today: date) -> tuple[Period, ...]:
    """All dates, the last twelve months, this year and the years before it."""
    year_ago = today - timedelta(days=365)
    last = Period(translate("Periods", "Last 12 months"), since=_midnight(year_ago))
    years = tuple(
        Period(str(year), _midnight(date(year, 1, 1)), _midnight(date(year + 1, 1, 1)))
        for year in range(today.year, today.year - YEARS, -1)
    )
    return (Period(), last, *years)


def _midnight(day: date) -> datetime:
    """The start of a day on this computer's clock, which is near enough for a filter."""
    return datetime(day.year, day.month, day.day).astimezone(UTC)
