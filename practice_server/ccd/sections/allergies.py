"""Allergies and adverse reactions."""

from typing import Final

from lxml import etree

from portal_protocol.charts import Allergy, AllergyType, EntryStatus
from portal_protocol.coding import CodeSystem
from practice_server.ccd.concerns import concern, status_observation
from practice_server.ccd.missing import is_coded, system_of
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import STATUS_WORDS
from practice_server.ccd.xml import (
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

COLUMNS: Final = ("Substance", "Reaction", "Allergy Type", "Status")
TYPES: Final = {
    AllergyType.DRUG_ALLERGY: ("416098002", "Allergy to drug"),
    AllergyType.DRUG_INTOLERANCE: ("59037007", "Intolerance to drug"),
    AllergyType.DRUG_REACTION: ("419511003", "Propensity to adverse reactions to drug"),
    AllergyType.FOOD_ALLERGY: ("414285001", "Allergy to food"),
    AllergyType.FOOD_INTOLERANCE: ("235719002", "Intolerance to food"),
    AllergyType.SUBSTANCE_ALLERGY: ("419199007", "Allergy to substance"),
    AllergyType.OTHER_REACTION: ("420134006", "Propensity to adverse reactions"),
}


def content(sources: Sources) -> Content:
    """Those with a code of RxNorm or UNII (reference 195)."""
    every = sources.of(Allergy)
    rows = [_row(allergy) for allergy in every if is_coded(allergy)]
    return Content(rows, COLUMNS, left_out=len(every) - len(rows))


def _row(allergy: Allergy) -> Row:
    cells = (
        allergy.substance.name,
        allergy.reaction.name if allergy.reaction else "",
        TYPES[allergy.type][1],
        STATUS_WORDS[allergy.status],
    )
    return Row(cells, lambda said: _entry(allergy, said))


def _entry(allergy: Allergy, said: str) -> etree._Element:
    active = allergy.status is EntryStatus.ACTIVE
    code, name = TYPES[allergy.type]
    substance = coded("code", allergy.substance, system_of(allergy), said=f"{said}-0")
    observation = E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.7", "2014-06-09")),
        identity("allergy", allergy.id, "observation"),
        E.code(code="ASSERTION", codeSystem="2.16.840.1.113883.5.4"),
        status(),
        during(allergy.started, None, over=not active),
        typed("CD", fixed("value", code, SNOMED, name)),
        E.participant(
            E.participantRole(E.playingEntity(substance, classCode="MMAT"), classCode="MANU"),
            typeCode="CSM",
        ),
        E.entryRelationship(
            status_observation("2.16.840.1.113883.10.20.22.4.28", allergy.status, "CE"),
            typeCode="SUBJ",
            inversionInd="true",
        ),
    )
    if allergy.reaction is not None:
        observation.append(_reaction(allergy, said))
    return concern(
        "2.16.840.1.113883.10.20.22.4.30",
        identity("allergy", allergy.id),
        during(allergy.started, None, over=not active),
        observation,
        active=active,
    )


def _reaction(allergy: Allergy, said: str) -> etree._Element:
    value = coded("value", allergy.reaction, CodeSystem.SNOMED_CT, said=f"{said}-1")
    observation = E.observation(
        {"classCode": "OBS", "moodCode": "EVN"},
        *templates(("2.16.840.1.113883.10.20.22.4.9", "2014-06-09")),
        identity("allergy", allergy.id, "reaction"),
        E.code(code="ASSERTION", codeSystem="2.16.840.1.113883.5.4"),
        status(),
        typed("CD", value),
    )
    return E.entryRelationship(observation, typeCode="MFST", inversionInd="true")


SECTION = Section(
    key="allergies",
    title="Allergies and Adverse Reactions",
    code="48765-2",
    code_name="Allergies, adverse reactions, alerts",
    templates=(
        ("2.16.840.1.113883.10.20.22.2.6", "2015-08-01"),
        ("2.16.840.1.113883.10.20.22.2.6.1", "2015-08-01"),
    ),
    empty="No allergies are recorded.",
    content=content,
)
