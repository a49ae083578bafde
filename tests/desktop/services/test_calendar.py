from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from desktop.services.calendar import calendar
from portal_protocol.records import Appointment, AppointmentStatus, Clinic, Practice
from portal_protocol.zones import zone_of

PIER = Clinic(
    id="pier", name="Pier Street", time_zone="America/Halifax", address=("12 Pier Street", "Harbor")
)
ODD = Clinic(id="odd", name="Odd", time_zone="Mars/Olympus")
PRACTICE = Practice(id="practice", name="Harbor Family Dental", clinics=(PIER, ODD))
WINTER = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)


def visit(name: str, at: datetime | None, **more: object) -> Appointment:
    fields = {"clinic": "pier", "length_minutes": 40, "description": "Crown, molar"} | more
    return Appointment(id=name, at=at, **fields)  # type: ignore[arg-type]


def read(visits: list[Appointment]) -> tuple[str, Any]:
    data = calendar(visits, PRACTICE, lambda _visit: "Appointment, Harbor Family Dental")
    return data.decode(), Calendar.from_ical(data)


@pytest.mark.rule("APPT-5")
def test_a_visit_is_in_its_clinics_time_zone_with_nothing_about_health():
    text, book = read([visit("v1", WINTER)])
    (event,) = book.walk("VEVENT")
    assert event["dtstart"].params["TZID"] == "America/Halifax"
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=40)
    assert str(event["location"]) == "Pier Street, 12 Pier Street, Harbor"
    assert [zone["tzid"] for zone in book.walk("VTIMEZONE")] == ["America/Halifax"]
    assert "Crown" not in text
    assert "v1" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.rule("APPT-5")
def test_all_visits_that_are_still_to_come_and_each_keeps_its_name():
    gone = visit("v2", WINTER, status=AppointmentStatus.COMPLETE)
    visits = [
        visit("v1", WINTER),
        gone,
        visit("v3", None),
        visit("v4", WINTER + timedelta(days=200)),
    ]
    _, book = read(visits)
    _, again = read([visit("v1", WINTER + timedelta(hours=2))])
    events = book.walk("VEVENT")
    assert len(events) == 2
    assert len({str(event["uid"]) for event in events}) == 2
    assert again.walk("VEVENT")[0]["uid"] == events[0]["uid"]
    assert events[1]["dtstart"].dt.hour == 10  # summer time


@pytest.mark.parametrize("name", ["Mars/Olympus", "America", "../etc/passwd", ""])
def test_a_name_of_no_zone_is_utc(name: str):
    assert zone_of(name) is UTC


def test_an_unknown_zone_or_clinic_still_gives_the_right_moment():
    _, book = read([visit("v1", WINTER, clinic="odd"), visit("v2", WINTER, clinic="none")])
    assert [event["dtstart"].dt.astimezone(UTC) for event in book.walk("VEVENT")] == [WINTER] * 2


@pytest.mark.rule("APPT-5")
def test_a_longer_text_is_there_only_when_asked_for():
    data = calendar(
        [visit("v1", WINTER)], PRACTICE, lambda _: "t", describe=lambda v: v.description
    )
    assert "Crown" in data.decode()
