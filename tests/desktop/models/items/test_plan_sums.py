import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.items.plan_sums import divided

CENTS = st.integers(0, 10_000_000)


@pytest.mark.rule("PLAN-3")
@given(st.lists(CENTS, min_size=1, max_size=5), st.integers(1, 2000), st.integers(0, 6))
def test_the_widths_and_gaps_of_a_bar_are_its_whole(parts, room, gap):
    shown = [part for part in parts if part]
    whole = room + len(shown) + gap * max(0, len(shown) - 1)
    widths = divided(parts, whole, gap)
    assert [bool(width) for width in widths] == [bool(part) for part in parts]
    if shown:
        assert sum(widths) + gap * (len(shown) - 1) == whole


@given(st.lists(st.integers(1, 10_000_000), min_size=2, max_size=4), st.integers(200, 2000))
def test_each_part_is_as_wide_as_its_share_to_a_pixel_a_part(parts, whole):
    for part, width in zip(parts, divided(parts, whole), strict=True):
        assert abs(width - whole * part / sum(parts)) <= len(parts) + 1


@given(st.lists(st.integers(-100, 0), max_size=4), st.integers(-5, 100))
def test_nothing_to_pay_shows_nothing(parts, whole):
    assert divided(parts, whole) == (0,) * len(parts)


@given(st.lists(CENTS, min_size=2, max_size=4), st.integers(-10, 1))
def test_without_room_nothing_is_drawn_beyond_the_bar(parts, whole):
    assert sum(divided(parts, whole, gap=3)) <= max(0, whole)
