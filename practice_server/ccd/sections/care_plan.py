"""The care plan: what is to be done."""

from typing import Final

from lxml import etree

from portal_protocol.charts import PlannedActivity
from portal_protocol.coding import CodeSystem
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import day_words
from practice_server.ccd.xml import E, coded, identity, status, templates, text_of, when

COLUMNS: Final = ("Planned Activity", "Planned Date")


def content(sources: Sources) -> Content:
    """All of it, what comes first on top."""
    return Content([_row(each) for each in reversed(sources.of(PlannedActivity))], COLUMNS)


def _row(planned: PlannedActivity) -> Row:
    cells = (planned.activity.name, day_words(planned.planned))
    return Row(cells, lambda said: _entry(planned, said))


def _entry(planned: PlannedActivity, said: str) -> etree._Element:
    systems = (CodeSystem.SNOMED_CT, CodeSystem.CDT, CodeSystem.CPT)
    return E.procedure(
        {"classCode": "PROC", "moodCode": "INT"},
        *templates(("2.16.840.1.113883.10.20.22.4.41", "2014-06-09")),
        identity("planned_activity", planned.id),
        coded("code", planned.activity, *systems, said=f"{said}-0"),
        text_of(said),
        status("active"),
        when("effectiveTime", planned.planned),
    )


SECTION = Section(
    key="care-plan",
    title="Care Plan",
    code="18776-5",
    code_name="Plan of treatment",
    templates=(("2.16.840.1.113883.10.20.22.2.10", "2014-06-09"),),
    empty="Nothing is planned.",
    content=content,
)
