"""The sections of a document: what they are called, how much they hold, of when, and their text."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree

import resources
from desktop.cda.header import H, words
from desktop.cda.parsing import HL7
from desktop.cda.pieces import pieces_of
from desktop.models.summary import Days, Moment, Note, Section, moment_of

SHEET = Path(resources.__file__).parent / "narrative.xsl"
SECTIONS = etree.XPath("//h:structuredBody//h:section", namespaces=H)
LEVEL = etree.XPath("count(ancestor-or-self::h:section)", namespaces=H)
TIMES = etree.XPath("h:entry//h:effectiveTime", namespaces=H)
ROWS = etree.XPath("count(table/tr[not(@class)])")
ITEMS = etree.XPath("count(*[self::ul or self::ol]/li)")


def sections_of(root: etree._Element, elsewhere: str, notes: set[Note]) -> tuple[Section, ...]:
    """Every section in order; `elsewhere` stands for pictures that are not in the document."""
    told = sheet()(root, elsewhere=etree.XSLT.strparam(elsewhere)).getroot()
    return tuple(
        _section(f"s{number}", section, narrative, notes)
        for number, (section, narrative) in enumerate(zip(SECTIONS(root), told, strict=True), 1)
    )


@cache
def sheet() -> etree.XSLT:
    """Our own style sheet, ready to be used; it reads nothing and writes nothing but its result."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    source = etree.fromstring(SHEET.read_bytes(), parser)
    return etree.XSLT(source, access_control=etree.XSLTAccessControl.DENY_ALL)


def _section(
    name: str, section: etree._Element, narrative: etree._Element, notes: set[Note]
) -> Section:
    code = section.find("h:code", H)
    called = code.get("displayName", "") if code is not None else ""
    entries = len(section.findall(f"{{{HL7}}}entry"))
    return Section(
        id=name,
        title=words(section.find("h:title", H)) or " ".join(called.split()),
        level=int(LEVEL(section)),
        entries=entries or int(ROWS(narrative)) or int(ITEMS(narrative)),
        days=_days(section),
        pieces=pieces_of(narrative, notes),
    )


def _days(section: etree._Element) -> Days | None:
    """From the first to the last day that an entry names; one that goes on leaves the end open."""
    first, last, open_end = list[date](), list[date](), False
    for time in TIMES(section):
        since, until = _moment(time.find("h:low", H)), _moment(time.find("h:high", H))
        at = moment_of(time.get("value") or "")
        first += [moment.first for moment in (since, until, at) if moment]
        last += [moment.last for moment in (since, until, at) if moment]
        open_end = open_end or (since is not None and until is None)
    if not first:
        return None
    return Days(min(first), None if open_end else max(last))


def _moment(element: etree._Element | None) -> Moment | None:
    return None if element is None else moment_of(element.get("value") or "")


def media_elements(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Pictures inside the document under the numbers that the sheet gives them."""
    for number, media in enumerate(root.iter(f"{{{HL7}}}observationMedia"), 1):
        value = media.find("h:value", H)
        if value is not None:
            yield str(number), value
