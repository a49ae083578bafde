"""A Continuity of Care Document: the header, then every section of the reference (3.15)."""

from datetime import date, datetime
from hashlib import blake2b
from typing import Final

import msgspec
from lxml import etree

from portal_protocol.records import Provider
from practice_server.ccd import header
from practice_server.ccd.section import Section, section_element
from practice_server.ccd.sections import (
    allergies,
    care_plan,
    encounters,
    functional,
    immunizations,
    medications,
    problems,
    procedures,
    referral,
    results,
    social,
    vitals,
)
from practice_server.ccd.sources import Sources, period
from practice_server.ccd.wording import local_day, moment_words
from practice_server.ccd.xml import LOINC, E, fixed, identity, templates, when

TITLE: Final = "Continuity of Care Document"
VERSION: Final = 1
"""Of the form of documents: a higher one makes every summary anew at its next change."""

SECTIONS: Final[tuple[Section, ...]] = tuple(
    module.SECTION
    for module in (
        allergies,
        encounters,
        functional,
        immunizations,
        medications,
        care_plan,
        problems,
        procedures,
        referral,
        results,
        social,
        vitals,
    )
)
_encode = msgspec.json.Encoder(order="deterministic").encode


def fingerprint(sources: Sources) -> bytes:
    """The same for the same sources: whether a document would say anything new."""
    return blake2b(_encode((VERSION, sources)), digest_size=16).digest()


def document(sources: Sources, made_at: datetime) -> bytes:
    """The document as XML in UTF-8, the same bytes each time for the same sources and time.

    Raises `ValueError` where there is no author or custodian.
    """
    author, custodian = sources.author, sources.custodian
    if author is None or custodian is None:
        raise ValueError("a summary without its author or custodian")
    root = E.ClinicalDocument(
        *_head(sources, made_at),
        header.record_target(sources),
        header.author(sources, author, made_at),
        header.custodian(sources, custodian),
        *_authenticated(sources, custodian, made_at),
        header.documentation_of(sources, author, _span(sources, made_at)),
        E.component(
            E.structuredBody(*(E.component(section_element(each, sources)) for each in SECTIONS))
        ),
    )
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _head(sources: Sources, made_at: datetime) -> list[etree._Element]:
    return [
        E.realmCode(code="US"),
        E.typeId(root="2.16.840.1.113883.1.3", extension="POCD_HD000040"),
        *templates(
            ("2.16.840.1.113883.10.20.22.1.1", "2015-08-01"),
            ("2.16.840.1.113883.10.20.22.1.2", "2015-08-01"),
        ),
        identity("summary", sources.person.id, fingerprint(sources).hex(), made_at.isoformat()),
        fixed("code", "34133-9", LOINC, "Summarization of Episode Note"),
        E.title(f"{TITLE}, {moment_words(made_at, sources.zone)}"),
        when("effectiveTime", made_at),
        E.confidentialityCode(code="N", codeSystem="2.16.840.1.113883.5.25"),
        E.languageCode(code="en-US"),
    ]


def _authenticated(
    sources: Sources, custodian: Provider, made_at: datetime
) -> list[etree._Element]:
    if custodian.organization:
        return []
    return [header.legal_authenticator(sources, custodian, made_at)]


def _span(sources: Sources, made_at: datetime) -> tuple[date, date]:
    day = local_day(made_at, sources.zone)
    return period(sources) or (day, day)
