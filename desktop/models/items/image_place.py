"""How a picture lies in a view: zoom and place; plain arithmetic, no Qt (IMG-3).

Everything is in pixels of the screen's device, so that 100 % shows each pixel of the picture as
one of the screen.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple, Self, TypeVar

LARGEST = 16.0
NOTCH = 1.25  # how much a step of the wheel or a key changes the zoom
EDGE = 1e-9


class Relative(NamedTuple):
    """A place in shares, to be put to another picture: zoom over fitting, and the middle."""

    zoom: float
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Place:
    """`wide` by `high` pixels of a picture in a view of `across` by `down`; `x`, `y` is the place
    of the picture that is in the view's middle. `fits` follows the view when its size changes."""

    wide: float
    high: float
    across: float
    down: float
    scale: float
    x: float
    y: float
    fits: bool = False

    @classmethod
    def fitted(cls, size: tuple[float, float], view: tuple[float, float]) -> Self:
        """All of the picture, as large as there is room, but never enlarged."""
        wide, high = max(1.0, size[0]), max(1.0, size[1])
        across, down = max(1.0, view[0]), max(1.0, view[1])
        scale = min(1.0, across / wide, down / high)
        return cls(wide, high, across, down, scale, wide / 2, high / 2, fits=True)

    @property
    def smallest(self) -> float:
        """The zoom in which all of it shows."""
        return min(1.0, self.across / self.wide, self.down / self.high)

    @property
    def percent(self) -> int:
        """The zoom as it is told."""
        return max(1, round(self.scale * 100))

    @property
    def drawn(self) -> tuple[int, int]:
        """How large the whole picture is on the screen."""
        return max(1, round(self.wide * self.scale)), max(1, round(self.high * self.scale))

    @property
    def origin(self) -> tuple[int, int]:
        """Where its upper left corner lies in the view; on a whole pixel, so that nothing blurs."""
        left = self.across / 2 - self.x * self.scale
        top = self.down / 2 - self.y * self.scale
        return round(left), round(top)

    @property
    def exceeds(self) -> bool:
        """Whether some of it is out of sight."""
        return self.wide * self.scale > self.across + 1 or self.high * self.scale > self.down + 1

    @property
    def seen(self) -> tuple[float, float, float, float]:
        """What of the picture shows: left, top, width, height."""
        left, top = self.at(0, 0)
        right, bottom = self.at(self.across, self.down)
        left, top = max(0.0, left), max(0.0, top)
        return left, top, min(self.wide, right) - left, min(self.high, bottom) - top

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of the picture that shows at a place of the view."""
        aside = (x - self.across / 2) / self.scale, (y - self.down / 2) / self.scale
        return self.x + aside[0], self.y + aside[1]

    def zoomed(self, scale: float, about: tuple[float, float] | None = None) -> Self:
        """Another zoom; what is at a place of the view (its middle) stays there while the picture
        fills the view."""
        view = about or (self.across / 2, self.down / 2)
        kept = self.at(*view)
        scale = min(max(LARGEST, self.smallest), max(self.smallest, scale))
        x = kept[0] - (view[0] - self.across / 2) / scale
        y = kept[1] - (view[1] - self.down / 2) / scale
        fits = scale <= self.smallest + EDGE
        return _held(replace(self, scale=scale, x=x, y=y, fits=fits))

    def stepped(self, steps: float, about: tuple[float, float] | None = None) -> Self:
        """So many steps larger, or smaller below 0."""
        return self.zoomed(self.scale * NOTCH**steps, about)

    def moved(self, right: float, down: float) -> Self:
        """The picture moved by so many pixels of the view."""
        x, y = self.x - right / self.scale, self.y - down / self.scale
        return _held(replace(self, x=x, y=y))

    def in_view(self, across: float, down: float) -> Self:
        """In a view of another size; what is in the middle stays there."""
        if self.fits:
            return type(self).fitted((self.wide, self.high), (across, down))
        resized = replace(self, across=max(1.0, across), down=max(1.0, down))
        return resized.zoomed(resized.scale)

    @property
    def relative(self) -> Relative:
        """The same in shares of the picture."""
        return Relative(self.scale / self.smallest, self.x / self.wide, self.y / self.high)

    def like(self, other: Relative) -> Self:
        """As another picture lies in its view."""
        zoomed = self.zoomed(other.zoom * self.smallest)
        there = replace(zoomed, x=other.across * self.wide, y=other.down * self.high)
        return _held(there)


P = TypeVar("P", bound=Place)


def _held(place: P) -> P:
    """No further than the picture reaches; in the middle where it is smaller than the view."""
    x = _within(place.x, place.wide, place.across / place.scale / 2)
    y = _within(place.y, place.high, place.down / place.scale / 2)
    return replace(place, x=x, y=y)


def _within(middle: float, side: float, half_view: float) -> float:
    if side <= 2 * half_view:
        return side / 2
    return min(max(middle, half_view), side - half_view)
