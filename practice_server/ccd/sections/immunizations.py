"""Immunizations."""

from typing import Final

from lxml import etree

from portal_protocol.charts import Immunization, ImmunizationStatus
from portal_protocol.coding import CodeSystem
from practice_server.ccd.missing import is_coded
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import day_words
from practice_server.ccd.xml import E, coded, identity, status, templates, text_of, when

COLUMNS: Final = ("Vaccine", "Date", "Status")
WORDS: Final = {ImmunizationStatus.GIVEN: "Completed", ImmunizationStatus.REFUSED: "Refused"}


def content(sources: Sources) -> Content:
    """Those with a code of CVX (reference 185)."""
    every = sources.of(Immunization)
    rows = [_row(each) for each in every if is_coded(each)]
    return Content(rows, COLUMNS, left_out=len(every) - len(rows))


def _row(vaccine: Immunization) -> Row:
    cells = (vaccine.vaccine.name, day_words(vaccine.given), WORDS[vaccine.status])
    return Row(cells, lambda said: _entry(vaccine, said))


def _entry(vaccine: Immunization, said: str) -> etree._Element:
    refused = vaccine.status is ImmunizationStatus.REFUSED
    product = E.manufacturedProduct(
        {"classCode": "MANU"},
        *templates(("2.16.840.1.113883.10.20.22.4.54", "2014-06-09")),
        E.manufacturedMaterial(coded("code", vaccine.vaccine, CodeSystem.CVX, said=f"{said}-0")),
    )
    return E.substanceAdministration(
        {
            "classCode": "SBADM",
            "moodCode": "EVN",
            "negationInd": "true" if refused else "false",
        },
        *templates(("2.16.840.1.113883.10.20.22.4.52", "2015-08-01")),
        identity("immunization", vaccine.id),
        text_of(said),
        status(),
        when("effectiveTime", vaccine.given),
        E.consumable(product),
    )


SECTION = Section(
    key="immunizations",
    title="Immunizations",
    code="11369-6",
    code_name="Immunizations",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.2", "2015-08-01"),
        ("2.16.840.1.113883.10.20.22.2.2.1", "2015-08-01"),
    ),
    empty="No immunizations are recorded.",
    content=content,
)
