"""Dates, times, zones and money as the system's locale writes them (HEAD-5). QtCore only.

Every function takes aware UTC times and the clinic's IANA zone; amounts are integer cents.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime, QTimeZone

translate = QCoreApplication.translate

MINUS = "−"
SYMBOLS = {"USD": "$", "CAD": "$", "AUD": "$", "EUR": "€", "GBP": "£"}
Form = QLocale.FormatType


def money(cents: int, currency: str) -> str:
    """An amount with the practice's currency and a true minus sign."""
    locale = QLocale()
    symbol = currency
    if locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == currency:
        symbol = locale.currencySymbol()
    elif locale.language() in (QLocale.Language.English, QLocale.Language.C):
        symbol = SYMBOLS.get(currency, currency)
    if locale.language() == QLocale.Language.C:  # no settings at all: as in English
        locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    text = locale.toCurrencyString(abs(cents) / 100, symbol, 2)
    return f"{MINUS}{text}" if cents < 0 else text


def local(at: datetime, zone: str) -> datetime:
    """`at` on the clinic's clock; an unknown zone is taken as the computer's."""
    try:
        return at.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        return at.astimezone()


@lru_cache(maxsize=16)
def _pattern(locale: str, *, year: bool, weekday: bool) -> str:
    """The locale's long date with the month shortened, without what is not wanted."""
    pattern = QLocale(locale).dateFormat(Form.LongFormat).replace("MMMM", "MMM")
    if not weekday:
        pattern = re.sub(r"[,،\s]*dddd[,،]?\s*", "", pattern)
    if not year:
        pattern = re.sub(r"('[^']*'|[,،.\s])*y+[.年]?", "", pattern)
    return pattern.replace("dddd", "ddd").strip(" ,،")


def _written(day: date, *, year: bool, weekday: bool) -> str:
    locale = QLocale()
    pattern = _pattern(locale.name(), year=year, weekday=weekday)
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def day(value: date) -> str:
    """Nov 12, 2026, or 12 Nov 2026."""
    return _written(value, year=True, weekday=False)


def day_of_year(value: date) -> str:
    """Nov 12."""
    return _written(value, year=False, weekday=False)


def day_beside(value: date, own: date) -> str:
    """A day beside a date that is shown: the year is named only where it is another."""
    return day_of_year(value) if value.year == own.year else day(value)


def weekday(value: date) -> str:
    """Thursday."""
    return QLocale().standaloneDayName(value.isoweekday(), Form.LongFormat)


def full_day(value: date) -> str:
    """Thursday, November 12, 2026: for titles and for reading aloud."""
    return QLocale().toString(QDate(value.year, value.month, value.day), Form.LongFormat)


def near_day(value: date, today: date) -> str:
    """Today, Tomorrow, Yesterday, Thu, Nov 12 within 60 days, else with the year."""
    named = {
        today: translate("Dates", "Today"),
        today + timedelta(days=1): translate("Dates", "Tomorrow"),
        today - timedelta(days=1): translate("Dates", "Yesterday"),
    }
    return named.get(value) or _near(value, today)


def near_day_within(value: date, today: date) -> str:
    """As `near_day`, in the middle of a sentence: today, tomorrow, yesterday."""
    named = {
        today: translate("Dates", "today"),
        today + timedelta(days=1): translate("Dates", "tomorrow"),
        today - timedelta(days=1): translate("Dates", "yesterday"),
    }
    return named.get(value) or _near(value, today)


def _near(value: date, today: date) -> str:
    soon = abs((value - today).days) <= 60
    return _written(value, year=not soon, weekday=soon)


def month(value: date) -> str:
    """Nov: the upper line of a calendar leaf."""
    return QLocale().standaloneMonthName(value.month, Form.ShortFormat)


def month_name(value: date, today: date) -> str:
    """December, or December 2027 when that is another year."""
    name = QLocale().standaloneMonthName(value.month, Form.LongFormat)
    return name if value.year == today.year else f"{name} {value.year}"


def time(at: datetime) -> str:
    """The time of day as the system writes it; give it a local time (see `local`)."""
    return (
        QLocale().toString(QTime(at.hour, at.minute), Form.ShortFormat).replace("\u202f", "\u00a0")
    )


def number(value: int) -> str:
    """A count with the locale's digits and grouping."""
    return QLocale().toString(value)


def zone_name(at: datetime, zone: str) -> str:
    """The clinic's zone in words when its clock is not the computer's at that moment, else ""."""
    if local(at, zone).utcoffset() == at.astimezone().utcoffset():
        return ""
    return _zone_words(zone, QLocale().name())


@lru_cache(maxsize=64)
def _zone_words(zone: str, locale: str) -> str:
    known = QTimeZone(zone.encode())
    if not known.isValid():
        return zone
    kind, form = QTimeZone.TimeType.GenericTime, QTimeZone.NameType.LongName
    return known.displayName(kind, form, QLocale(locale)).replace(" Standard Time", " Time")


def own_zone() -> str:
    """The computer's own zone in words: Eastern Time."""
    return _zone_words(bytes(QTimeZone.systemTimeZoneId().data()).decode(), QLocale().name())


def clock(at: datetime, zone: str) -> str:
    """The time at the clinic, its zone named when it differs (HEAD-5)."""
    name, written = zone_name(at, zone), time(local(at, zone))
    return f"{written} {name}" if name else written


def minutes(length: int) -> str:
    """A length: 50 min, 1 h 30 min."""
    if length < 120:
        return translate("Dates", "%n min", "", length)
    hours, rest = divmod(length, 60)
    written = translate("Dates", "%n h", "", hours)
    return f"{written} {minutes(rest)}" if rest else written


def ahead(at: datetime, now: datetime) -> bool:
    """Whether a moment that was has yet to come: the computer's clock was set back (OFF-6)."""
    return at - now > timedelta(minutes=2)


def ago(at: datetime, now: datetime) -> str:
    """Just now, 2 min ago, 3 h ago, else `moment`."""
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return translate("Dates", "just now")
    if seconds < 3600:
        return translate("Dates", "%n min ago", "", int(seconds // 60))
    if seconds < 6 * 3600:
        return translate("Dates", "%n h ago", "", int(seconds // 3600))
    return moment(at, now)


def moment(at: datetime, now: datetime) -> str:
    """A moment on the computer's clock: 8:14 AM, or with its day when that is not today."""
    here, today = at.astimezone(), now.astimezone().date()
    if here.date() == today:
        return time(here)
    return f"{near_day(here.date(), today)}, {time(here)}"
