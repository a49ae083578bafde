from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop.models.items import format as written

AT = datetime(2026, 11, 12, 20, 30, tzinfo=UTC)
NBSP = "\u00a0"


@pytest.mark.rule("HEAD-5")
@pytest.mark.parametrize(
    ("locale", "day", "short", "amount"),
    [
        ("en_US", "Nov 12, 2026", "Nov 12", "−$1,342.60"),
        ("en_GB", "12 Nov 2026", "12 Nov", "−$1,342.60"),
        ("de_DE", "12. Nov. 2026", "12. Nov.", f"−1.342,60{NBSP}USD"),
        ("fr_CA", "12 nov. 2026", "12 nov.", f"−1{NBSP}342,60{NBSP}USD"),
        ("ja_JP", "2026年11月12日", "11月12日", "−USD1,342.60"),
        ("C", "12 Nov 2026", "12 Nov", "−$1,342.60"),
    ],
)
def test_dates_and_money_are_written_as_the_locale_writes_them(locale, day, short, amount):
    QLocale.setDefault(QLocale(locale))
    assert written.day(AT.date()) == day
    assert written.day_of_year(AT.date()) == short
    assert written.money(-134260, "USD") == amount


@pytest.mark.rule("HEAD-5")
def test_the_clinics_zone_is_named_only_when_its_clock_differs():
    assert written.clock(AT, "America/New_York") == f"3:30{NBSP}PM"
    assert written.clock(AT, "America/Detroit") == f"3:30{NBSP}PM"
    assert written.clock(AT, "America/Denver") == f"1:30{NBSP}PM Mountain Time"


def test_an_unknown_zone_is_taken_as_the_computers():
    assert written.clock(AT, "Nowhere/At_All") == f"3:30{NBSP}PM"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Today"),
        (1, "Tomorrow"),
        (-1, "Yesterday"),
        (7, "Thu, Nov 19"),
        (60, "Mon, Jan 11"),
        (61, "Jan 12, 2027"),
    ],
)
def test_near_days_have_names_and_weekdays(days, said):
    today = date(2026, 11, 12)
    assert written.near_day(today + timedelta(days=days), today) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "just now"), (120, "2 min ago"), (7300, "2 h ago"), (7 * 3600, f"8:30{NBSP}AM")],
)
def test_a_moment_ago_is_said_in_words(seconds, said):
    assert written.ago(AT - timedelta(seconds=seconds), AT) == said


def test_a_moment_of_another_day_names_the_day():
    assert written.moment(AT - timedelta(days=1), AT) == f"Yesterday, 3:30{NBSP}PM"


def test_lengths_over_two_hours_are_in_hours():
    assert [written.minutes(one) for one in (50, 90, 120, 150)] == [
        "50 min",
        "90 min",
        "2 h",
        "2 h 30 min",
    ]
