"""The sections of a document: what they are called, how much they hold, of when, and their text."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

import resources
from desktop.cda.header import H, words
from desktop.cda.parsing import HL7
from desktop.cda.pieces import pieces_of
from desktop.models.summary import Days, Note, Section, moment_of

SHEET = Path(resources.__file__).parent / "narrative.xsl"
LEVEL = etree.XPath("count(ancestor-or-self::h:section)", namespaces=H)
TIME = "h:entry/descendant::h:effectiveTime"
TIMES = [
    etree.XPath(TIME + at, namespaces=H) for at in ("/@value", "/h:low/@value", "/h:high/@value")
]
GOES_ON = etree.XPath(f"boolean({TIME}[h:low/@value and not(h:high/@value)])", namespaces=H)
ROWS = etree.XPath("count(table/tr[not(@class)])")
ITEMS = etree.XPath("count(*[self::ul or self::ol]/li)")


def sections_of(root: etree._Element, elsewhere: str, notes: set[Note]) -> tuple[Section, ...]:
    """Every section in order; `elsewhere` stands for pictures that are not in the document."""
    told = sheet()(root, elsewhere=etree.XSLT.strparam(elsewhere)).getroot()
    bodies = root.iterfind("h:component/h:structuredBody", H)
    sections = [section for body in bodies for section in body.iter(f"{{{HL7}}}section")]
    return tuple(
        _section(f"s{number}", section, narrative, notes)
        for number, (section, narrative) in enumerate(zip(sections, told, strict=True), 1)
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
    texts = {str(text) for find in TIMES for text in find(section)}
    moments = [moment for text in texts if (moment := moment_of(text))]
    if not moments:
        return None
    last = None if GOES_ON(section) else max(moment.last for moment in moments)
    return Days(min(moment.first for moment in moments), last)


def media_elements(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Pictures inside the document under the numbers that the sheet gives them."""
    for number, media in enumerate(root.iter(f"{{{HL7}}}observationMedia"), 1):
        value = media.find("h:value", H)
        if value is not None:
            yield str(number), value
