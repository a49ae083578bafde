"""The head of a DICOM file: how the rest is encoded; a packed rest is unpacked within bounds."""

import struct
import zlib

from desktop.pdf_process.pictures.raster import TooLarge

PREAMBLE = 132
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT = "1.2.840.10008.1.2.1"
MOST_INFLATED = 256 << 20
_SYNTAX = (0x0002, 0x0010)
_LONG = frozenset({b"OB", b"OW", b"OF", b"OD", b"OL", b"SQ", b"UC", b"UN", b"UR", b"UT"})


def plain(data: bytes | bytearray) -> bytes | bytearray:
    """The same file with nothing packed but its pixels; raises `TooLarge` for a bomb."""
    if data[128:PREAMBLE] != b"DICM":
        return data
    at, syntax = _syntax(data)
    if syntax != DEFLATED:
        return data
    rest = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = rest.decompress(data[at:], MOST_INFLATED)
    if rest.unconsumed_tail:
        raise TooLarge
    return bytes(data[:PREAMBLE]) + _syntax_element(EXPLICIT) + inflated


def _syntax(data: bytes | bytearray) -> tuple[int, str]:
    """Where the head ends, and the transfer syntax that it names ("" for none)."""
    at, syntax = PREAMBLE, ""
    while at + 8 <= len(data):
        group, element, kind, length = struct.unpack_from("<HH2sH", data, at)
        if group != 0x0002:
            break
        start = at + 8
        if kind in _LONG:
            (length,) = struct.unpack_from("<I", data, start)
            start += 4
        if (group, element) == _SYNTAX:
            name = bytes(data[start : start + length])
            syntax = name.rstrip(b"\0 ").decode("ascii", "replace")
        at = start + length
    return at, syntax


def _syntax_element(syntax: str) -> bytes:
    name = syntax.encode() + b"\0" * (len(syntax) % 2)
    return struct.pack("<HH2sH", *_SYNTAX, b"UI", len(name)) + name
