"""Pictures and files inside a document: their bytes, and what they are by these."""

import base64
import binascii
import zlib

from lxml import etree

from desktop.cda.header import H
from desktop.cda.refusal import TOO_LARGE, Refusal
from desktop.cda.sections import media_elements
from desktop.models.summary import BodyKind, Medium, Note

MOST_MEDIA = 200
MOST_BYTES = 64 << 20
"""Of all pictures and files of a document, unpacked."""

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")
WINDOWS = {"DF": -15, "ZL": 15, "GZ": 31}  # how zlib names the ways of compressing


def media_of(root: etree._Element, notes: set[Note]) -> tuple[Medium, ...]:
    """Every picture whose bytes are inside; adds to `notes` when there are others.

    Raises `Refusal` when they are too much for memory.
    """
    found, size = list[Medium](), 0
    for number, value in media_elements(root):
        if value.get("representation") != "B64":
            notes.add(Note.ELSEWHERE)
        elif len(found) < MOST_MEDIA and (data := bytes_of(value, notes)):
            found.append(Medium(number, value.get("mediaType", ""), data))
            size += len(data)
            if size > MOST_BYTES:
                raise Refusal(TOO_LARGE)
    return tuple(found)


def body_of(root: etree._Element, notes: set[Note]) -> tuple[BodyKind, Medium | None]:
    """What a document without sections holds."""
    text = root.find("h:component/h:nonXMLBody/h:text", H)
    if text is None:
        return BodyKind.NOTHING, None
    if text.get("representation") == "B64":
        data = bytes_of(text, notes)
    else:
        data = "".join(text.itertext()).encode()
    if not data.strip():
        if text.find("h:reference", H) is None:
            return BodyKind.NOTHING, None
        notes.add(Note.ELSEWHERE)
        return BodyKind.ELSEWHERE, None
    kind = kind_of(data, text.get("mediaType", "text/plain"))
    if kind is BodyKind.TEXT:
        data = _utf8(data)
    return kind, Medium("body", text.get("mediaType", ""), data)


def kind_of(data: bytes, claimed: str) -> BodyKind:
    """What bytes are; the claim counts for plain text alone."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return BodyKind.PDF
    if data.startswith(PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return BodyKind.IMAGE
    plain = claimed.strip().lower().startswith("text/plain") and b"\0" not in data
    return BodyKind.TEXT if plain else BodyKind.OTHER


def bytes_of(element: etree._Element, notes: set[Note]) -> bytes:
    """The bytes behind base64; b"" and a note when they cannot be read."""
    try:
        data = base64.b64decode("".join(element.itertext()).encode("ascii"))
        return _unpacked(data, element.get("compression"))
    except (binascii.Error, UnicodeEncodeError, zlib.error):
        notes.add(Note.UNREADABLE_MEDIA)
        return b""


def _unpacked(data: bytes, way: str | None) -> bytes:
    if way not in WINDOWS:
        return data
    unpacker = zlib.decompressobj(WINDOWS[way])
    whole = unpacker.decompress(data, MOST_BYTES)
    if unpacker.unconsumed_tail:
        raise Refusal(TOO_LARGE)
    return whole


def _utf8(data: bytes) -> bytes:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").encode()
