"""Visits as an iCalendar file (RFC 5545) for the patient's own calendar (APPT-5)."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from icalendar import Calendar, Event

from portal_protocol.records import Appointment, AppointmentStatus, Clinic, Practice
from portal_protocol.zones import zone_of

PRODUCT = "-//Patient Portal//Visits//EN"


def calendar(
    visits: Iterable[Appointment],
    practice: Practice,
    title: Callable[[Appointment], str],
    *,
    describe: Callable[[Appointment], str] | None = None,
) -> bytes:
    """The scheduled visits in their clinics' time zones, as bytes of an .ics file.

    `title` is what the calendar shows; the record's own description, provider and person are in
    the file only if the caller's words hold them. `describe` adds a longer text when asked for.
    The same visit keeps its UID, so that importing it again moves it instead of doubling it.
    """
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    clinics = {clinic.id: clinic for clinic in practice.clinics}
    for visit in visits:
        if visit.at is not None and visit.status is AppointmentStatus.SCHEDULED:
            event = _event(visit, visit.at, clinics.get(visit.clinic), practice)
            event.add("summary", title(visit))
            if describe is not None:
                event.add("description", describe(visit))
            book.add_component(event)
    book.add_missing_timezones()
    return bytes(book.to_ical())


def _event(visit: Appointment, start: datetime, clinic: Clinic | None, practice: Practice) -> Event:
    event = Event()
    event.add("uid", _uid(visit, practice))
    event.add("dtstamp", datetime.now(UTC))
    local = start.astimezone(_zone(clinic))
    event.add("dtstart", local)
    if visit.length_minutes:
        end = (start + timedelta(minutes=visit.length_minutes)).astimezone(_zone(clinic))
        event.add("dtend", end)
    if clinic is not None:
        event.add("location", ", ".join((clinic.name, *clinic.address)))
    event.add("class", "PRIVATE")
    return event


def _zone(clinic: Clinic | None) -> tzinfo:
    return zone_of(clinic.time_zone if clinic else "UTC")


def _uid(visit: Appointment, practice: Practice) -> str:
    """The same for the same visit, and no number of the practice's own system."""
    told = hashlib.sha256(f"{practice.name}\n{visit.id}".encode()).hexdigest()
    return f"{told[:32]}@patient-portal"
