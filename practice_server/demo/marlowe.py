"""The Marlowes' visits: six years that were treated, those booked, those that nobody sees."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from portal_protocol.records import AppointmentStatus, Confirmation, PatientId, Recall
from practice_server.demo import office, people, treatments
from practice_server.demo.days import Days, clock, next_month
from practice_server.demo.office import CLINICS
from practice_server.demo.treatments import Treatment
from practice_server.demo.visits import CLOCK, SCHEDULED, SIX_YEARS, Routine, Visit, numbered, past

_ROUTINES: Final = (
    Routine(people.ELENA, treatments.CHECK_UP, 182, SIX_YEARS, -200),
    Routine(people.ELENA, treatments.EXAM_X_RAYS, 365, -2120, -300),
    Routine(people.JONAS, treatments.GUMS, 91, SIX_YEARS + 5, -180),
    Routine(people.JONAS, treatments.EXAM_X_RAYS, 365, -2060, -240),
    Routine(people.IVY, treatments.CHILD_CHECK_UP, 182, SIX_YEARS + 20, -190),
    Routine(people.THEO, treatments.TEEN_CHECK_UP, 182, SIX_YEARS + 20, -190, "mesa"),
    Routine(people.THEO, treatments.BRACES_CHECK, 30, -1110, -170, "mesa"),
    Routine(people.THEO, treatments.BRACES, 1, -1130, -1130, "mesa"),
    Routine(people.JONAS, treatments.filling(30), 1, -1980, -1980),
    Routine(people.JONAS, treatments.root_canal(30), 1, -1460, -1460),
    Routine(people.JONAS, treatments.crown(30), 1, -1425, -1425),
    Routine(people.JONAS, treatments.crown_fitting(30), 1, -1404, -1404),
    Routine(people.ELENA, treatments.filling(18), 1, -1745, -1745),
    Routine(people.ELENA, treatments.filling(4), 1, -480, -480),
    Routine(people.IVY, treatments.filling(12), 1, -610, -610),
)


def visits(days: Days, dice: Random) -> list[Visit]:
    """All visits of the family, each with its id."""
    return numbered(
        (
            *past(days, dice, _ROUTINES),
            *_recent(days),
            *_upcoming(days),
            *_never_shown(days, dice),
        )
    )


def recalls(days: Days) -> list[Recall]:
    """Elena's is due and not booked; the others are booked or far away (APPT-3)."""
    due = days.today.replace(day=1)
    later = next_month(due + timedelta(days=180))
    return [
        _recall(people.ELENA, due, booked=False),
        _recall(people.JONAS, later, booked=False),
        _recall(people.IVY, days.day(3), booked=True),
        _recall(people.THEO, days.day(22), booked=True),
        _recall(people.GRACE, next_month(days.day(-90)), booked=False),
    ]


def _recall(patient: PatientId, due: date, *, booked: bool) -> Recall:
    clinic = "mesa" if patient in {people.THEO, people.GRACE} else "pier"
    return Recall(
        id=f"{patient}-recall",
        patient=patient,
        at=clock(due, "00:00", CLINICS[clinic].time_zone),
        description="Cleaning and exam",
        length_minutes=60,
        clinic=clinic,
        scheduled=booked,
    )


def _recent(days: Days) -> Iterator[Visit]:
    """The treated visits of the last half year."""
    yield Visit(people.ELENA, days.office_day(-159), "10:00", treatments.CHECK_UP)
    yield Visit(people.IVY, days.office_day(-54), "15:30", treatments.SEALANTS)
    yield Visit(people.JONAS, days.office_day(-40), "09:00", treatments.filling(19))
    yield Visit(people.ELENA, days.office_day(-19), "11:00", treatments.EXAM_X_RAYS)


def _upcoming(days: Days) -> Iterator[Visit]:
    """What is booked: one asked, one confirmed, two of one person on one day asked together."""
    asked, confirmed = Confirmation.ASKED, Confirmation.CONFIRMED
    ivy = _booked(people.IVY, days.office_day(3), "15:30", treatments.CHILD_CHECK_UP)
    yield replace(ivy, confirmation=asked)
    crown = _booked(people.ELENA, days.office_day(9), "09:00", treatments.crown(14))
    yield replace(crown, confirmation=confirmed)
    exam = replace(treatments.EXAM_X_RAYS, name="Exam and X-rays", provider=office.RENWICK)
    yield _booked(people.JONAS, days.office_day(15), "14:00", exam)
    for at, treatment in (("15:00", treatments.BRACES_CHECK), ("15:40", treatments.TEEN_CHECK_UP)):
        theo = _booked(people.THEO, days.office_day(22), at, treatment)
        yield replace(theo, clinic="mesa", confirmation=asked)
    yield _booked(people.ELENA, days.office_day(30), "09:30", treatments.crown_fitting(14))


def _booked(patient: PatientId, day: date, at: str, treatment: Treatment) -> Visit:
    return Visit(patient, day, at, treatment, status=SCHEDULED)


def _never_shown(days: Days, dice: Random) -> Iterator[Visit]:
    """Broken, planned, unscheduled visits and notes, of each person (reference 63)."""
    for patient in (people.ELENA, people.JONAS, people.IVY, people.THEO):
        for offset in (*range(-2000, 0, 240), 10):
            broken = Visit(
                patient, days.office_day(offset), dice.choice(CLOCK), treatments.CHECK_UP
            )
            yield replace(broken, status=AppointmentStatus.BROKEN)
        undated = Visit(patient, None, "", treatments.filling(20))
        yield replace(undated, status=AppointmentStatus.PLANNED)
        yield replace(undated, status=AppointmentStatus.UNSCHEDULED)
        note = replace(undated, day=days.office_day(12), at="08:00")
        yield replace(note, status=AppointmentStatus.NOTE)
    cancelled = Visit(people.JONAS, days.office_day(-173), "13:30", treatments.CHECK_UP)
    yield replace(cancelled, status=AppointmentStatus.BROKEN)
