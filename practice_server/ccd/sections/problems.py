"""Problems: conditions, present and past."""

from typing import Final

from lxml import etree

from portal_protocol.charts import EntryStatus, Problem
from portal_protocol.coding import CodeSystem
from practice_server.ccd.concerns import concern, status_observation
from practice_server.ccd.missing import is_coded
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import STATUS_WORDS, day_words
from practice_server.ccd.xml import (
    LOINC,
    SNOMED,
    E,
    coded,
    during,
    fixed,
    identity,
    status,
    templates,
    typed,
)

COLUMNS: Final = ("Problem", "Date Start", "Date End", "Status")


def content(sources: Sources) -> Content:
    """Those with a code of SNOMED CT (reference 196)."""
    every = sources.of(Problem)
    rows = [_row(each) for each in every if is_coded(each)]
    return Content(rows, COLUMNS, left_out=len(every) - len(rows))


def _row(problem: Problem) -> Row:
    cells = (
        problem.condition.name,
        day_words(problem.started),
        day_words(problem.ended),
        STATUS_WORDS[problem.status],
    )
    return Row(cells, lambda said: _entry(problem, said))


def _entry(problem: Problem, said: str) -> etree._Element:
    active = problem.status is EntryStatus.ACTIVE
    by_loinc = fixed("translation", "75323-6", LOINC, "Condition")
    observation = E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.4", "2015-08-01")),
        identity("problem", problem.id, "observation"),
        fixed("code", "64572001", SNOMED, "Condition", by_loinc),
        status(),
        during(problem.started, problem.ended, over=not active),
        typed("CD", coded("value", problem.condition, CodeSystem.SNOMED_CT, said=f"{said}-0")),
        E.entryRelationship(
            status_observation("2.16.840.1.113883.10.20.22.4.6", problem.status, "CD"),
            typeCode="REFR",
        ),
    )
    return concern(
        "2.16.840.1.113883.10.20.22.4.3",
        identity("problem", problem.id),
        during(problem.started, problem.ended, over=not active),
        observation,
        active=active,
    )


SECTION = Section(
    key="problems",
    title="Problems",
    code="11450-4",
    code_name="Problem list",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.5", "2015-08-01"),
        ("2.16.840.1.113883.10.20.22.2.5.1", "2015-08-01"),
    ),
    empty="No problems are recorded.",
    content=content,
)
