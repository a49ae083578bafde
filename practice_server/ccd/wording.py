"""Days, times and measures in the words of the narrative."""

from datetime import date, datetime, tzinfo
from typing import Final

from portal_protocol.charts import EntryStatus

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STATUS_WORDS: Final = {
    EntryStatus.ACTIVE: "Active",
    EntryStatus.INACTIVE: "Inactive",
    EntryStatus.RESOLVED: "Resolved",
}
_CM_PER_INCH: Final = 2.54
_POUNDS_PER_KG: Final = 2.20462


def day_words(day: date | None) -> str:
    """November 9, 2026; nothing for no day."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else ""


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The day of a moment by the clinic's calendar."""
    return in_zone(moment, zone).date()


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment by another clock; as it is where that clock would leave the calendar."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def moment_words(moment: datetime | None, zone: tzinfo) -> str:
    """The day of a moment by the clinic's calendar, in words."""
    return day_words(local_day(moment, zone)) if moment else ""


def span_words(start: date | None, end: date | None) -> str:
    """From a day to another, as far as they are known."""
    if start and end:
        return f"{day_words(start)} to {day_words(end)}"
    if end:
        return f"until {day_words(end)}"
    return f"since {day_words(start)}" if start else ""


def height_words(cm: float | None) -> str:
    """Centimetres, with feet and inches beside them."""
    if cm is None:
        return ""
    feet, inches = divmod(round(cm / _CM_PER_INCH), 12)
    return f"{number(cm)} cm ({feet} ft {inches} in)"


def weight_words(kg: float | None) -> str:
    """Kilograms, with pounds beside them."""
    return "" if kg is None else f"{number(kg)} kg ({round(kg * _POUNDS_PER_KG)} lb)"


def number(value: float) -> str:
    """With at most two decimals, none of them for nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
