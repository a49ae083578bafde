"""JPEG files without loss, made the slow and plain way (ITU-T T.81, process 14)."""

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

CATEGORIES = 17
LENGTH = 5  # bits of each category's code


def encoded(
    pixels: np.ndarray[Any, Any],
    predictor: int = 1,
    *,
    bits: int = 8,
    shift: int = 0,
    rows: int = 0,
) -> bytes:
    """A file of greys (height, width) or colours (height, width, 3); `rows` between restarts."""
    planes = pixels.reshape(*pixels.shape[:2], -1).astype(int) >> shift
    high, wide, count = planes.shape
    frame = struct.pack(">BHHB", bits, high, wide, count)
    frame += b"".join(bytes([number + 1, 0x11, 0]) for number in range(count))
    table = bytes([0] + [0] * (LENGTH - 1) + [CATEGORIES] + [0] * (16 - LENGTH))
    scan = bytes([count, *(part for number in range(count) for part in (number + 1, 0))])
    head = segment(0xC3, frame) + segment(0xC4, table + bytes(range(CATEGORIES)))
    if rows:
        head += segment(0xDD, struct.pack(">H", rows * wide))
    head += segment(0xDA, scan + bytes([predictor, 0, shift]))
    step = rows or high
    parts = [
        packed(differences(planes[top : top + step], predictor, 1 << (bits - shift - 1)))
        for top in range(0, high, step)
    ]
    body = parts[0]
    for number, part in enumerate(parts[1:]):
        body += bytes([0xFF, 0xD0 + number % 8]) + part
    return b"\xff\xd8" + head + body + b"\xff\xd9"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def differences(planes: np.ndarray[Any, Any], predictor: int, first: int) -> Iterator[int]:
    """What is kept of each pixel, component by component."""
    for y, x, n in np.ndindex(planes.shape):
        a = int(planes[y, x - 1, n]) if x else 0
        b = int(planes[y - 1, x, n]) if y else 0
        c = int(planes[y - 1, x - 1, n]) if x and y else 0
        by = (0, a, b, c, a + b - c, a + (b - c >> 1), b + (a - c >> 1), a + b >> 1)
        guess = by[predictor] if x and y else a if x else b if y else first
        yield int(planes[y, x, n]) - guess


def packed(values: Iterator[int]) -> bytes:
    """Each value as the code of its size and its bits."""
    bits = []
    for value in values:
        small = (value + 32768) % 65536 - 32768  # modulo 65,536
        size = 16 if small == -32768 else abs(small).bit_length()
        bits.append(f"{size:0{LENGTH}b}")
        if 0 < size < 16:
            bits.append(f"{small if small > 0 else small + (1 << size) - 1:0{size}b}")
    whole = "".join(bits)
    whole += "1" * (-len(whole) % 8)
    body = bytes(int(whole[at : at + 8], 2) for at in range(0, len(whole), 8))
    return body.replace(b"\xff", b"\xff\x00")
