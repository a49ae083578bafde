"""Clinical documents made for tests, and what a document says."""

import base64
import zipfile
from html import escape
from io import BytesIO

from lxml import etree

HL7 = "urn:hl7-org:v3"
ENTRY = '<entry><act classCode="ACT" moodCode="EVN">{}</act></entry>'


def section(text: str, title: str = "Allergies", more: str = "") -> str:
    """A section with a narrative, which is XML."""
    return (
        f"<component><section><title>{title}</title><text>{text}</text>{more}</section></component>"
    )


def entry(inner: str) -> str:
    """An entry of a section."""
    return ENTRY.format(inner)


def document(*sections: str, body: str = "", head: str = "", before: str = "") -> bytes:
    """A document with these sections, or with another body."""
    inner = body or f"<structuredBody>{''.join(sections)}</structuredBody>"
    return (
        f'{before}<ClinicalDocument xmlns="{HL7}">'
        '<templateId root="2.16.840.1.113883.10.20.22.1.1"/>'
        f"<title>Care summary</title>{head or HEAD}"
        f"<component>{inner}</component></ClinicalDocument>"
    ).encode()


HEAD = """
<code code="34133-9" displayName="Summarization of episode note"/>
<effectiveTime value="20261021103000-0500"/>
<recordTarget><patientRole><patient>
  <name><prefix>Ms</prefix><given>Elena</given><given>M</given><family>Marlowe</family></name>
  <administrativeGenderCode code="F" displayName="Female"/><birthTime value="19840314"/>
</patient></patientRole></recordTarget>
<author><assignedAuthor>
  <assignedPerson><name><given>Amina</given><family>Farrow</family></name></assignedPerson>
  <representedOrganization><name>Harbor Family Dental</name></representedOrganization>
</assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization>
  <name>Harbor Family Dental</name>
</representedCustodianOrganization></assignedCustodian></custodian>
<documentationOf><serviceEvent>
  <effectiveTime><low value="202601"/><high value="20261021"/></effectiveTime>
</serviceEvent></documentationOf>
"""


def unstructured(data: bytes, kind: str, how: str = "") -> bytes:
    """A document whose body is a file."""
    inner = base64.b64encode(data).decode()
    text = f'<text mediaType="{kind}" representation="B64"{how}>{inner}</text>'
    return document(body=f"<nonXMLBody>{text}</nonXMLBody>")


def paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f"<paragraph>{escape(text, quote=False)}</paragraph>"


def package(*entries: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of named files."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, data in entries:
            made.writestr(name, data)
    return file.getvalue()


def narratives(data: bytes) -> list[list[str]]:
    """The pieces of text of each section that has a narrative, in the order of the document."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    sections = root.iterfind(f".//{{{HL7}}}section")
    return [
        [piece for text in each.iterfind(f"{{{HL7}}}text") for piece in text.itertext()]
        for each in sections
    ]
