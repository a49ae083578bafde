"""The package is one as IHE's XDM describes it, and as the published ones are (SUM-4)."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from portal_protocol.records import PatientId, Person
from practice_server.transmit.documents import Document
from practice_server.transmit.rim import LCM, RIM
from practice_server.transmit.xdm import packaged
from practice_server.transmit.xdm_metadata import Shipment
from tests.practice_server.transmit.office import unzipped

pytestmark = pytest.mark.rule("SUM-4")
DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
PUBLISHED = DATA / "ccda" / "onc-ett-2015" / "XDM_FULL.ZIP"
METADATA = "IHE_XDM/SUBSET01/METADATA.XML"
PERSON = Person(
    id="ivy",
    patient=PatientId("ivy"),
    first_name="Ivy^",
    last_name="O'Mar & lowe\x00",
    birthdate=date(2017, 6, 30),
    gender="female",
)
SHIPMENT = Shipment(
    "01930000-0000-7000-8000-000000000001",
    PERSON,
    "Harbor <Dental> & Co",
    "direct.harbor.example",
    datetime(2026, 11, 10, 8, 5, tzinfo=UTC),
)
XML = Document("application/xml", b"<ClinicalDocument/>", "Summary of care")
PDF = Document("application/pdf", b"%PDF-1.7", "Letter")


def shape(metadata: bytes) -> set[tuple[str, str]]:
    """Each element by its name and what it is about."""
    return {
        (etree.QName(each).localname, name)
        for each in etree.fromstring(metadata).iter(f"{{{RIM}}}*")
        for name in _about(each)
    }


def _about(element: etree._Element) -> Iterator[str]:
    names = ("classificationScheme", "identificationScheme", "classificationNode")
    for name in (*names, "associationType", "objectType", "name"):
        if name in element.attrib:
            yield str(element.get(name))


def test_the_package_has_the_files_of_published_ones_and_every_part_of_their_metadata() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published package is not here")
    with ZipFile(PUBLISHED) as theirs:
        names = {name for name in theirs.namelist() if not name.endswith("/")}
        metadata = theirs.read(METADATA)
    files = unzipped(packaged(SHIPMENT, [XML]))

    assert len(files) == len(names)
    assert {name for name in names if "CCDA" not in name} < set(files)
    assert shape(metadata) <= shape(files[METADATA])


def test_metadata_describes_each_document_and_the_note() -> None:
    files = unzipped(packaged(SHIPMENT, [XML, PDF], "Before Thursday"))
    root = etree.fromstring(files[METADATA])

    assert root.tag == f"{{{LCM}}}SubmitObjectsRequest"
    for at, (name, kind, data) in enumerate(
        [
            ("DOC00001.XML", "application/xml", XML.data),
            ("DOC00002.PDF", "application/pdf", PDF.data),
            ("DOC00003.TXT", "text/plain", b"Before Thursday"),
        ]
    ):
        described = root.findall(f".//{{{RIM}}}ExtrinsicObject")[at]
        assert described.get("mimeType") == kind
        assert slot(described, "URI") == [name]
        assert slot(described, "size") == [str(len(data))]
        assert files[f"IHE_XDM/SUBSET01/{name}"] == data
        assert name in files["README.TXT"].decode()
        assert name in files["INDEX.HTM"].decode()


def slot(element: etree._Element, name: str) -> list[str | None]:
    (found,) = element.findall(f"{{{RIM}}}Slot[@name='{name}']")
    return [each.text for each in found.iter(f"{{{RIM}}}Value")]


def test_signs_that_part_fields_are_in_no_name() -> None:
    root = etree.fromstring(unzipped(packaged(SHIPMENT, [XML]))[METADATA])
    (described,) = root.findall(f".//{{{RIM}}}ExtrinsicObject")

    assert slot(described, "sourcePatientInfo")[1:] == [
        "PID-5|O'Mar   lowe\ufffd^Ivy^^^",
        "PID-7|20170630",
        "PID-8|F",
    ]


def test_ids_are_unique_and_the_same_again() -> None:
    first, again = (unzipped(packaged(SHIPMENT, [XML, PDF]))[METADATA] for _ in range(2))
    assert first == again
    root = etree.fromstring(first)

    names = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(names) == len(set(names))
    scheme = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
    found = root.findall(f".//{{{RIM}}}ExternalIdentifier[@identificationScheme='{scheme}']")
    assert len({each.get("value") for each in found}) == 2
    assert ZipFile(io.BytesIO(packaged(SHIPMENT, [XML]))).testzip() is None
