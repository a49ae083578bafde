"""Medications, those taken now and those of before (reference 198)."""

from typing import Final

from lxml import etree

from portal_protocol.charts import EntryStatus, Medication
from portal_protocol.coding import CodeSystem
from practice_server.ccd.missing import is_coded
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import STATUS_WORDS, day_words
from practice_server.ccd.xml import (
    E,
    coded,
    during,
    identity,
    status,
    templates,
    text_of,
    unknown,
)

COLUMNS: Final = (
    "Medication",
    "Directions",
    "Start Date",
    "End Date",
    "Status",
    "Indications",
    "Fill Instructions",
)


def content(sources: Sources) -> Content:
    """Those with a code of RxNorm (reference 185)."""
    every = sources.of(Medication)
    rows = [_row(each) for each in every if is_coded(each)]
    return Content(rows, COLUMNS, left_out=len(every) - len(rows))


def _row(medication: Medication) -> Row:
    cells = (
        medication.drug.name,
        medication.directions,
        day_words(medication.started),
        day_words(medication.ended),
        STATUS_WORDS[medication.status],
        medication.indication,
        medication.fill_instructions,
    )
    return Row(cells, lambda said: _entry(medication, said))


def _entry(medication: Medication, said: str) -> etree._Element:
    active = medication.status is EntryStatus.ACTIVE
    product = E.manufacturedProduct(
        {"classCode": "MANU"},
        *templates(("2.16.840.1.113883.10.20.22.4.23", "2014-06-09")),
        E.manufacturedMaterial(coded("code", medication.drug, CodeSystem.RXNORM, said=f"{said}-0")),
    )
    return E.substanceAdministration(
        {"classCode": "SBADM", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.16", "2014-06-09")),
        identity("medication", medication.id),
        text_of(said),
        status("active" if active else "completed"),
        during(medication.started, medication.ended, over=not active),
        unknown("doseQuantity"),
        E.consumable(product),
    )


SECTION = Section(
    key="medications",
    title="Medications",
    code="10160-0",
    code_name="History of medication use",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.1", "2014-06-09"),
        ("2.16.840.1.113883.10.20.22.2.1.1", "2014-06-09"),
    ),
    empty="No medications are recorded.",
    content=content,
)
