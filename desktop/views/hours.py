"""A clinic's opening hours in words, on the clinic's own clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.models.items.format import local, time, weekday
from portal_protocol.offices import Hours
from portal_protocol.records import Clinic

translate = QCoreApplication.translate


def open_words(clinic: Clinic, now: datetime) -> str:
    """Whether the clinic is open now (`now` aware), and until or from when; "" without hours."""
    here = local(now, clinic.time_zone)
    clock = f"{here:%H:%M}"
    today = _on(clinic, here.weekday())
    current = next((h for h in today if h.opens <= clock < h.closes), None)
    if current is not None:
        words = translate("Hours", "Open today until {time}")
        return words.format(time=_time(current.closes, exact=True))
    later = next((h for h in today if clock < h.opens), None)
    if later is not None:
        words = translate("Hours", "Closed now, opens today at {time}")
        return words.format(time=_time(later.opens, exact=True))
    return _next_day(clinic, here)


def week_words(clinic: Clinic) -> str:
    """The hours of the week, days with the same hours together: Mon to Thu 8 AM to 5 PM, …"""
    groups: list[tuple[int, int, str]] = []
    for day in range(7):
        words = _day_words(_on(clinic, day))
        if not words:
            continue
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == words:
            groups[-1] = (groups[-1][0], day, words)
        else:
            groups.append((day, day, words))
    return ", ".join(f"{_days(first, last)} {words}" for first, last, words in groups)


def _on(clinic: Clinic, day: int) -> Sequence[Hours]:
    return sorted((h for h in clinic.hours if h.day == day), key=lambda h: h.opens)


def _next_day(clinic: Clinic, here: datetime) -> str:
    for ahead in range(1, 8):
        day = here + timedelta(days=ahead)
        hours = _on(clinic, day.weekday())
        if hours:
            words = (
                translate("Hours", "Closed now, opens tomorrow at {time}")
                if ahead == 1
                else translate("Hours", "Closed now, opens {day} at {time}")
            )
            return words.format(day=weekday(day.date()), time=_time(hours[0].opens, exact=True))
    return ""


def _day_words(hours: Sequence[Hours]) -> str:
    words = translate("Hours", "{opens} to {closes}")
    parts = (words.format(opens=_time(h.opens), closes=_time(h.closes)) for h in hours)
    return translate("Hours", " and ").join(parts)


def _days(first: int, last: int) -> str:
    names = [
        QLocale().standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)
        for day in (first, last)
    ]
    if first == last:
        return names[0]
    words = translate("Hours", "{first} to {last}")
    return words.format(first=names[0], last=names[1])


def _time(clock: str, *, exact: bool = False) -> str:
    try:
        hour, minute = clock.split(":")
        written = time(datetime(1970, 1, 1, int(hour), int(minute)))  # noqa: DTZ001 - a wall clock
    except ValueError:
        return clock
    twelve_hours = any(c.isalpha() for c in written)
    return written.replace(":00", "") if twelve_hours and not exact else written
