"""The charts of the demo's persons: their health, and what the practice did and is going to do."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from portal_protocol.charts import (
    Abnormal,
    Allergy,
    AnyEntry,
    Chart,
    Encounter,
    EntryStatus,
    FunctionalStatus,
    Immunization,
    LabResult,
    Medication,
    PlannedActivity,
    Problem,
    Procedure,
    SocialHistory,
    VitalSigns,
)
from portal_protocol.coding import Concept
from portal_protocol.records import AppointmentStatus
from practice_server.demo import concepts, treatments
from practice_server.demo.days import Days, clock
from practice_server.demo.histories import HISTORIES, History, Medicine, Since
from practice_server.demo.office import CLINICS, PIER
from practice_server.demo.visits import Visit

ROUTINE: Final = frozenset(
    {treatments.CHECK_UP.name, treatments.BRACES_CHECK.name, treatments.GUMS.name}
)
"""Visits that come again and again, of which a summary does not tell one by one."""
MEASURED_AT: Final = "09:05"
_TOOTH: Final = re.compile(r"(?P<what>.*), (?P<tooth>tooth \d+)")


def charts(days: Days, booked: Iterable[Visit]) -> list[AnyEntry]:
    """All entries of all charts."""
    visits = list(booked)
    return [entry for history in HISTORIES for entry in _chart(history, days, visits)]


def _chart(history: History, days: Days, visits: list[Visit]) -> Iterator[AnyEntry]:
    yield Chart(
        id=history.patient,
        patient=history.patient,
        race=history.race,
        ethnicity=concepts.NOT_HISPANIC,
        language=history.language,
        address=history.address,
    )
    yield from _conditions(history, days)
    yield from _medicines(history, days)
    yield from _findings(history, days)
    yield from _habits(history, days)
    for visit in visits:
        if visit.patient == history.patient and visit.day is not None:
            yield from _of_visit(visit)


def _conditions(history: History, days: Days) -> Iterator[AnyEntry]:
    who = history.patient
    for number, each in enumerate(history.conditions, start=1):
        yield Problem(
            id=f"{who}-problem-{number}",
            patient=who,
            condition=each.what,
            status=_status(each, EntryStatus.RESOLVED),
            started=days.day(each.start),
            ended=None if each.end is None else days.office_day(each.end),
        )
    for number, allergy in enumerate(history.allergies, start=1):
        yield Allergy(
            id=f"{who}-allergy-{number}",
            patient=who,
            substance=allergy.what,
            type=allergy.type,
            reaction=allergy.shows,
            started=days.day(allergy.start),
        )


def _medicines(history: History, days: Days) -> Iterator[AnyEntry]:
    who = history.patient
    for number, each in enumerate(history.medicines, start=1):
        yield Medication(
            id=f"{who}-medication-{number}",
            patient=who,
            drug=each.what,
            directions=each.directions,
            status=_status(each, EntryStatus.INACTIVE),
            started=days.day(each.start),
            ended=None if each.end is None else days.day(each.end),
            indication=each.reason,
            fill_instructions=each.fill,
        )
    for number, (vaccine, on) in enumerate(history.vaccines, start=1):
        yield Immunization(
            id=f"{who}-immunization-{number}", patient=who, vaccine=vaccine, given=days.day(on)
        )


def _findings(history: History, days: Days) -> Iterator[AnyEntry]:
    who = history.patient
    for number, test in enumerate(history.tests, start=1):
        yield LabResult(
            id=f"{who}-result-{number}",
            patient=who,
            test=test.what,
            value=test.value,
            unit=test.unit,
            flag=Abnormal.HIGH if test.high else Abnormal.NORMAL,
            performed=days.day(test.on),
        )
    for number, signs in enumerate(history.measured, start=1):
        yield VitalSigns(
            id=f"{who}-signs-{number}",
            patient=who,
            measured=clock(days.office_day(signs.on), MEASURED_AT, PIER.time_zone),
            height_cm=signs.cm,
            weight_kg=signs.kg,
            systolic=signs.systolic,
            diastolic=signs.diastolic,
        )


def _habits(history: History, days: Days) -> Iterator[AnyEntry]:
    who = history.patient
    yield SocialHistory(
        id=f"{who}-smoking",
        patient=who,
        element=concepts.SMOKING,
        description=history.smoking.what,
        smoking=True,
        started=days.day(history.smoking.start),
    )
    if history.alcohol:
        yield SocialHistory(
            id=f"{who}-alcohol",
            patient=who,
            element=concepts.ALCOHOL,
            description=Concept(history.alcohol),
        )
    for words, cognitive in ((history.able, False), (history.minded, True)):
        if words:
            yield FunctionalStatus(
                id=f"{who}-{'mind' if cognitive else 'body'}",
                patient=who,
                condition=Concept(words),
                cognitive=cognitive,
            )


def _of_visit(visit: Visit) -> Iterator[AnyEntry]:
    """What was done at a visit, or what is planned for it."""
    told = visit.treatment
    if visit.status is AppointmentStatus.SCHEDULED:
        yield PlannedActivity(
            id=f"{visit.id}-planned",
            patient=visit.patient,
            activity=Concept(told.name),
            planned=visit.day,
        )
    if visit.status is not AppointmentStatus.COMPLETE or visit.day is None:
        return
    if told.name not in ROUTINE:
        yield Encounter(
            id=f"{visit.id}-encounter",
            patient=visit.patient,
            observation=Concept(told.name),
            performer=told.provider.name,
            at=clock(visit.day, visit.at, CLINICS[visit.clinic].time_zone),
        )
    for number, procedure in enumerate(told.procedures):
        named = _TOOTH.fullmatch(procedure.name)
        code = concepts.DENTAL.get(named["what"] if named else procedure.name)
        if code is not None:
            yield Procedure(
                id=f"{visit.id}-procedure-{number}",
                patient=visit.patient,
                procedure=concepts.cdt(named["what"] if named else procedure.name, code),
                site=Concept(named["tooth"].capitalize()) if named else None,
                done=visit.day,
            )


def _status(each: Since | Medicine, over: EntryStatus) -> EntryStatus:
    return EntryStatus.ACTIVE if each.end is None else over
