"""The visits of the demo practice."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Confirmation,
    Person,
    Practice,
    Recall,
)
from practice_server.demo import marlowe, people
from practice_server.demo.days import Days
from practice_server.demo.office import CLINICS
from practice_server.demo.practice import SEED, DemoPractice
from practice_server.demo.visits import appointment
from tests.practice_server.demo.conftest import TODAY

SHOWN = {AppointmentStatus.SCHEDULED, AppointmentStatus.COMPLETE}


def zones(practice: DemoPractice) -> dict[str, ZoneInfo]:
    (office,) = [item for item in practice.items if isinstance(item, Practice)]
    return {clinic.id: ZoneInfo(clinic.time_zone) for clinic in office.clinics}


def visits(practice: DemoPractice) -> list[Appointment]:
    return [item for item in practice.items if isinstance(item, Appointment)]


def upcoming(practice: DemoPractice) -> list[Appointment]:
    booked = [
        visit
        for visit in visits(practice)
        if visit.status is AppointmentStatus.SCHEDULED and (visit.patient or "").startswith("marl")
    ]
    return sorted(booked, key=lambda visit: str(visit.at))


@pytest.mark.rule("APPT-1")
def test_each_marlowe_has_visits_of_every_status(practice: DemoPractice) -> None:
    for patient in (people.ELENA, people.JONAS, people.IVY, people.THEO):
        statuses = {visit.status for visit in visits(practice) if visit.patient == patient}
        assert statuses == set(AppointmentStatus)


@pytest.mark.rule("APPT-1")
def test_treated_visits_go_back_six_years_and_booked_ones_ahead(practice: DemoPractice) -> None:
    treated = [
        v.at.date() for v in visits(practice) if v.status is AppointmentStatus.COMPLETE and v.at
    ]
    assert min(treated) < date(2021, 1, 1)
    assert max(treated) < TODAY
    assert all(visit.at and visit.at.date() > TODAY for visit in upcoming(practice))


@pytest.mark.rule("APPT-3")
def test_the_next_visits_are_those_of_the_page(practice: DemoPractice) -> None:
    zone = zones(practice)
    found = [
        (visit.at.astimezone(zone[visit.clinic]).strftime("%a %b %d %H:%M"), visit.patient)
        for visit in upcoming(practice)
        if visit.at
    ]
    assert found == [
        ("Thu Nov 12 15:30", people.IVY),
        ("Wed Nov 18 09:00", people.ELENA),
        ("Tue Nov 24 14:00", people.JONAS),
        ("Tue Dec 01 15:00", people.THEO),
        ("Tue Dec 01 15:40", people.THEO),
        ("Wed Dec 09 09:30", people.ELENA),
    ]
    asked = [
        visit.patient for visit in upcoming(practice) if visit.confirmation is Confirmation.ASKED
    ]
    assert asked == [people.IVY, people.THEO, people.THEO]
    assert upcoming(practice)[1].confirmation is Confirmation.CONFIRMED


@pytest.mark.rule("APPT-4")
def test_some_asked_visit_has_a_status_that_answers_never_overwrite(practice: DemoPractice) -> None:
    (office,) = [item for item in practice.items if isinstance(item, Practice)]
    kept = [v for v in visits(practice) if v.practice_status in office.kept_statuses]
    assert kept
    assert {visit.confirmation for visit in kept} == {Confirmation.ASKED}


@pytest.mark.rule("APPT-3")
def test_elenas_recall_is_due_this_month_and_not_booked(practice: DemoPractice) -> None:
    (recall,) = [i for i in practice.items if isinstance(i, Recall) and i.patient == people.ELENA]
    assert recall.at is not None
    assert recall.at.astimezone(zones(practice)["pier"]).date() == date(2026, 11, 1)
    assert not recall.scheduled
    assert recall.length_minutes == 60


def outside_hours(appointments: list[Appointment]) -> list[str]:
    """The ids of visits that do not fit into the opening hours of their clinic."""
    wrong = []
    for visit in appointments:
        clinic = CLINICS[visit.clinic]
        if not visit.at or visit.status not in SHOWN:
            continue
        start = visit.at.astimezone(ZoneInfo(clinic.time_zone))
        end = start + timedelta(minutes=visit.length_minutes or 0)
        hours = [hours for hours in clinic.hours if hours.day == start.weekday()]
        first, last = start.strftime("%H:%M"), end.strftime("%H:%M")
        if not any(one.opens <= first < last <= one.closes for one in hours):
            wrong.append(visit.id)
    return wrong


@pytest.mark.parametrize("ahead", range(7))
def test_on_any_weekday_visits_fall_into_opening_hours(ahead: int) -> None:
    days = Days(TODAY + timedelta(days=ahead))
    made = [appointment(visit) for visit in marlowe.visits(days, Random(SEED))]
    assert outside_hours(made) == []


def test_all_visits_fall_into_opening_hours(practice: DemoPractice) -> None:
    assert outside_hours(visits(practice)) == []


def test_a_clinic_in_another_zone_is_used_by_the_family(practice: DemoPractice) -> None:
    used = Counter(visit.clinic for visit in visits(practice) if visit.patient == people.THEO)
    assert used["mesa"] > 10


def test_archived_and_other_hidden_persons_have_visits_that_could_leak(
    practice: DemoPractice,
) -> None:
    hers = [i for i in practice.items if isinstance(i, Person) and i.guarantor == people.GRACE]
    with_visits = {visit.patient for visit in visits(practice)}
    assert {person.id for person in hers} <= with_visits
