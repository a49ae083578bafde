"""Differences out of packed bits, each a code for its size and then as many bits (T.81, F.1.2).

Of every place of the bits it is worked out at once how far the next code would be from there; then
the codes are followed from one to the next, and their values are read all together.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from desktop.pdf_process.pictures.raster import Pixels

LONGEST_CODE = 16
BITS_AT_ONCE = 1 << 20
NOTHING = 255
MOST = 1 << 15  # the one difference that has no bits of its own


@dataclass(frozen=True, slots=True)
class Table:
    """For each 16 bits: how long the code is that they begin with, and the size it stands for."""

    lengths: Pixels
    sizes: Pixels
    steps: Pixels  # bits to the next code; 0 where none begins

    @classmethod
    def of(cls, counts: bytes, symbols: bytes) -> Self:
        """The table with so many codes of 1, 2, … bits, and what they stand for in turn."""
        lengths, sizes = np.zeros(1 << LONGEST_CODE, np.uint8), np.full(1 << LONGEST_CODE, NOTHING)
        code, taken = 0, 0
        for length, many in enumerate(counts, 1):
            wide = 1 << (LONGEST_CODE - length)
            for symbol in symbols[taken : taken + many]:
                lengths[code * wide : (code + 1) * wide] = length
                sizes[code * wide : (code + 1) * wide] = symbol
                code += 1
            taken += many
            code <<= 1
        extra = np.where(sizes < LONGEST_CODE, sizes, 0)
        steps = np.where(sizes <= LONGEST_CODE, lengths + extra, 0)
        return cls(lengths, sizes, steps.astype(np.uint8))


def differences(packed: bytes, tables: list[Table], wanted: int) -> Pixels:
    """So many; the tables take turns. Raises ValueError where the bits end, or are no code."""
    found = np.empty(wanted, np.int32)
    have, bit = 0, 0
    while have < wanted:
        start = bit // 8
        piece = packed[start : start + BITS_AT_ONCE // 8 + 8]
        places, moved = _followed(piece, tables, have, wanted - have, bit % 8)
        if not len(places):
            raise ValueError("the picture is cut, or a code that there is not")
        for number in range(len(tables)):
            mine = places[number :: len(tables)]
            table = tables[(have + number) % len(tables)]
            found[have + number : have + len(places) : len(tables)] = _values(piece, mine, table)
        have, bit = have + len(places), start * 8 + moved
    return found


def _followed(
    piece: bytes, tables: list[Table], turn: int, most: int, bit: int
) -> tuple[Pixels, int]:
    """Where codes begin, at most so many, and where the next one does."""
    octets = np.frombuffer(piece + bytes(2), np.uint8).astype(np.uint32)
    three = octets[:-2] << 16 | octets[1:-1] << 8 | octets[2:]
    windows = (three[:, None] >> np.arange(8, 0, -1, dtype=np.uint32) & 0xFFFF).reshape(-1)
    made = {id(table): memoryview(table.steps[windows].tobytes()) for table in tables}
    steps = [made[id(table)] for table in tables]
    last, whole, count = min(len(windows), BITS_AT_ONCE), len(windows), len(tables)
    starts = list[int]()
    turn %= count
    while bit < last and len(starts) < most:
        step = steps[turn][bit]
        if not step or bit + step > whole:
            break
        starts.append(bit)
        bit += step
        turn = turn + 1 if turn + 1 < count else 0
    return np.array(starts, np.int64), bit


def _values(piece: bytes, places: Pixels, table: Table) -> Pixels:
    """The differences whose codes begin at these places."""
    octets = np.frombuffer(piece + bytes(5), np.uint8).astype(np.uint64)
    byte = places >> 3
    bits = np.zeros(len(places), np.uint64)
    for number in range(5):
        bits |= octets[byte + number] << np.uint64(56 - 8 * number)
    bits <<= (places & 7).astype(np.uint64)
    code = (bits >> np.uint64(48)).astype(np.int64)
    size = table.sizes[code].astype(np.int64)
    extra = np.where(size < LONGEST_CODE, size, 0)
    after = bits << table.lengths[code].astype(np.uint64) >> np.uint64(1)
    value = (after >> (63 - extra).astype(np.uint64)).astype(np.int64)
    negative = (extra > 0) & (value < (1 << np.maximum(extra - 1, 0)))
    value = np.where(negative, value - (1 << extra) + 1, value)
    return np.where(size == LONGEST_CODE, MOST, value).astype(np.int32)
