"""Greys out of their differences, as a JPEG without loss keeps them (ITU-T T.81, H.1.2)."""

import numpy as np

from desktop.pdf_process.pictures.raster import Pixels

MODULUS = 0xFFFF


def undone(plane: Pixels, predictor: int, first: int) -> None:
    """Turn differences into greys, in place: each was taken from what its predictor makes of the
    greys at its left (a), above (b) and both (c).

    The first row is taken from the left, the first grey of other rows from above, and the first
    of all from `first`.
    """
    plane[0, 0] += first
    np.cumsum(plane[0], out=plane[0])
    plane[0] &= MODULUS
    for row in range(1, len(plane)):
        above, now = plane[row - 1], plane[row]
        now[0] += above[0]
        _row(now, above, predictor)
        now &= MODULUS


def _row(now: Pixels, above: Pixels, predictor: int) -> None:
    b, c = above[1:], above[:-1]
    match predictor:
        case 2:
            now[1:] += b
        case 3:
            now[1:] += c
        case 4:
            now[1:] += b - c
        case 5:
            now[1:] += (b - c) >> 1
        case 6 | 7:
            _one_by_one(now, above, predictor)
    if predictor in {1, 4, 5}:
        np.cumsum(now, out=now)


def _one_by_one(now: Pixels, above: Pixels, predictor: int) -> None:
    """Where each grey needs the one before it within a division."""
    values, b = now.tolist(), above.tolist()
    values[0] &= MODULUS
    for at in range(1, len(values)):
        a = values[at - 1]
        guess = b[at] + ((a - b[at - 1]) >> 1) if predictor == 6 else (a + b[at]) >> 1
        values[at] = (values[at] + guess) & MODULUS
    now[:] = values
