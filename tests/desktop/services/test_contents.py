"""What a file is, by its first bytes."""

import io
import random
import zipfile

import numpy as np
import pytest

from desktop.models.own import OwnKind
from desktop.models.trouble import PortalError, Trouble
from desktop.services.contents import HEAD, told
from tests.desktop.cda.papers import document, package, section
from tests.desktop.pdf_process.pictures.made import dicom, plain
from tests.desktop.services.pdfs import pdf

pytestmark = pytest.mark.rule("OPEN-1", "OPEN-3")
TINY = np.zeros((4, 4), np.uint8)


def why_not(head: bytes, name: str) -> Trouble:
    with pytest.raises(PortalError) as refused:
        told(head, name)
    return refused.value.trouble


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_pictures_are_told_whatever_their_name(kind: str) -> None:
    assert told(plain(kind)[:HEAD], "statement.pdf").kind is OwnKind.IMAGE
    assert told(plain(kind)[:HEAD], "x").form.upper() == kind


@pytest.mark.parametrize("mark", [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"])
def test_every_way_to_begin_a_tiff_is_known(mark: bytes) -> None:
    assert told(mark + bytes(60), "scan.tif") == (OwnKind.IMAGE, "TIFF")


def test_dicom_is_told_with_and_without_its_preamble() -> None:
    whole = dicom(TINY)

    assert told(whole, "IM0001") == (OwnKind.IMAGE, "DICOM")
    assert told(whole[132:], "IM0001") == (OwnKind.IMAGE, "DICOM")


def test_pdfs_and_texts_are_told() -> None:
    assert told(pdf(), "x").kind is OwnKind.PDF
    assert told("Zähne\n".encode(), "x").kind is OwnKind.TEXT
    assert told("\ufeffZähne".encode("utf-16-le"), "x").kind is OwnKind.TEXT


@pytest.mark.parametrize("at", range(2, 10))
def test_a_text_whose_head_ends_within_a_sign_is_one(at: int) -> None:
    text = ("x" * (HEAD - at) + "é€😀").encode()

    assert told(text[:HEAD], "x").kind is OwnKind.TEXT
    assert why_not(text[: HEAD - at + 1], "x") is Trouble.FILE_UNKNOWN


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0"?>\n<?xml-stylesheet href="cda.xsl"?>\n<!-- so --><!-- made -->\n',
        b'<!DOCTYPE ClinicalDocument SYSTEM "x.dtd">',
        b'<!DOCTYPE ClinicalDocument [<!ENTITY a "b">]>',
    ],
)
def test_a_clinical_document_is_told_by_its_first_element(before: bytes) -> None:
    assert told(before + document(section("x")), "x").kind is OwnKind.SUMMARY


def test_a_clinical_document_is_told_in_other_encodings_and_with_a_prefix() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><n:ClinicalDocument xmlns:n="urn:hl7-org:v3"/>'

    assert told(text.encode("utf-16"), "x").kind is OwnKind.SUMMARY
    assert told(text.encode("utf-16-be"), "x").kind is OwnKind.SUMMARY


def test_other_xml_and_texts_that_name_one_are_texts() -> None:
    assert told(b"<?xml version='1.0'?><note>ClinicalDocument</note>", "x").kind is OwnKind.TEXT
    assert told(b"It begins with <ClinicalDocument>", "x").kind is OwnKind.TEXT
    assert told(b"<ClinicalDocuments/>", "x").kind is OwnKind.TEXT


def test_a_head_of_nothing_but_comments_takes_no_time_to_tell() -> None:
    head = b"<!---->" * (HEAD // 7)

    assert told(head, "x").kind is OwnKind.TEXT
    assert told(b"<?x" * (HEAD // 3), "x").kind is OwnKind.TEXT


def test_a_zip_may_hold_a_summary_and_its_process_says_whether() -> None:
    assert told(package(("a.xml", document(section("x")))), "a.zip").kind is OwnKind.SUMMARY
    assert told(package(("a.txt", b"x")), "a.zip").kind is OwnKind.SUMMARY


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"MZ\x90\0", "setup"),
        (b"\x7fELF", "setup"),
        (b"#!/bin/sh", "run"),
        (b"<!DOCTYPE html><html>", "page"),
        (b"<?xml version='1.0'?><svg/>", "picture"),
        (b"Rar!\x1a\x07", "scan"),
        (b"%PDF-1.7", "statement.pdf.exe"),
        (b"echo", "run.bat"),
        (b"PK\x03\x04", "tool.jar"),
    ],
)
def test_what_could_run_is_refused(head: bytes, name: str) -> None:
    assert why_not(head, name) is Trouble.FILE_DANGEROUS


def test_office_files_and_noise_are_of_another_kind() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<document/>")

    assert why_not(file.getvalue(), "letter.docx") is Trouble.FILE_UNKNOWN
    assert why_not(random.Random(3).randbytes(4096), "noise.dat") is Trouble.FILE_UNKNOWN
    assert why_not(b"caf\xe9", "latin.txt") is Trouble.FILE_UNKNOWN
