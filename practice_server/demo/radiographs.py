"""X-rays of teeth that nobody has, drawn by code: greys of 12 bits, always the same for a seed."""

import math
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Greys = NDArray[np.uint16]
Point = tuple[float, float]

WHITE: Final = 4095
AIR, BONE, DENTIN, ENAMEL, PULP, METAL, DECAY = 8, 92, 138, 198, 84, 250, 66
GRAIN: Final = 60
"""How far the grain of the film reaches, of 4095."""


@dataclass(frozen=True, slots=True)
class Mouth:
    """What is to be seen: the numbers, from the left, of upper and lower teeth of one kind.

    `upper_filled` and `lower_filled` shine, the tooth `decayed` of the upper row has a dark spot.
    """

    upper_filled: tuple[int, ...] = ()
    lower_filled: tuple[int, ...] = ()
    decayed: int | None = None


@dataclass(frozen=True, slots=True)
class _Tooth:
    """Where a tooth stands: the middle of its neck, how wide, and whether it bites downwards."""

    x: float
    neck: float
    width: float
    crown: float
    root: float
    down: bool = False

    def at(self, across: float, along: float) -> Point:
        """A point: from -1 to 1 across, from 0 at the neck to 1 at the bite, -1 at the root."""
        length = self.crown if along > 0 else self.root
        way = along * length
        return self.x + across * self.width / 2, self.neck + (way if self.down else -way)


@cache
def bitewing(seed: int, mouth: Mouth, width: int = 560, height: int = 400) -> Greys:
    """The back teeth of both jaws of one side, closed."""
    picture, draw = _film(width, height, seed)
    draw.rectangle((0, height * 0.27, width, height * 0.73), fill=AIR)
    dice = Random(seed)
    step = width / 4.7
    for number in range(5):
        x = step * (number + 0.45) + dice.uniform(-3, 3)
        wide = step * dice.uniform(0.9, 0.98)
        upper = _Tooth(x, height * 0.25, wide, height * 0.235, height * 0.45, down=True)
        lower = _Tooth(x + step * 0.18, height * 0.76, wide, height * 0.24, height * 0.45)
        decayed = number == mouth.decayed
        _draw_tooth(draw, upper, filled=number in mouth.upper_filled, decayed=decayed)
        _draw_tooth(draw, lower, filled=number in mouth.lower_filled)
    return _exposed(picture, seed)


@cache
def single(seed: int, *, filled: bool = False, width: int = 340, height: int = 440) -> Greys:
    """One tooth with its roots, and its neighbours."""
    picture, draw = _film(width, height, seed)
    draw.rectangle((0, height * 0.66, width, height), fill=AIR)
    for number, x in enumerate((-0.02, 0.5, 1.02)):
        wide, neck = width * 0.49, height * 0.62
        tooth = _Tooth(width * x, neck, wide, height * 0.3, height * 0.52, down=True)
        _draw_tooth(draw, tooth, filled=filled and number == 1)
    return _exposed(picture, seed)


@cache
def panorama(seed: int, width: int = 900, height: int = 440) -> Greys:
    """Both jaws from ear to ear."""
    picture, draw = _film(width, height, seed, ground=34)
    draw.arc((-60, -height * 1.0, width + 60, height * 0.96), 14, 166, fill=BONE + 20, width=46)
    for number in range(14):
        place = (number - 6.5) / 6.5
        bow = height * 0.1 * (1 - place * place)
        x = width / 2 + place * width * 0.39
        wide = width * (0.05 + 0.012 * abs(place))
        middle = height * 0.4 + bow
        upper = _Tooth(x, middle - height * 0.08, wide, height * 0.1, height * 0.15, down=True)
        lower = _Tooth(x, middle + height * 0.135, wide, height * 0.1, height * 0.16)
        _draw_tooth(draw, upper, filled=number in (3, 11))
        _draw_tooth(draw, lower, filled=number == 10)
    return _exposed(picture, seed)


def _film(
    width: int, height: int, seed: int, ground: int = BONE
) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A ground with the clouds of bone."""
    small = (max(2, width // 12), max(2, height // 12))
    clouds = Image.frombytes("L", small, Random(seed).randbytes(small[0] * small[1]))
    clouds = clouds.resize((width, height), Image.Resampling.BICUBIC)
    picture = clouds.point([ground - 22 + value * 44 // 255 for value in range(256)])
    return picture, ImageDraw.Draw(picture)


def _draw_tooth(
    draw: ImageDraw.ImageDraw, tooth: _Tooth, *, filled: bool = False, decayed: bool = False
) -> None:
    for side in (-1, 1):
        _shape(draw, tooth, DENTIN, [(0.86 * side, 0.0), (0.5 * side, -1.0), (0.12 * side, -0.25)])
    _shape(draw, tooth, DENTIN, [(-0.86, 0.05), (0.86, 0.05), (0.5, -0.35), (-0.5, -0.35)])
    _shape(draw, tooth, ENAMEL, _crown(1.0, 1.0))
    _shape(draw, tooth, DENTIN, _crown(0.76, 0.68))
    _shape(draw, tooth, PULP, [(-0.3, 0.25), (0.3, 0.25), (0.24, -0.15), (-0.24, -0.15)])
    for side in (-1, 1):
        _shape(draw, tooth, PULP, [(0.3 * side, 0.0), (0.2 * side, 0.0), (0.46 * side, -0.86)])
    if filled:
        _shape(draw, tooth, METAL, [(-0.42, 0.9), (0.4, 0.9), (0.3, 0.56), (-0.34, 0.6)])
    if decayed:
        _shape(draw, tooth, DECAY, [(1.0, 0.62), (0.98, 0.28), (0.62, 0.38), (0.7, 0.54)])


def _crown(wide: float, high: float) -> list[Point]:
    """The outline from the neck round the bite with its two cusps."""
    up = [step / 8 for step in range(9)]
    sides = [(wide * (0.84 + 0.16 * math.sin(math.pi * along)), along * high * 0.8) for along in up]
    bite = [
        (wide * step / 8, high * (0.88 + 0.12 * math.cos(2 * math.pi * (abs(step) / 8 - 0.5))))
        for step in range(6, -7, -1)
    ]
    return [*sides, *bite, *((-x, y) for x, y in reversed(sides))]


def _shape(draw: ImageDraw.ImageDraw, tooth: _Tooth, grey: int, outline: list[Point]) -> None:
    draw.polygon([tooth.at(across, along) for across, along in outline], fill=grey)


def _exposed(picture: Image.Image, seed: int) -> Greys:
    """Softened, a little darker to the edges, with grain."""
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(2.2)), dtype=np.float64) / 255
    rows, columns = soft.shape
    across = np.linspace(-1, 1, columns)[None, :] ** 2
    down = np.linspace(-1, 1, rows)[:, None] ** 2
    light = soft * (1 - 0.14 * across - 0.1 * down)
    noise = np.frombuffer(Random(seed + 1).randbytes(soft.size), np.uint8).reshape(soft.shape)
    greys = light * WHITE + (noise.astype(np.float64) - 128) * GRAIN / 255
    exposed: Greys = np.clip(greys, 0, WHITE).astype(np.uint16)
    return exposed
