"""METADATA.XML of an XDM package: what each document is, of whom, by whom (ebXML RIM 3.0)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import NAMESPACE_DNS, UUID, uuid5

from lxml import etree

from portal_protocol.records import Person
from practice_server.ccd.xml import clean
from practice_server.transmit import rim
from practice_server.transmit.documents import Document

_DOCUMENT: Final = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
_SUBMISSION: Final = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
_LOINC: Final = "2.16.840.1.113883.6.1"
_SUMMARY: Final = ("34133-9", _LOINC, "Summarization of episode note")
_CODES: Final = {
    "41a5887f-8865-4c09-adf7-e362475b143a": _SUMMARY,  # class
    "f4f85eac-e6cb-4883-b524-f2705394840f": ("N", "2.16.840.1.113883.5.25", "Normal"),
    "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1": ("35971002", "2.16.840.1.113883.6.96", "Ambulatory"),
    "cccf5598-8b07-4b77-a05e-ae952c785ead": ("394812008", "2.16.840.1.113883.6.96", "Dental"),
    "f0306f51-975f-434e-a61c-c59651d33983": _SUMMARY,  # type
}
_FORMAT: Final = "a09d5840-386c-46f2-b5ad-9c3699a4309d"
_CCDA: Final = ("urn:hl7-org:sdwg:ccda-structuredBody:2.1", "1.3.6.1.4.1.19376.1.2.3", "C-CDA 2.1")
_AS_IT_IS: Final = ("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3", "By type")
_SEXES: Final = {"female": "F", "male": "M"}


@dataclass(frozen=True)
class Shipment:
    """What a package tells of itself: its id, whose documents these are, who sends them when.

    `id` is a UUID, `domain` the practice's own for Direct.
    """

    id: str
    person: Person
    practice: str
    domain: str
    at: datetime

    @property
    def source(self) -> str:
        """The practice, as an object identifier."""
        return oid(uuid5(NAMESPACE_DNS, self.domain))

    @property
    def moment(self) -> str:
        """When, in UTC, as HL7 writes it."""
        return f"{self.at:%Y%m%d%H%M%S}"


class Entry(NamedTuple):
    """A document in the package: its place in the metadata, its file, its unique id."""

    id: str
    name: str
    unique: str
    document: Document


def oid(name: UUID) -> str:
    """An object identifier that nobody has to be asked for (X.667)."""
    return f"2.25.{name.int}"


def metadata(shipment: Shipment, entries: Sequence[Entry]) -> bytes:
    """The metadata of these documents, in UTF-8."""
    objects = rim.E.RegistryObjectList(
        *(_described(shipment, each) for each in entries),
        _submission(shipment),
        _is_submission(),
        *(_member(each) for each in entries),
    )
    root = etree.Element(f"{{{rim.LCM}}}SubmitObjectsRequest", nsmap={None: rim.LCM})
    root.append(objects)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _described(shipment: Shipment, entry: Entry) -> etree._Element:
    document, patient = entry.document, _patient(shipment)
    made = rim.E.ExtrinsicObject(
        rim.slot("creationTime", shipment.moment),
        rim.slot("languageCode", "en-US"),
        rim.slot("sourcePatientId", patient),
        rim.slot("sourcePatientInfo", *_demographics(shipment.person, patient)),
        rim.slot("repositoryUniqueId", shipment.source),
        rim.slot("URI", entry.name),
        rim.slot("size", str(len(document.data))),
        rim.slot("hash", hashlib.sha1(document.data, usedforsecurity=False).hexdigest()),
        rim.named(document.title),
        id=entry.id,
        objectType=_DOCUMENT,
        status=f"{rim.REGISTRY}:StatusType:Approved",
        mimeType=clean(document.media_type),
        isOpaque="false",
    )
    is_xml = document.media_type in {"application/xml", "text/xml"}
    codes = {**_CODES, _FORMAT: _CCDA if is_xml else _AS_IT_IS}
    for scheme, code in codes.items():
        made.append(rim.coded(entry.id, scheme, *code))
    institution = rim.slot("authorInstitution", shipment.practice)
    made.append(rim.classified(entry.id, "93606bcf-9494-43ec-9b4e-a7748d1a838d", institution))
    for scheme, value, name in (
        ("58a6f841-87b3-4a3e-92fd-a8ffeff98427", patient, "patientId"),
        ("2e82c1f6-a085-4c72-9da3-8640a32e42ab", entry.unique, "uniqueId"),
    ):
        made.append(rim.identified(entry.id, scheme, value, name))
    return made


def _submission(shipment: Shipment) -> etree._Element:
    unique = oid(UUID(shipment.id))
    return rim.E.RegistryPackage(
        rim.slot("submissionTime", shipment.moment),
        rim.named("Care summaries"),
        rim.coded(rim.SUBMISSION_SET, "aa543740-bdda-424e-8c96-df4873be8500", *_SUMMARY),
        rim.classified(
            rim.SUBMISSION_SET,
            "a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d",
            rim.slot("authorInstitution", shipment.practice),
            rim.slot("authorPerson", _by_parts(shipment.person)),
        ),
        rim.identified(
            rim.SUBMISSION_SET,
            "6b5aea1a-874d-4603-a4bc-96a0a7b38446",
            _patient(shipment),
            "patientId",
        ),
        rim.identified(
            rim.SUBMISSION_SET, "554ac39e-e3fe-47fe-b233-965d2a147832", shipment.source, "sourceId"
        ),
        rim.identified(
            rim.SUBMISSION_SET, "96fdda7c-d067-4183-912e-bf5ee74998a8", unique, "uniqueId"
        ),
        id=rim.SUBMISSION_SET,
        status=f"{rim.REGISTRY}:StatusType:Submitted",
    )


def _is_submission() -> etree._Element:
    return rim.E.Classification(
        id="is-submission",
        objectType=f"{rim.REGISTRY}:ObjectType:RegistryObject:Classification",
        classifiedObject=rim.SUBMISSION_SET,
        classificationNode=_SUBMISSION,
    )


def _member(entry: Entry) -> etree._Element:
    return rim.E.Association(
        rim.slot("SubmissionSetStatus", "Original"),
        id=f"{entry.id}-member",
        associationType=f"{rim.REGISTRY}:AssociationType:HasMember",
        sourceObject=rim.SUBMISSION_SET,
        targetObject=entry.id,
    )


def _patient(shipment: Shipment) -> str:
    return f"{_plain(shipment.person.id)}^^^&{shipment.source}&ISO"


def _demographics(person: Person, patient: str) -> list[str]:
    """The person, in the fields of HL7's PID segment that are known."""
    born = f"{person.birthdate:%Y%m%d}" if person.birthdate else ""
    sex = _SEXES.get(person.gender.casefold(), "U")
    known = {"3": patient, "5": _by_parts(person), "7": born, "8": sex}
    return [f"PID-{number}|{value}" for number, value in known.items() if value]


def _by_parts(person: Person) -> str:
    return f"{_plain(person.last_name)}^{_plain(person.first_name)}^^^"


def _plain(text: str) -> str:
    """Without the signs that part fields in HL7."""
    return re.sub(r"[|^~\\&\r\n]", " ", clean(text)).strip()
