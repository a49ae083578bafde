"""Vital signs; the body mass index is worked out."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from portal_protocol.charts import VitalSigns
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import height_words, moment_words, number, weight_words
from practice_server.ccd.xml import (
    LOINC,
    SNOMED,
    E,
    fixed,
    identity,
    status,
    templates,
    text_of,
    typed,
    when,
)

COLUMNS: Final = ("Date", "Height", "Weight", "BMI", "Blood Pressure")
Measure = tuple[str, str, float, str]
"""LOINC code, its words, value, unit."""


def content(sources: Sources) -> Content:
    """Each time that something was measured."""
    rows = [_row(each, sources) for each in sources.of(VitalSigns) if any(_measures(each))]
    return Content(rows, COLUMNS)


def body_mass_index(signs: VitalSigns) -> float | None:
    """In kg/m², to one decimal; None without height and weight."""
    if signs.height_cm is None or signs.weight_kg is None:
        return None
    return round(signs.weight_kg / (signs.height_cm / 100) ** 2, 1)


def _row(signs: VitalSigns, sources: Sources) -> Row:
    index = body_mass_index(signs)
    cells = (
        moment_words(signs.measured, sources.zone),
        height_words(signs.height_cm),
        weight_words(signs.weight_kg),
        "" if index is None else number(index),
        _pressure_words(signs),
    )
    return Row(cells, lambda said: _entry(signs, said))


def _pressure_words(signs: VitalSigns) -> str:
    if signs.systolic is None and signs.diastolic is None:
        return ""
    parts = ("?" if each is None else number(each) for each in (signs.systolic, signs.diastolic))
    return f"{'/'.join(parts)} mm Hg"


def _measures(signs: VitalSigns) -> Iterator[Measure]:
    every = (
        ("8302-2", "Body height", signs.height_cm, "cm"),
        ("29463-7", "Body weight", signs.weight_kg, "kg"),
        ("39156-5", "Body mass index (BMI)", body_mass_index(signs), "kg/m2"),
        ("8480-6", "Systolic blood pressure", signs.systolic, "mm[Hg]"),
        ("8462-4", "Diastolic blood pressure", signs.diastolic, "mm[Hg]"),
    )
    return ((code, name, value, unit) for code, name, value, unit in every if value is not None)


def _entry(signs: VitalSigns, said: str) -> etree._Element:
    by_loinc = fixed("translation", "74728-7", LOINC, "Vital signs panel")
    return E.organizer(
        {"classCode": "CLUSTER", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.26", "2015-08-01")),
        identity("vital_signs", signs.id),
        fixed("code", "46680005", SNOMED, "Vital signs", by_loinc),
        status(),
        when("effectiveTime", signs.measured),
        *(E.component(_observation(signs, each, said)) for each in _measures(signs)),
    )


def _observation(signs: VitalSigns, measure: Measure, said: str) -> etree._Element:
    code, name, value, unit = measure
    return E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.27", "2014-06-09")),
        identity("vital_signs", signs.id, code),
        fixed("code", code, LOINC, name),
        text_of(said),
        status(),
        when("effectiveTime", signs.measured),
        typed("PQ", E.value(value=number(value), unit=unit)),
    )


SECTION = Section(
    key="vitals",
    title="Vital Signs",
    code="8716-3",
    code_name="Vital signs",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.4", "2015-08-01"),
        ("2.16.840.1.113883.10.20.22.2.4.1", "2015-08-01"),
    ),
    empty="No vital signs are recorded.",
    content=content,
)
