"""Where pages lie: properties of the arithmetic, for documents of any shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.models.items.page_layout import (
    GAP,
    LARGEST,
    MARGIN,
    MOST_PIXELS,
    POINT,
    SMALLEST,
    Fit,
    PageLayout,
    as_zoom,
    first_size,
    lay_out,
    picture_size,
    sane,
    scale_of,
    step,
)
from desktop.models.pdf import FirstView

SIDES = some.floats(1, 16_000) | some.floats(allow_nan=True) | some.integers(-5, 20_000).map(float)
PAGES = some.lists(some.tuples(SIDES, SIDES), min_size=1, max_size=30)
ZOOMS = some.sampled_from(Fit) | some.floats(0.01, 20)
VIEWS = some.integers(0, 4000)
PLACES = some.tuples(some.floats(0, 4000), some.floats(0, 9000))


def laid(
    pages: list[tuple[float, float]], zoom: Fit | float, width: int, height: int
) -> PageLayout:
    """The pages at a zoom."""
    return lay_out(pages, scale_of(pages, zoom, width, height), width)


@given(PAGES, ZOOMS, VIEWS, VIEWS)
def test_pages_lie_below_one_another_inside_the_document(
    pages: list[tuple[float, float]], zoom: Fit | float, width: int, height: int
) -> None:
    layout = laid(pages, zoom, width, height)
    assert layout.pages[0].top == MARGIN
    for before, after in zip(layout.pages, layout.pages[1:], strict=False):
        assert after.top == before.top + before.height + GAP
    for placed in layout.pages:
        assert placed.left >= 0
        assert placed.left + placed.width <= layout.width
    last = layout.pages[-1]
    assert layout.height == last.top + last.height + MARGIN


@given(PAGES, ZOOMS, VIEWS, VIEWS, some.integers(0, 50_000), some.integers(1, 3000))
def test_visible_pages_are_those_that_touch_the_view(
    pages: list[tuple[float, float]],
    zoom: Fit | float,
    width: int,
    height: int,
    top: int,
    tall: int,
) -> None:
    layout = laid(pages, zoom, width, height)
    touching = [
        placed
        for placed in layout.pages
        if placed.top < top + tall and placed.top + placed.height >= top
    ]
    assert list(layout.visible(top, tall)) == touching
    assert 0 <= layout.current(top, tall) < len(pages)


@given(PAGES, ZOOMS, VIEWS, VIEWS, some.data())
def test_a_point_of_a_page_is_found_again(
    pages: list[tuple[float, float]],
    zoom: Fit | float,
    width: int,
    height: int,
    data: some.DataObject,
) -> None:
    layout = laid(pages, zoom, width, height)
    placed = data.draw(some.sampled_from(layout.pages))
    x = data.draw(some.floats(0, placed.width))
    y = data.draw(some.floats(0, placed.height))
    page, point = layout.point(placed.left + x, placed.top + y)
    assert page == placed.page
    assert point == pytest.approx((x / layout.scale, y / layout.scale), abs=1e-6)


@given(PAGES, ZOOMS, ZOOMS, some.tuples(VIEWS, VIEWS), PLACES)
def test_a_place_stays_on_its_page_at_another_zoom(
    pages: list[tuple[float, float]],
    zoom: Fit | float,
    other: Fit | float,
    view: tuple[int, int],
    place: tuple[float, float],
) -> None:
    (x, y), old, new = place, laid(pages, zoom, *view), laid(pages, other, *view)
    assert old.moved(x, y, old) == pytest.approx((x, y), abs=1e-6)
    page, point = old.point(x, y)
    placed = old.pages[page]
    inside = (placed.left + point[0] * old.scale, placed.top + point[1] * old.scale)
    moved = old.moved(*inside, new)
    there = new.pages[page]
    assert moved[1] == pytest.approx(there.top + point[1] * new.scale, abs=1e-3)


@given(PAGES, VIEWS, VIEWS)
def test_fits_fit(pages: list[tuple[float, float]], width: int, height: int) -> None:
    wide = scale_of(pages, Fit.WIDTH, width, height)
    whole = scale_of(pages, Fit.PAGE, width, height)
    assert whole <= wide
    if wide > SMALLEST * POINT:
        assert max(sane(page)[0] for page in pages) * wide <= max(1, width - 2 * MARGIN) + 1e-6


@given(some.floats(SMALLEST * POINT, LARGEST * POINT))
def test_a_step_goes_the_way_it_is_asked(scale: float) -> None:
    assert step(scale, 1) * POINT >= scale or step(scale, 1) == LARGEST
    assert step(scale, -1) * POINT <= scale or step(scale, -1) == 0.25


@given(PAGES, ZOOMS, VIEWS, VIEWS, some.floats(0.5, 4))
def test_a_picture_has_its_page_s_shape_and_is_bounded(
    pages: list[tuple[float, float]], zoom: Fit | float, width: int, height: int, ratio: float
) -> None:
    for placed in laid(pages, zoom, width, height).pages:
        wide, high = picture_size(placed, ratio)
        assert wide * high <= MOST_PIXELS + wide + high
    first = first_size(pages, FirstView(zoom, width, height, ratio))
    kept = laid(pages, as_zoom(zoom), width, height)
    assert first == picture_size(kept.pages[0], ratio)


@pytest.mark.parametrize(
    ("kept", "zoom"),
    [("width", Fit.WIDTH), ("page", Fit.PAGE), ("?", Fit.WIDTH), (1.5, 1.5), (99.0, LARGEST)],
)
def test_a_kept_zoom_is_taken_or_the_width(kept: str | float, zoom: Fit | float) -> None:
    assert as_zoom(kept) == zoom
