"""What a file of any origin is, by its first bytes; its name can only make it worse.

What is told here is which viewer may try: each of them reads the file as hostile input, in a
process of its own.
"""

import codecs
import re
from typing import NamedTuple

from desktop.models.attachment import Viewing
from desktop.models.own import OwnKind
from desktop.models.trouble import PortalError, Trouble
from desktop.services import attachments
from portal_protocol.contents import PLAIN_TEXT, Sniffer, media_type

HEAD = 64 << 10
"""Bytes that are enough to tell."""

_FORMS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/webp": "WebP",
}
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # the last two: larger than 4 GB
_DICOM_AT = 128
_FIRST_GROUPS = (b"\x02\0", b"\x08\0")  # of files whose program left the preamble out
_FIRST_ELEMENTS = (b"\0\0", b"\x01\0", b"\x05\0", b"\x08\0", b"\x16\0", b"\x18\0")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BEFORE_ROOT = rb"(?>(?:\s|(?><\?.*?\?>)|(?><!--.*?-->)|(?><!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>))*)"
_CLINICAL = re.compile(_BEFORE_ROOT + rb"<(?:[\w.-]+:)?ClinicalDocument[\s/>]", re.DOTALL)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Told(NamedTuple):
    """A kind, and the format of an image."""

    kind: OwnKind
    form: str = ""


def told(head: bytes, name: str) -> Told:
    """What a file is that begins like this. Raises FILE_DANGEROUS and FILE_UNKNOWN.

    A text is one as far as can be seen in its head; `attachments.text_of` says it of all of it.
    """
    if attachments.viewing_of(b"", name) is Viewing.DANGEROUS:
        raise PortalError(Trouble.FILE_DANGEROUS)
    if is_clinical_document(head):
        return Told(OwnKind.SUMMARY)
    if is_dicom(head):
        return Told(OwnKind.IMAGE, "DICOM")
    if is_tiff(head):
        return Told(OwnKind.IMAGE, "TIFF")
    if (media := media_type(head)) in _FORMS:
        return Told(OwnKind.IMAGE, _FORMS[media])
    if media == "application/pdf":
        return Told(OwnKind.PDF)
    return _of_others(head, name)


def is_clinical_document(head: bytes) -> bool:
    """Whether the first element of an XML file is the root of a CDA document."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _CLINICAL.match(head.replace(b"\0", b"")) is not None


def is_dicom(head: bytes) -> bool:
    """By its mark after the preamble, or without one, by its first element."""
    if head[_DICOM_AT : _DICOM_AT + 4] == b"DICM":
        return True
    return head.startswith(_FIRST_GROUPS) and head[2:4] in _FIRST_ELEMENTS


def is_tiff(head: bytes) -> bool:
    """In either order of bytes, with addresses of 32 or 64 bits."""
    return head.startswith(_TIFF)


def _of_others(head: bytes, name: str) -> Told:
    viewing = attachments.viewing_of(head, name)
    if head.startswith(_ZIP) and viewing is Viewing.DANGEROUS:
        return Told(OwnKind.SUMMARY)  # the process that reads packages says whether there is one
    if viewing is Viewing.DANGEROUS:
        raise PortalError(Trouble.FILE_DANGEROUS)
    if not _begins_as_text(head):
        raise PortalError(Trouble.FILE_UNKNOWN)
    return Told(OwnKind.TEXT)


def _begins_as_text(head: bytes) -> bool:
    """A sign that is cut off where the head of a longer file ends is none against it."""
    sniffer = Sniffer()
    sniffer.see(head)
    return not sniffer.decided if len(head) >= HEAD else sniffer.media_type() == PLAIN_TEXT
