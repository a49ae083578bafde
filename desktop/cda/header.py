"""Whom a document is about, who wrote it and when, by its header."""

from collections.abc import Iterator

from lxml import etree

from desktop.cda.parsing import HL7
from desktop.models.summary import Header, Moment, Standard, moment_of

H = {"h": HL7}
MOST_AUTHORS = 20
CCDA_HEADER = "2.16.840.1.113883.10.20.22.1.1"
PARTS = ("prefix", "given", "family", "suffix")
PATIENT = "h:recordTarget/h:patientRole/h:patient"
CUSTODIAN = "h:custodian/h:assignedCustodian/h:representedCustodianOrganization"
COVERED = (
    "h:documentationOf/h:serviceEvent/h:effectiveTime",
    "h:componentOf/h:encompassingEncounter/h:effectiveTime",
)


def standard_of(root: etree._Element) -> Standard:
    """Whether it says that it follows C-CDA."""
    ids = {template.get("root") for template in root.iterfind("h:templateId", H)}
    return Standard.CCDA if CCDA_HEADER in ids else Standard.CDA


def header_of(root: etree._Element) -> Header:
    """The header's facts; what is missing or cannot be read is empty."""
    patient = root.find(PATIENT, H)
    since, until = _covered(root)
    return Header(
        title=words(root.find("h:title", H)),
        kind=_called(root.find("h:code", H)),
        person=name_in(patient),
        born=None if patient is None else _moment(patient.find("h:birthTime", H)),
        sex=_called(None if patient is None else patient.find("h:administrativeGenderCode", H)),
        authors=tuple(dict.fromkeys(_authors(root)))[:MOST_AUTHORS],
        custodian=name_in(root.find(CUSTODIAN, H)),
        made=_moment(root.find("h:effectiveTime", H)),
        since=since,
        until=until,
    )


def words(element: etree._Element | None) -> str:
    """All text in an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def name_in(owner: etree._Element | None) -> str:
    """The name of a person or organisation: the legal or first one that says something."""
    names = [] if owner is None else owner.findall("h:name", H)
    names.sort(key=lambda name: "L" not in (name.get("use") or "").split())
    return next((said for name in names if (said := _said(name))), "")


def _said(name: etree._Element) -> str:
    parts = [words(part) for kind in PARTS for part in name.iterfind(f"h:{kind}", H)]
    return " ".join(part for part in parts if part) or words(name)


def _authors(root: etree._Element) -> Iterator[str]:
    for author in root.iterfind("h:author/h:assignedAuthor", H):
        device = author.find("h:assignedAuthoringDevice", H)
        names = [name_in(author.find("h:assignedPerson", H))]
        if device is not None and not names[0]:
            names[0] = words(device.find("h:softwareName", H)) or words(
                device.find("h:manufacturerModelName", H)
            )
        names.append(name_in(author.find("h:representedOrganization", H)))
        if said := ", ".join(name for name in names if name):
            yield said


def _called(code: etree._Element | None) -> str:
    """What a code is called where it says so, else the code itself."""
    if code is None:
        return ""
    return " ".join((code.get("displayName") or code.get("code") or "").split())


def _moment(time: etree._Element | None) -> Moment | None:
    return None if time is None else moment_of(time.get("value") or "")


def _covered(root: etree._Element) -> tuple[Moment | None, Moment | None]:
    for path in COVERED:
        for time in root.iterfind(path, H):
            since, until = _moment(time.find("h:low", H)), _moment(time.find("h:high", H))
            since = since or _moment(time)
            if since or until:
                return since, until
    return None, None
