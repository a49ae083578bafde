"""Procedures: what was done or found (reference 197)."""

from typing import Final

from lxml import etree

from portal_protocol.charts import Procedure
from portal_protocol.coding import CodeSystem
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import day_words
from practice_server.ccd.xml import E, coded, identity, status, templates, text_of, when

SITE: Final = "Body Site"
SYSTEMS: Final = (CodeSystem.CDT, CodeSystem.SNOMED_CT, CodeSystem.CPT)


def content(sources: Sources) -> Content:
    """All that were done; the column of sites only if one has a site."""
    done = sources.procedures()
    sited = any(each.site for each in done)
    columns = ("Procedure", SITE, "Date") if sited else ("Procedure", "Date")
    return Content([_row(each, sited=sited) for each in done], columns)


def _row(procedure: Procedure, *, sited: bool) -> Row:
    site = (procedure.site.name if procedure.site else "",) if sited else ()
    cells = (procedure.procedure.name, *site, day_words(procedure.done))
    return Row(cells, lambda said: _entry(procedure, said))


def _entry(procedure: Procedure, said: str) -> etree._Element:
    made = E.procedure(
        {"classCode": "PROC", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.14", "2014-06-09")),
        identity("procedure", procedure.id),
        coded("code", procedure.procedure, *SYSTEMS, said=f"{said}-0"),
        text_of(said),
        status(),
        when("effectiveTime", procedure.done),
    )
    if procedure.site is not None:
        site = coded("targetSiteCode", procedure.site, CodeSystem.SNOMED_CT, said=f"{said}-1")
        made.append(site)
    return made


SECTION = Section(
    key="procedures",
    title="Procedures",
    code="47519-4",
    code_name="History of procedures",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.7", "2014-06-09"),
        ("2.16.840.1.113883.10.20.22.2.7.1", "2014-06-09"),
    ),
    empty="No procedures are recorded.",
    content=content,
)
