"""Where the pages of a document lie at a zoom; plain arithmetic, no Qt."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.models.pdf import FirstView

Size = tuple[float, float]
POINT = 96 / 72  # pixels of a point at 100 %
SMALLEST, LARGEST = 0.1, 8.0
STEPS = (0.25, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
MARGIN = 16
GAP = 12
FALLBACK = (612.0, 792.0)
LONGEST_SIDE = 16_000  # points; a page that says to be larger is shown as Letter
MOST_PIXELS = 12_000_000  # of one picture; beyond that it is drawn smaller and stretched


class Fit(StrEnum):
    """What the zoom follows when it is not a number."""

    WIDTH = "width"
    PAGE = "page"


Zoom = Fit | float


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page's rectangle in pixels, from the upper left of the whole document."""

    page: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageLayout:
    """All pages below one another, centred; `scale` is pixels a point."""

    pages: tuple[PlacedPage, ...]
    scale: float
    width: int
    height: int

    def visible(self, top: int, height: int) -> tuple[PlacedPage, ...]:
        """The pages that show between two heights."""
        first = bisect_left(self.pages, top, key=lambda page: page.top + page.height)
        last = bisect_left(self.pages, top + height, key=lambda page: page.top)
        return self.pages[first:last]

    def moved(self, x: float, y: float, to: "PageLayout") -> Size:
        """Where in another layout the place lies that is at x, y in this one."""
        page, (right, down) = self.point(x, y)
        old, new = self.pages[page], to.pages[page]
        aside = x - (old.left + right * self.scale), y - (old.top + down * self.scale)
        return new.left + right * to.scale + aside[0], new.top + down * to.scale + aside[1]

    def current(self, top: int, height: int) -> int:
        """The page that a reader would say to be on: the one at a third of the view."""
        at = bisect_left(self.pages, top + height // 3, key=lambda page: page.top + page.height)
        return min(at, len(self.pages) - 1)

    def point(self, x: float, y: float) -> tuple[int, Size]:
        """The page at or next to a place, and the point on it that is nearest."""
        at = bisect_left(self.pages, y, key=lambda page: page.top + page.height)
        page = self.pages[min(at, len(self.pages) - 1)]
        right = min(max(x - page.left, 0), page.width)
        down = min(max(y - page.top, 0), page.height)
        return page.page, (right / self.scale, down / self.scale)


def as_zoom(value: str | float) -> Zoom:
    """A zoom that was kept, or the width when it is none."""
    if isinstance(value, str):
        return Fit(value) if value in set(Fit) else Fit.WIDTH
    return min(LARGEST, max(SMALLEST, value))


def sane(size: Size) -> Size:
    """A page's size in points, or Letter where a document says nonsense."""
    width, height = size
    usable = 1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE
    return size if usable else FALLBACK


def scale_of(pages: Sequence[Size], zoom: Zoom, width: int, height: int, page: int = 0) -> float:
    """Pixels a point for a zoom in a view of `width` by `height` pixels."""
    if not isinstance(zoom, Fit):
        return min(LARGEST, max(SMALLEST, zoom)) * POINT
    sizes = [sane(size) for size in pages]
    across = max(1, width - 2 * MARGIN) / max(size[0] for size in sizes)
    if zoom is Fit.PAGE:
        across = min(across, max(1, height - 2 * MARGIN) / sizes[page][1])
    return min(LARGEST * POINT, max(SMALLEST * POINT, across))


def lay_out(pages: Sequence[Size], scale: float, width: int) -> PageLayout:
    """Place all pages for a view `width` pixels wide."""
    sizes = [sane(size) for size in pages]
    drawn = [(max(1, round(w * scale)), max(1, round(h * scale))) for w, h in sizes]
    across = max(width, max(size[0] for size in drawn) + 2 * MARGIN)
    placed, top = list[PlacedPage](), MARGIN
    for number, (wide, high) in enumerate(drawn):
        placed.append(PlacedPage(number, (across - wide) // 2, top, wide, high))
        top += high + GAP
    return PageLayout(tuple(placed), scale, across, top - GAP + MARGIN)


def picture_size(placed: PlacedPage, ratio: float) -> tuple[int, int]:
    """A page's picture in device pixels (`ratio` of them to a pixel), at most `MOST_PIXELS`."""
    wide, high = placed.width * ratio, placed.height * ratio
    shrink = min(1.0, (MOST_PIXELS / (wide * high)) ** 0.5)
    return max(1, round(wide * shrink)), max(1, round(high * shrink))


def first_size(pages: Sequence[Size], view: FirstView) -> tuple[int, int]:
    """The size of the first page's picture in a view."""
    scale = scale_of(pages, as_zoom(view.zoom), view.width, view.height)
    return picture_size(lay_out(pages[:1], scale, view.width).pages[0], view.ratio)


def step(scale: float, direction: int) -> float:
    """The next zoom up (1) or down (-1) from a scale."""
    now = scale / POINT
    if direction > 0:
        return next((each for each in STEPS if each > now + 0.01), STEPS[-1])
    return next((each for each in reversed(STEPS) if each < now - 0.01), STEPS[0])
