"""What a file is, by its bytes (MAIL-4, MAIL-5): no name and no announced type is believed."""

import re
from pathlib import PurePosixPath

from desktop.models.attachment import Attachment, Viewing
from desktop.services.saving import safe_name
from portal_protocol.contents import PLAIN_TEXT, UTF_16, Sniffer, media_type

MOST_TEXT = 2_000_000
"""Bytes of a text that is shown; a longer one is for saving."""

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


def opened(data: bytes, name: str) -> Attachment:
    """An attachment with what may be done with it."""
    safe = file_name(name)
    viewing = viewing_of(data, safe)
    text = text_of(data) or "" if viewing is Viewing.TEXT else ""
    return Attachment(data, safe, viewing, text)


def viewing_of(data: bytes, name: str) -> Viewing:
    """How it may be shown; a name that a system would run makes any content dangerous."""
    if _runs(data, name):
        return Viewing.DANGEROUS
    if _is_packed(data):
        return Viewing.SAVE_ONLY if _is_plain_office(data) else Viewing.DANGEROUS
    return _shown_as(media_type(data), len(data))


def viewing_of_beginning(beginning: bytes, name: str, size: int) -> Viewing | None:
    """As `viewing_of` a file of that size that begins so; None when that takes all its bytes."""
    if len(beginning) == size:
        return viewing_of(beginning, name)
    if _runs(beginning, name):
        return Viewing.DANGEROUS
    sniffer = Sniffer()
    sniffer.see(beginning)
    if _is_packed(beginning) or not (sniffer.decided or size > MOST_TEXT):
        return None
    return _shown_as(sniffer.media_type(), size)


def text_of(data: bytes) -> str | None:
    """The text of a plain text file that is not too long to be shown; None for anything else."""
    if len(data) > MOST_TEXT or media_type(data) != PLAIN_TEXT:
        return None
    return data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")


def file_name(name: str) -> str:
    """A name for the disk, of whatever the sender called it: no folders, no tricks, not long."""
    return safe_name(re.split(r"[/\\]", name)[-1])


def _runs(data: bytes, name: str) -> bool:
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    risky = ending in _RISKY_ENDINGS or data.startswith(_RUNS)
    return risky or _MARKUP.match(data[:1024]) is not None


def _is_packed(data: bytes) -> bool:
    return data.startswith(_PACKED) or data[257:262] == b"ustar"


def _shown_as(media: str, size: int) -> Viewing:
    if media == "application/pdf":
        return Viewing.PDF
    if media.startswith("image/"):
        return Viewing.IMAGE
    return Viewing.TEXT if media == PLAIN_TEXT and size <= MOST_TEXT else Viewing.SAVE_ONLY


def _is_plain_office(data: bytes) -> bool:
    """A document of a newer office program without macros; names in such files are not packed."""
    return _OFFICE in data and not any(macros in data for macros in _MACROS)
