"""Diagnostic results."""

import re
from typing import Final

from lxml import etree

from portal_protocol.charts import Abnormal, LabResult
from portal_protocol.coding import CodeSystem
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import day_words
from practice_server.ccd.xml import (
    E,
    clean,
    coded,
    fixed,
    identity,
    status,
    templates,
    text_of,
    typed,
    unknown,
    when,
)

COLUMNS: Final = ("LOINC Code", "Test", "Result", "Abnormal Flag", "Date Performed")
FLAGS: Final = {
    Abnormal.NORMAL: ("N", "Normal"),
    Abnormal.LOW: ("L", "Low"),
    Abnormal.HIGH: ("H", "High"),
    Abnormal.ABNORMAL: ("A", "Abnormal"),
}
_INTERPRETATION: Final = "2.16.840.1.113883.5.83"
_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


def content(sources: Sources) -> Content:
    """All of them."""
    return Content([_row(each) for each in sources.of(LabResult)], COLUMNS)


def _row(result: LabResult) -> Row:
    loinc = result.test.code_in(CodeSystem.LOINC)
    cells = (
        loinc.code if loinc else "",
        result.test.name,
        f"{result.value} {result.unit}".strip(),
        FLAGS[result.flag][1] if result.flag else "",
        day_words(result.performed),
    )
    return Row(cells, lambda said: _entry(result, said))


def _entry(result: LabResult, said: str) -> etree._Element:
    observation = E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.2", "2015-08-01")),
        identity("lab_result", result.id, "observation"),
        coded("code", result.test, CodeSystem.LOINC, said=f"{said}-1"),
        text_of(said),
        status(),
        when("effectiveTime", result.performed),
        _value(result),
    )
    if result.flag is not None:
        code, name = FLAGS[result.flag]
        observation.append(fixed("interpretationCode", code, _INTERPRETATION, name))
    return E.organizer(
        {"classCode": "BATTERY", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.1", "2015-08-01")),
        identity("lab_result", result.id),
        coded("code", result.test, CodeSystem.LOINC),
        status(),
        E.component(observation),
    )


def _value(result: LabResult) -> etree._Element:
    if _NUMBER.fullmatch(result.value):
        return typed("PQ", E.value(value=result.value, unit=clean(result.unit) or "1"))
    said = clean(f"{result.value} {result.unit}").strip()
    return typed("ST", E.value(said) if said else unknown("value"))


SECTION = Section(
    key="results",
    title="Diagnostic Results",
    code="30954-2",
    code_name="Relevant diagnostic tests and/or laboratory data",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.3", "2015-08-01"),
        ("2.16.840.1.113883.10.20.22.2.3.1", "2015-08-01"),
    ),
    empty="No results are recorded.",
    content=content,
)
