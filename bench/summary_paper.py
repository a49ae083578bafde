"""A clinical document of any size, made by code: medicines by the hundred, each with its entry."""

SECTION_ROWS = 120
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
<templateId root="2.16.840.1.113883.10.20.22.1.1"/>
<code code="34133-9" displayName="Summarization of episode note"/>
<title>Continuity of Care Document</title><effectiveTime value="20261021103000-0500"/>
<recordTarget><patientRole><patient><name><given>Elena</given><family>Marlowe</family></name>
<birthTime value="19840314"/></patient></patientRole></recordTarget>
<component><structuredBody>"""
END = "</structuredBody></component></ClinicalDocument>"
ROW = (
    '<tr><td ID="r{at}">Lisinopril {at} mg oral tablet</td><td>One tablet each morning, for blood '
    "pressure, with water</td><td>Mar 20{year:02}</td>"
    '<td><content styleCode="Bold">Active</content></td></tr>'
)
ENTRY = (
    '<entry><substanceAdministration classCode="SBADM" moodCode="EVN">'
    '<templateId root="2.16.840.1.113883.10.20.22.4.16"/><id root="1.2.3.4" extension="{at}"/>'
    '<code code="314077" codeSystem="2.16.840.1.113883.6.88" displayName="Lisinopril 10 MG">'
    '<originalText><reference value="#r{at}"/></originalText></code><statusCode code="active"/>'
    '<effectiveTime><low value="20{year:02}0314"/></effectiveTime>'
    "</substanceAdministration></entry>"
)
COLUMNS = "<tr><th>Medicine</th><th>How to take it</th><th>Started</th><th>Status</th></tr>"


def summary_of(size: int) -> bytes:
    """A document of at least so many bytes."""
    parts, length, number = [HEAD], len(HEAD), 0
    while length < size:
        parts.append(_section(number))
        length += len(parts[-1])
        number += 1
    return "".join([*parts, END]).encode()


def _section(number: int) -> str:
    rows = range(number * SECTION_ROWS, (number + 1) * SECTION_ROWS)
    table = "".join(ROW.format(at=at, year=at % 26) for at in rows)
    entries = "".join(ENTRY.format(at=at, year=at % 26) for at in rows)
    return (
        f"<component><section><title>Medicines {number + 1}</title><text>"
        f"<table><thead>{COLUMNS}</thead><tbody>{table}</tbody></table>"
        f"<paragraph>Reconciled with the patient at the visit.</paragraph></text>{entries}"
        "</section></component>"
    )
