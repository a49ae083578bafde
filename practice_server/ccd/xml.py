"""The parts of speech of a clinical document: codes, times, ids, names, in HL7's XML."""

import re
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from portal_protocol.coding import Code, CodeSystem, Concept
from practice_server.ccd.wording import in_zone

HL7: Final = "urn:hl7-org:v3"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
E: Final = ElementMaker(namespace=HL7, nsmap={None: HL7, "xsi": XSI})

Template = tuple[str, str]
"""A template of C-CDA: its root, and its version or ""."""

LOINC: Final = "2.16.840.1.113883.6.1"
SNOMED: Final = "2.16.840.1.113883.6.96"
OIDS: Final = {
    CodeSystem.SNOMED_CT: (SNOMED, "SNOMED CT"),
    CodeSystem.RXNORM: ("2.16.840.1.113883.6.88", "RxNorm"),
    CodeSystem.UNII: ("2.16.840.1.113883.4.9", "UNII"),
    CodeSystem.CVX: ("2.16.840.1.113883.12.292", "CVX"),
    CodeSystem.LOINC: (LOINC, "LOINC"),
    CodeSystem.CDT: ("2.16.840.1.113883.6.13", "CDT"),
    CodeSystem.CPT: ("2.16.840.1.113883.6.12", "CPT"),
    CodeSystem.ICD_10: ("2.16.840.1.113883.6.90", "ICD-10-CM"),
    CodeSystem.CDC_RACE: ("2.16.840.1.113883.6.238", "Race & Ethnicity - CDC"),
}
_OURS: Final = UUID("6d2f3f0a-6f0c-5d0e-9a55-3f3a1b0c7e21")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with what XML cannot hold made visible as U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def templates(*wanted: Template) -> list[etree._Element]:
    """Template ids; those with a version also without, for readers of C-CDA R1.1."""
    found = []
    for root, version in wanted:
        found.append(E.templateId(root=root))
        if version:
            found.append(E.templateId(root=root, extension=version))
    return found


def identity(*names: str) -> etree._Element:
    """An id that is the same each time for the same names."""
    return E.id(root=str(uuid5(_OURS, "\n".join(names))))


def fixed(tag: str, code: str, system: str, name: str, *more: etree._Element) -> etree._Element:
    """A code of the standard itself."""
    return E(tag, {"code": code, "codeSystem": system, "displayName": name}, *more)


def unknown(tag: str) -> etree._Element:
    """Something that nobody has said."""
    return E(tag, nullFlavor="UNK")


def typed(kind: str, element: etree._Element) -> etree._Element:
    """The element as of a data type, which HL7 wants said where there may be several."""
    element.set(f"{{{XSI}}}type", kind)
    return element


def coded(
    tag: str, concept: Concept | None, *systems: CodeSystem, said: str = ""
) -> etree._Element:
    """A concept by its code in the first of `systems` that it has one of, other codes beside it.

    Without such a code it is unknown, in words. `said` is the id of the words in the narrative.
    """
    if concept is None:
        return unknown(tag)
    first = concept.code_in(*systems)
    attributes = {"nullFlavor": "UNK"} if first is None else _code_of(first, concept.name)
    words = E.reference(value=f"#{said}") if said else clean(concept.name)
    others = [E.translation(_code_of(code, concept.name)) for code in concept.codes]
    if first is not None:
        others = [each for each in others if each.get("code") != first.code]
    return E(tag, attributes, E.originalText(words), *others)


def text_of(said: str) -> etree._Element:
    """What the narrative says of an entry."""
    return E.text(E.reference(value=f"#{said}"))


def status(code: str = "completed") -> etree._Element:
    """A status of an entry."""
    return E.statusCode(code=code)


def digits(moment: date | datetime) -> str:
    """A day, or a moment in UTC, as HL7 writes it."""
    if isinstance(moment, datetime):
        return in_zone(moment, UTC).strftime("%Y%m%d%H%M%S+0000").rjust(19, "0")
    return f"{moment.year:04}{moment.month:02}{moment.day:02}"


def when(tag: str, moment: date | datetime | None) -> etree._Element:
    """A point in time."""
    return unknown(tag) if moment is None else E(tag, value=digits(moment))


def during(low: date | datetime | None, high: date | None, *, over: bool) -> etree._Element:
    """A span of time; it has an end when it is `over`, even if nobody knows which."""
    ends = [when("high", high)] if over or high is not None else []
    return typed("IVL_TS", E.effectiveTime(when("low", low), *ends))


def _code_of(code: Code, name: str) -> dict[str, str]:
    system, system_name = OIDS[code.system]
    return {
        "code": code.code,
        "codeSystem": system,
        "codeSystemName": system_name,
        "displayName": clean(name),
    }
