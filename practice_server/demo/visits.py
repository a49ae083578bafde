"""Visits of the demo practice and how they become records."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from portal_protocol.records import Appointment, AppointmentStatus, Confirmation, PatientId
from practice_server.demo import treatments
from practice_server.demo.days import Days, clock
from practice_server.demo.office import CLINICS, KEPT_STATUS
from practice_server.demo.treatments import Treatment

SIX_YEARS: Final = -2190
CLOCK: Final = ("09:00", "09:40", "10:20", "11:00", "13:30", "14:00", "14:50", "15:30")

SCHEDULED = AppointmentStatus.SCHEDULED


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit before it is a record; `day` and `at` (HH:MM) are by the clinic's clocks."""

    patient: PatientId
    day: date | None
    at: str
    treatment: Treatment
    clinic: str = "pier"
    status: AppointmentStatus = AppointmentStatus.COMPLETE
    confirmation: Confirmation = Confirmation.NOT_ASKED
    practice_status: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Routine:
    """A visit that comes again every so many days, from `first` to `last` days before today."""

    patient: PatientId
    treatment: Treatment
    every: int
    first: int
    last: int
    clinic: str = "pier"


def past(days: Days, dice: Random, routines: tuple[Routine, ...]) -> Iterator[Visit]:
    """The treated visits of `routines`; which there are does not depend on the weekday."""
    for routine in routines:
        for offset in range(routine.first, routine.last + 1, routine.every):
            near = offset + (dice.randint(-6, 6) if routine.every > 1 else 0)
            at = dice.choice(CLOCK)
            if not quiet(near):
                day = days.office_day(near)
                yield Visit(routine.patient, day, at, routine.treatment, routine.clinic)


def numbered(visits: Iterable[Visit]) -> list[Visit]:
    """The same visits with ids, which stay when the demo is fed again on another day."""
    counts: Counter[PatientId] = Counter()
    result = []
    for visit in visits:
        counts[visit.patient] += 1
        result.append(replace(visit, id=f"{visit.patient}-visit-{counts[visit.patient]:03}"))
    return result


def quiet(offset: int) -> bool:
    """No visits shortly before statements that show a settled account."""
    return -340 <= offset <= -305 or -158 <= offset <= -56


def appointment(visit: Visit) -> Appointment:
    """The record of a visit (APPT-2)."""
    zone = CLINICS[visit.clinic].time_zone
    start = clock(visit.day, visit.at, zone) if visit.day else None
    return Appointment(
        id=visit.id,
        patient=visit.patient,
        at=start,
        status=visit.status,
        description=visit.treatment.name,
        provider=visit.treatment.provider.id,
        clinic=visit.clinic,
        confirmation=visit.confirmation,
        practice_status=visit.practice_status,
        length_minutes=visit.treatment.minutes,
        arrive_at=start - timedelta(minutes=10) if start and visit.status is SCHEDULED else None,
        bring=visit.treatment.bring if visit.status is SCHEDULED else "",
    )


def kept_visit(days: Days, patient: PatientId, clinic: str) -> Visit:
    """A visit to come whose status an answer never overwrites (reference 74)."""
    return Visit(
        patient,
        days.office_day(6),
        "10:20",
        treatments.EXAM_X_RAYS,
        clinic=clinic,
        status=SCHEDULED,
        confirmation=Confirmation.ASKED,
        practice_status=KEPT_STATUS,
    )
