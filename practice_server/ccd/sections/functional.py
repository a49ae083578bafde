"""Functional status, and how a person thinks and remembers."""

from typing import Final

from lxml import etree

from portal_protocol.charts import EntryStatus, FunctionalStatus
from portal_protocol.coding import CodeSystem
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import STATUS_WORDS, span_words
from practice_server.ccd.xml import (
    LOINC,
    SNOMED,
    E,
    Template,
    coded,
    during,
    fixed,
    identity,
    status,
    templates,
    text_of,
    typed,
)

COLUMNS: Final = ("Condition", "Effective Dates", "Condition Status")
FUNCTION: Final[Template] = ("2.16.840.1.113883.10.20.22.4.67", "2014-06-09")
COGNITION: Final[Template] = ("2.16.840.1.113883.10.20.22.4.74", "2015-08-01")


def content(sources: Sources) -> Content:
    """All of it, of body and mind."""
    return Content([_row(each) for each in sources.of(FunctionalStatus)], COLUMNS)


def _row(found: FunctionalStatus) -> Row:
    cells = (
        found.condition.name,
        span_words(found.started, found.ended),
        STATUS_WORDS[found.status],
    )
    return Row(cells, lambda said: _entry(found, said))


def _entry(found: FunctionalStatus, said: str) -> etree._Element:
    return E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(COGNITION if found.cognitive else FUNCTION),
        identity("functional_status", found.id),
        _code(cognitive=found.cognitive),
        text_of(said),
        status(),
        during(found.started, found.ended, over=found.status is not EntryStatus.ACTIVE),
        typed("CD", coded("value", found.condition, CodeSystem.SNOMED_CT, said=f"{said}-0")),
    )


def _code(*, cognitive: bool) -> etree._Element:
    if not cognitive:
        return fixed("code", "54522-8", LOINC, "Functional status")
    by_loinc = fixed("translation", "75275-8", LOINC, "Cognitive function")
    return fixed("code", "373930000", SNOMED, "Cognitive function", by_loinc)


SECTION = Section(
    key="functional",
    title="Functional Status",
    code="47420-5",
    code_name="Functional status assessment",
    templates=(("2.16.840.1.113883.10.20.22.2.14", "2014-06-09"),),
    empty="No functional or cognitive status is recorded.",
    content=content,
)
