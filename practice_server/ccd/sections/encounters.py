"""Encounters: visits of which the chart tells."""

from typing import Final

from lxml import etree

from portal_protocol.charts import Encounter
from portal_protocol.coding import CodeSystem
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import moment_words
from practice_server.ccd.xml import E, clean, coded, identity, templates, text_of, when

COLUMNS: Final = ("Performer", "Observation", "Date", "Notes")


def content(sources: Sources) -> Content:
    """All of them."""
    return Content([_row(each, sources) for each in sources.of(Encounter)], COLUMNS)


def _row(encounter: Encounter, sources: Sources) -> Row:
    cells = (
        encounter.performer,
        encounter.observation.name,
        moment_words(encounter.at, sources.zone),
        encounter.notes,
    )
    return Row(cells, lambda said: _entry(encounter, said))


def _entry(encounter: Encounter, said: str) -> etree._Element:
    systems = (CodeSystem.CPT, CodeSystem.CDT, CodeSystem.SNOMED_CT)
    made = E.encounter(
        {"classCode": "ENC", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.49", "2015-08-01")),
        identity("encounter", encounter.id),
        coded("code", encounter.observation, *systems, said=f"{said}-1"),
        text_of(said),
        when("effectiveTime", encounter.at),
    )
    if encounter.performer.strip():
        person = E.assignedPerson(E.name(clean(encounter.performer)))
        made.append(E.performer(E.assignedEntity(E.id(nullFlavor="NI"), person)))
    return made


SECTION = Section(
    key="encounters",
    title="Encounters",
    code="46240-8",
    code_name="Encounters",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.22", "2015-08-01"),
        ("2.16.840.1.113883.10.20.22.2.22.1", "2015-08-01"),
    ),
    empty="No encounters are recorded.",
    content=content,
)
