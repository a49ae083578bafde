"""JPEG without loss (ITU-T T.81, process 14): how many X-ray sensors keep their DICOM pictures.

No library of ours reads it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from desktop.pdf_process.pictures.lossless_codes import Table, differences
from desktop.pdf_process.pictures.lossless_rows import undone
from desktop.pdf_process.pictures.raster import Pixels, Unknown

START_OF_FRAME, TABLES, START_OF_SCAN, RESTARTS, END = 0xC3, 0xC4, 0xDA, 0xDD, 0xD9
BARE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})  # markers without a length


@dataclass(slots=True)
class Head:
    """What stands before the packed bits."""

    precision: int = 0
    width: int = 0
    height: int = 0
    components: tuple[int, ...] = ()
    tables: dict[int, Table] = field(default_factory=dict)
    used: tuple[int, ...] = ()  # the table of each component
    restart: int = 0  # places between two restarts, 0 for none
    predictor: int = 0
    shift: int = 0  # low bits that were left out
    body: int = 0  # where the packed bits begin


def decoded(data: bytes | bytearray, most: int) -> Pixels:
    """Rows of greys, or of colours, of up to 16 bits. Raises `Unknown` and ValueError.

    `most` is the number of pixels beyond which nothing is tried.
    """
    data = bytes(data)
    try:
        head = _head(data)
    except (struct.error, IndexError):
        raise ValueError("the head is cut") from None
    tables = [head.tables[number] for number in head.used if number in head.tables]
    count = len(tables)
    if not 0 < head.width * head.height <= most or count != len(head.components):
        raise Unknown
    if count not in {1, 3} or not 1 <= head.predictor <= 7 or head.shift >= head.precision:
        raise Unknown
    rows = head.restart // head.width if head.restart else head.height
    if rows < 1 or head.restart % head.width:
        raise Unknown  # restarts within a row: nobody makes these
    planes = np.empty((head.height, head.width, count), np.int32)
    parts = _parts(data, head.body)
    for top in range(0, head.height, rows):
        some = planes[top : top + rows]
        some[:] = differences(next(parts, b""), tables, some.size).reshape(some.shape)
        for plane in range(count):
            undone(some[..., plane], head.predictor, 1 << (head.precision - head.shift - 1))
    whole = planes << head.shift
    kind = np.uint8 if head.precision <= 8 else np.uint16
    pixels: Pixels = (whole[..., 0] if count == 1 else whole).astype(kind)
    return pixels


def _head(data: bytes) -> Head:
    head, at = Head(), 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = data[at + 1]
        at += 1 if marker == 0xFF else 2
        if marker in BARE or marker == 0xFF:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        _segment(head, marker, data[at + 2 : at + length])
        at += length
        if marker == START_OF_SCAN:
            head.body = at
            return head
        if marker == END:
            break
    raise ValueError("no picture")


def _segment(head: Head, marker: int, body: bytes) -> None:
    if marker == START_OF_FRAME:
        head.precision, head.height, head.width, count = struct.unpack_from(">BHHB", body)
        sampled = [body[7 + 3 * number] for number in range(count)]
        if any(each != 0x11 for each in sampled) or not 2 <= head.precision <= 16:
            raise Unknown
        head.components = tuple(body[6 + 3 * number] for number in range(count))
    elif 0xC0 <= marker <= 0xCF and marker not in {TABLES, 0xC8, 0xCC}:
        raise Unknown  # another kind of JPEG
    elif marker == TABLES:
        _tables(head, body)
    elif marker == RESTARTS:
        (head.restart,) = struct.unpack_from(">H", body)
    elif marker == START_OF_SCAN:
        count = body[0]
        head.used = tuple(body[2 + 2 * number] >> 4 for number in range(count))
        head.predictor = body[1 + 2 * count]
        head.shift = body[3 + 2 * count] & 15


def _tables(head: Head, body: bytes) -> None:
    at = 0
    while at + 17 <= len(body):
        counts = body[at + 1 : at + 17]
        end = at + 17 + sum(counts)
        head.tables[body[at] & 15] = Table.of(counts, body[at + 17 : end])
        at = end


def _parts(data: bytes, start: int) -> Iterator[bytes]:
    """The packed bits between two restarts, without the noughts that keep them from markers."""
    while start < len(data):
        end = start
        while (end := data.find(b"\xff", end)) >= 0 and data[end + 1 : end + 2] == b"\0":
            end += 2
        if end < 0:
            end = len(data)
        yield data[start:end].replace(b"\xff\0", b"\xff")
        marker = data[end + 1 : end + 2]
        if not marker or not 0xD0 <= marker[0] <= 0xD7:
            return
        start = end + 2
