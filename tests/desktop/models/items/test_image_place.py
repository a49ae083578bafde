"""Zoom and place of a picture in its view, and the tiles that show there (IMG-3)."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from desktop.models.items.image_place import LARGEST, Place
from desktop.models.items.image_tiles import TILE, bands, tiles

SIDES = some.integers(1, 8000)
SIZES = some.tuples(SIDES, SIDES)
LARGE, VIEWS = some.integers(500, 8000), some.integers(1, 4000)
SHARES = some.floats(0, 1)
POINTS = some.tuples(SHARES, SHARES)


@some.composite
def places(draw: some.DrawFn) -> Place:
    """Any place that a person can bring about."""
    place = Place.fitted(draw(SIZES), draw(SIZES))
    for _ in range(draw(some.integers(0, 4))):
        about = draw(POINTS)
        at = (about[0] * place.across, about[1] * place.down)
        place = place.stepped(draw(some.floats(-8, 12)), at)
        place = place.moved(draw(some.floats(-5000, 5000)), draw(some.floats(-5000, 5000)))
    return place


@pytest.mark.rule("IMG-3")
@given(some.tuples(LARGE, LARGE), some.tuples(VIEWS, VIEWS), POINTS, POINTS, some.floats(0, 5))
def test_zooming_about_a_point_keeps_that_point(size, view, start, about, steps: float):
    place = Place.fitted(size, view)
    filling = max(view[0] / size[0], view[1] / size[1])
    place = place.zoomed(filling, (start[0] * view[0], start[1] * view[1]))
    at = (about[0] * view[0], about[1] * view[1])
    zoomed = place.stepped(steps, at)
    before, after = place.at(*at), zoomed.at(*at)
    assert after == pytest.approx(before, abs=1e-6 * max(place.wide, place.high))


@given(places())
def test_the_picture_never_leaves_the_view(place: Place):
    assert place.smallest <= place.scale <= max(LARGEST, place.smallest)
    left, top, wide, high = place.seen
    assert wide == pytest.approx(min(place.wide, place.across / place.scale))
    assert high == pytest.approx(min(place.high, place.down / place.scale))
    assert left >= 0
    assert top >= 0
    assert left + wide <= place.wide * (1 + 1e-9)


@given(places(), some.floats(-300, 300), some.floats(-300, 300))
def test_moving_there_and_back_is_nothing_within_the_edges(place: Place, right, down):
    there = place.moved(right, down)
    assume(
        there.at(0, 0)
        == pytest.approx(
            (place.at(0, 0)[0] - right / place.scale, place.at(0, 0)[1] - down / place.scale)
        )
    )
    back = there.moved(-right, -down)
    assert (back.x, back.y) == pytest.approx((place.x, place.y), abs=1e-6 * place.wide + 1e-6)


def test_all_of_it_follows_the_view_and_a_zoom_does_not():
    place = Place.fitted((4000, 3000), (800, 600))
    assert (place.percent, place.drawn, place.origin) == (20, (800, 600), (0, 0))
    assert place.in_view(400, 600).percent == 10
    full = place.zoomed(1.0)
    assert not full.fits
    assert full.in_view(400, 600).percent == 100
    assert full.stepped(-50).fits
    assert Place.fitted((40, 30), (800, 600)).percent == 100  # never enlarged by itself


@pytest.mark.rule("IMG-3")
@given(places(), SIZES, SIZES)
def test_another_picture_lies_as_this_one_does(place: Place, size, view):
    other = Place.fitted(size, view).like(place.relative)
    again = other.like(place.relative)
    assert again.relative == pytest.approx(other.relative)
    assert place.like(place.relative).relative == pytest.approx(place.relative)


@given(places())
def test_tiles_cover_what_is_seen_and_nothing_twice(place: Place):
    assume(place.across * place.down < 4_000_000)
    spreads = tiles(place)
    wide, high = place.drawn
    left, top = place.origin
    assert len({spread.tile for spread in spreads}) == len(spreads)
    seen = max(0.0, min(wide, place.across - left) - max(0, -left)) * max(
        0.0, min(high, place.down - top) - max(0, -top)
    )
    covered = 0.0
    for spread in spreads:
        right = min(spread.left + spread.size[0], place.across - left)
        under = min(spread.top + spread.size[1], place.down - top)
        covered += (right - max(spread.left, -left)) * (under - max(spread.top, -top))
        assert max(spread.size) <= TILE
        assert spread.area[0] + spread.area[2] <= place.wide * (1 + 1e-9)
    assert covered == pytest.approx(seen)


def test_the_middle_tile_comes_first():
    place = Place.fitted((6000, 4000), (1536, 1024)).zoomed(1.0)
    first, *rest = tiles(place)
    middle = (first.left + first.size[0] / 2, first.top + first.size[1] / 2)
    assert abs(middle[0] - 3000) <= TILE / 2
    assert abs(middle[1] - 2000) <= TILE / 2
    assert {spread.tile for spread in rest} < {spread.tile for spread in tiles(place, 1)}


@given(some.integers(1, 5000), some.integers(1, 5000), some.integers(1, 500_000))
def test_bands_follow_one_another(wide: int, high: int, most: int):
    found = list(bands(wide, high, most))
    assert found[0][0] == 0
    assert sum(rows for _, rows in found) == high
    assert all(top + rows == following for (top, rows), (following, _) in pairwise(found))
    assert all(rows * wide <= most or rows == 1 for _, rows in found)
