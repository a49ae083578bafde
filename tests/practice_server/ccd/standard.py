"""The rules that a document must meet: HL7's schema, and the Schematron of C-CDA R2.1.

They are not part of the repository; without them the tests that need them are skipped.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree, isoschematron

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "cda-schema"
SCHEMA = FOLDER / "infrastructure" / "cda" / "CDA_SDTC.xsd"
RULES = FOLDER / "ccda-r2.1.sch"
VOCABULARY = {
    "2.16.840.1.113883.11.20.9.18": "EVN INT",
    "2.16.840.1.113883.11.20.9.19": "aborted active completed suspended",
    "2.16.840.1.113883.11.20.9.23": "APT ARQ INT PRMS PRP RQO",
    "2.16.840.1.113883.11.20.9.39": "aborted active cancelled completed held suspended",
    "2.16.840.1.113883.1.11.19601": "PPRF PRF SPRF",
}
"""The closed lists of codes that are of structure; other lists are not looked at."""
_VOC = "http://www.lantanagroup.com/voc"
_REPORT = "{http://purl.oclc.org/dsdl/svrl}"


@dataclass(frozen=True)
class Standard:
    """Schema and rules, compiled once."""

    schema: etree.XMLSchema
    rules: isoschematron.Schematron

    def complaints(self, written: bytes) -> list[str]:
        """What is wrong with a document, in the words of the standard."""
        document = etree.parse(BytesIO(written))
        if not self.schema.validate(document):
            return [str(error) for error in self.schema.error_log]
        self.rules.validate(document)
        report = self.rules.validation_report
        assert report is not None
        return [
            f"{failed.get('location')}: {failed.findtext(f'{_REPORT}text')}"
            for failed in report.iter(f"{_REPORT}failed-assert")
        ]


def standard(scratch: Path) -> Standard:
    """The rules from the folder; `scratch` is a folder for a small file."""
    return Standard(etree.XMLSchema(etree.parse(SCHEMA)), _rules(_vocabulary(scratch)))


def _rules(vocabulary: Path) -> isoschematron.Schematron:
    named = f"document('{vocabulary.as_uri()}')".encode()
    text = RULES.read_bytes().replace(b"document('voc.xml')", named)
    return isoschematron.Schematron(
        etree.fromstring(text), phase="errors", store_report=True, validate_schema=False
    )


def _vocabulary(folder: Path) -> Path:
    systems = etree.Element(f"{{{_VOC}}}systems", nsmap={None: _VOC})
    for name, codes in VOCABULARY.items():
        system = etree.SubElement(systems, f"{{{_VOC}}}system", valueSetOid=name)
        for code in codes.split():
            etree.SubElement(system, f"{{{_VOC}}}code", value=code)
    path = folder / "voc.xml"
    path.write_bytes(etree.tostring(systems))
    return path
