"""Social history, the smoking status first of all."""

from typing import Final

from lxml import etree

from portal_protocol.charts import SocialHistory
from portal_protocol.coding import CodeSystem
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import span_words
from practice_server.ccd.xml import (
    LOINC,
    E,
    coded,
    during,
    fixed,
    identity,
    status,
    templates,
    text_of,
    typed,
    when,
)

COLUMNS: Final = ("Element", "Description", "Effective Dates")


def content(sources: Sources) -> Content:
    """All of it."""
    return Content([_row(each) for each in sources.of(SocialHistory)], COLUMNS)


def _row(habit: SocialHistory) -> Row:
    cells = (habit.element.name, habit.description.name, span_words(habit.started, habit.ended))
    is_status = habit.smoking and habit.description.code_in(CodeSystem.SNOMED_CT) is not None
    make = _smoking if is_status else _other
    return Row(cells, lambda said: make(habit, said))


def _smoking(habit: SocialHistory, said: str) -> etree._Element:
    return E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.78", "2014-06-09")),
        identity("social_history", habit.id),
        fixed("code", "72166-2", LOINC, "Tobacco smoking status NHIS"),
        text_of(said),
        status(),
        when("effectiveTime", habit.started),
        typed("CD", coded("value", habit.description, CodeSystem.SNOMED_CT, said=f"{said}-1")),
    )


def _other(habit: SocialHistory, said: str) -> etree._Element:
    systems = (CodeSystem.LOINC, CodeSystem.SNOMED_CT)
    code = coded("code", habit.element, *systems, said=f"{said}-0")
    if habit.element.code_in(CodeSystem.LOINC) is None:
        code.append(fixed("translation", "8689-2", LOINC, "History of social function"))
    return E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.38", "2015-08-01")),
        identity("social_history", habit.id),
        code,
        text_of(said),
        status(),
        during(habit.started, habit.ended, over=False),
        typed("CD", coded("value", habit.description, CodeSystem.SNOMED_CT, said=f"{said}-1")),
    )


SECTION = Section(
    key="social",
    title="Social History",
    code="29762-2",
    code_name="Social history",
    templates=(("2.16.840.1.113883.10.20.22.2.17", "2015-08-01"),),
    empty="No social history is recorded.",
    content=content,
)
