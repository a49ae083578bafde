"""What a file is, by its bytes (MAIL-4, MAIL-5): no name and no announced type is believed."""

import re
from pathlib import PurePosixPath

from desktop.models.attachment import Attachment, Viewing
from desktop.services.saving import safe_name

MOST_TEXT = 2_000_000
"""Bytes of a text that is shown; a longer one is for saving."""

_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_RUNS = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",  # macOS, four ways
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Java, and macOS for two processors
    b"dex\n",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
    b"#!",
)
_PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # old office files and installers: macros cannot be told
)
_OFFICE = b"[Content_Types].xml"
_MACROS = (b"vbaProject.bin", b"vbaData.xml")
_MARKUP = re.compile(rb"^\s*(<!doctype html|<html|<script|<svg|<\?xml[^>]*>\s*<svg)", re.IGNORECASE)
_ENDINGS_RUN = """
apk app appref-ms bat bash cmd com command cpl csh deb desktop dll dmg docm dotm elf exe
hta htm html img iso jar js jse jnlp lnk msc msi msp pif pkg pl potm ppam ppsm pptm ps1 ps2
psm1 py pyw rb reg rpm scf scpt scr sh shtml svg svgz sys terminal url vb vbe vbs wsc wsf wsh
xht xhtml xlam xll xlsm xltm zsh"""
_RISKY_ENDINGS = frozenset(_ENDINGS_RUN.split())
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def opened(data: bytes, name: str) -> Attachment:
    """An attachment with what may be done with it."""
    safe = file_name(name)
    viewing = viewing_of(data, safe)
    text = text_of(data) or "" if viewing is Viewing.TEXT else ""
    return Attachment(data, safe, viewing, text)


def viewing_of(data: bytes, name: str) -> Viewing:
    """How it may be shown; a name that a system would run makes any content dangerous."""
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    if ending in _RISKY_ENDINGS or data.startswith(_RUNS) or _MARKUP.match(data[:1024]):
        return Viewing.DANGEROUS
    if data.startswith(_PACKED) or data[257:262] == b"ustar":
        return Viewing.SAVE_ONLY if _is_plain_office(data) else Viewing.DANGEROUS
    media = media_type(data)
    if media == "application/pdf":
        return Viewing.PDF
    if media.startswith("image/"):
        return Viewing.IMAGE
    return Viewing.TEXT if media == "text/plain" else Viewing.SAVE_ONLY


def media_type(data: bytes) -> str:
    """The media type of what can be shown, "" for anything else."""
    for head, media in _HEADS:
        if data.startswith(head):
            return media
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    return "text/plain" if text_of(data) is not None else ""


def text_of(data: bytes) -> str | None:
    """The text of a plain text file, UTF-8 or marked as UTF-16; None for anything else."""
    if not data or len(data) > MOST_TEXT:
        return None
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def file_name(name: str) -> str:
    """A name for the disk, of whatever the sender called it: no folders, no tricks, not long."""
    return safe_name(re.split(r"[/\\]", name)[-1])


def _is_plain_office(data: bytes) -> bool:
    """A document of a newer office program without macros; names in such files are not packed."""
    return _OFFICE in data and not any(macros in data for macros in _MACROS)
