"""What a file is, by its bytes: nothing hostile is opened, whatever it is called (MAIL-4)."""

import io
import zipfile

import pytest

from desktop.models.attachment import Viewing
from desktop.models.vault.chunks import CHUNK
from desktop.services.attachments import MOST_TEXT, file_name, opened, viewing_of
from desktop.services.context import Context
from desktop.services.portal.opened import Opened
from tests.desktop.models.vault.making import file_of, keep
from tests.desktop.services.conftest import Computer, Family


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return file.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.rule("MAIL-4")
@pytest.mark.parametrize(
    ("data", "name", "viewing"),
    [
        (b"%PDF-1.7\n", "sheet.pdf", Viewing.PDF),
        (b"%PDF-1.7\n", "sheet.jpg", Viewing.PDF),
        (b"\xff\xd8\xff\xe0", "a.jpg", Viewing.IMAGE),
        (b"\x89PNG\r\n\x1a\n", "a.png", Viewing.IMAGE),
        (b"GIF89a", "a.gif", Viewing.IMAGE),
        (b"BM\x3a\x01" + bytes(6), "a.bmp", Viewing.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBP", "a.webp", Viewing.IMAGE),
        ("Grüße\r\n".encode(), "a.txt", Viewing.TEXT),
        ("Grüße".encode("utf-16"), "a.txt", Viewing.TEXT),
        (b"<?xml version='1.0'?><ClinicalDocument/>", "summary.xml", Viewing.TEXT),
        (b"x" * (MOST_TEXT + 1), "long.txt", Viewing.SAVE_ONLY),
        (b"", "empty.txt", Viewing.SAVE_ONLY),
        (b"II*\x00\x08", "xray.tif", Viewing.SAVE_ONLY),
        (b"\x00\x01\x02", "strange", Viewing.SAVE_ONLY),
        (WORD, "letter.docx", Viewing.SAVE_ONLY),
        (archive("[Content_Types].xml", "word/vbaProject.bin"), "a.docx", Viewing.DANGEROUS),
        (WORD, "letter.docm", Viewing.DANGEROUS),
        (archive("a.txt"), "a.zip", Viewing.DANGEROUS),
        (archive("a.txt"), "a.docx", Viewing.DANGEROUS),
        (b"MZ\x90\x00", "photo.jpg", Viewing.DANGEROUS),
        (b"\x7fELF", "a.pdf", Viewing.DANGEROUS),
        (b"#!/bin/sh\n", "readme.txt", Viewing.DANGEROUS),
        (b"echo hello", "hello.BAT", Viewing.DANGEROUS),
        (b"%PDF-1.7\n", "bill.pdf.exe", Viewing.DANGEROUS),
        (b" <!DOCTYPE html><p>", "page.txt", Viewing.DANGEROUS),
        (b"<svg onload='x'/>", "logo.txt", Viewing.DANGEROUS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc", Viewing.DANGEROUS),
        (b"\x00" * 257 + b"ustar", "a.tar", Viewing.DANGEROUS),
    ],
)
def test_content_decides_what_is_done_with_a_file(data: bytes, name: str, viewing: Viewing):
    assert viewing_of(data, name) is viewing


@pytest.mark.rule("MAIL-4")
@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\note.txt", "note.txt"),
        ("gpj.\u202eexe.txt", "gpj. exe.txt"),
        ("CON.txt", "_CON.txt"),
        ("line\nbreak\x00.pdf", "line break.pdf"),
        ("", "document"),
        ("..", "document"),
        ("Röntgen 12.jpg", "Röntgen 12.jpg"),
    ],
)
def test_names_are_safe_on_every_disk(name: str, safe: str):
    assert file_name(name) == safe


def test_a_long_name_keeps_its_ending():
    name = file_name("x" * 300 + ".jpeg")
    assert len(name.encode()) <= 180
    assert name.endswith("x.jpeg")


def test_an_opened_text_is_decoded_and_repr_tells_nothing():
    attachment = opened("Zähne".encode(), "a/b/note.txt")
    assert (attachment.text, attachment.name) == ("Zähne", "note.txt")
    assert "Z" not in repr(attachment)
    assert opened(b"MZ text", "a.txt").text == ""


@pytest.mark.rule("MAIL-4")
@pytest.mark.parametrize(
    ("beginning", "filling", "told"),
    [
        (b"%PDF-1.7\n", b"x", Viewing.PDF),
        (b"\xff\xd8\xff\xe0", b"\0", Viewing.IMAGE),
        (b"MZ", b"\0", Viewing.DANGEROUS),
        (b"II*\x00\x08", b"\0", Viewing.SAVE_ONLY),
        (b"only the whole of a text shows that it is one", b"x", None),
        (WORD, b"\0", None),
    ],
)
def test_no_more_of_a_kept_file_is_read_than_tells_its_kind(
    computer: Computer, family: Family, beginning: bytes, filling: bytes, told: Viewing | None
):
    """Its end is damaged, which only reading it shows."""
    live = computer.sign_in(family)
    blob = keep(live.vault.documents, beginning + filling * 3 * CHUNK)
    path = file_of(live.vault.documents, blob)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)
    assert Opened(live).attachments.kind(Context(), blob=blob) is told
