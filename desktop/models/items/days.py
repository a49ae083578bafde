"""Days as a person types them (SUM-6)."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def parsed_day(text: str) -> date | None:
    """A day as a person types it, by the locale or as 2026-10-21.

    None for nothing; raises `ValueError` for what is no day.
    """
    text = text.strip()
    if not text:
        return None
    locale = QLocale()
    for form in (day_pattern(), "yyyy-MM-dd"):
        day = locale.toDate(text, form)
        if day.isValid():
            return date(day.year(), day.month(), day.day())
    raise ValueError("no day")


def day_pattern() -> str:
    """How days are typed here, the year with four digits: M/d/yyyy."""
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return form if "yyyy" in form else form.replace("yy", "yyyy")


def typed_day(day: date | None) -> str:
    """A day as it is typed, "" for none."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_pattern()) if day else ""
