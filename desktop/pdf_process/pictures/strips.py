"""Greys of 16 bits out of the strips of a TIFF, plain or deflated: what X-rays are exported as.

Strips are unpacked on all cores, right into the rows: Pillow takes one core, and a copy more.
Whatever else a TIFF may be is left to Pillow.
"""

import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np
from PIL.TiffImagePlugin import TiffImageFile

from desktop.pdf_process.pictures.raster import Pixels

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 256, 257, 258, 259, 262, 266
OFFSETS, SAMPLES, ROWS, COUNTS, PLANAR, PREDICTOR, FORMAT = 273, 277, 278, 279, 284, 317, 339
PLAIN, DEFLATE = frozenset({1}), frozenset({8, 32946})
USUAL = {BITS: 1, COMPRESSION: 1, FILL_ORDER: 1, SAMPLES: 1, PLANAR: 1, PREDICTOR: 1, FORMAT: 1}
WANTED = {BITS: 16, FILL_ORDER: 1, PHOTOMETRIC: 1, SAMPLES: 1, PLANAR: 1, FORMAT: 1}
MOST_CORES = 4  # each thread's stack counts against the memory that is allowed
DIFFERENCES = 2  # each grey is kept as its difference from the one before


class Strip(NamedTuple):
    """Some rows from `top`, and where their bytes lie in the file."""

    top: int
    rows: int
    offset: int
    length: int


class Layout(NamedTuple):
    """How all rows are kept."""

    width: int
    height: int
    kind: str  # of a number, with its byte order
    deflated: bool
    differences: bool
    strips: tuple[Strip, ...]


def layout(image: TiffImageFile) -> Layout | None:
    """The layout of the page that is looked at; None for one that Pillow reads."""

    def value(tag: int) -> object:
        found = image.tag_v2.get(tag, USUAL.get(tag))
        return found[0] if isinstance(found, tuple) and len(found) == 1 else found

    offsets, counts = image.tag_v2.get(OFFSETS), image.tag_v2.get(COUNTS)
    as_wanted = all(value(tag) == wanted for tag, wanted in WANTED.items())
    known = value(COMPRESSION) in PLAIN | DEFLATE and value(PREDICTOR) in {1, DIFFERENCES}
    if not (as_wanted and known and isinstance(offsets, tuple) and isinstance(counts, tuple)):
        return None
    width, height = int(image.tag_v2[WIDTH]), int(image.tag_v2[HEIGHT])
    rows = min(height, int(image.tag_v2.get(ROWS, height)))
    tops = range(0, height, rows) if rows > 0 else range(0)
    if not len(tops) == len(offsets) == len(counts):
        return None
    strips = tuple(
        Strip(top, min(rows, height - top), int(offset), int(length))
        for top, offset, length in zip(tops, offsets, counts, strict=True)
    )
    order = "<" if image.tag_v2.prefix == b"II" else ">"
    deflated, differences = value(COMPRESSION) in DEFLATE, value(PREDICTOR) == DIFFERENCES
    return Layout(width, height, f"{order}u2", deflated, differences, strips)


def unpacked(data: bytes | bytearray, kept: Layout) -> Pixels:
    """All rows. Raises ValueError or zlib.error for strips that are cut or broken."""
    pixels = np.empty((kept.height, kept.width), np.uint16)
    workers = min(MOST_CORES, os.cpu_count() or 1)
    shares = [kept.strips[start::workers] for start in range(workers)]
    with memoryview(data) as view, ThreadPoolExecutor(workers) as cores:
        list(cores.map(partial(_unpack, view, kept, pixels), shares))
    return pixels


def _unpack(view: memoryview, kept: Layout, pixels: Pixels, strips: tuple[Strip, ...]) -> None:
    for strip in strips:
        wanted = strip.rows * kept.width * 2
        packed = view[strip.offset : strip.offset + strip.length]
        body: bytes | memoryview = packed[:wanted]
        if kept.deflated:
            body = zlib.decompressobj().decompress(packed, wanted)
        if len(body) != wanted:
            raise ValueError("a strip is cut")
        values = np.frombuffer(body, kept.kind).reshape(strip.rows, kept.width)
        rows = pixels[strip.top : strip.top + strip.rows]
        if kept.differences:
            np.cumsum(values, axis=1, dtype=np.uint16, out=rows)
        else:
            rows[:] = values
