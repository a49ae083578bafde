"""The practice's settings: where each pixel of an image comes to lie (IMG-2)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.models.image_geometry import placed, quarters, scaled
from portal_protocol.image_settings import Crop, ImageSettings

SIZES = some.tuples(some.integers(1, 500), some.integers(1, 500))
CROPS = some.none() | some.builds(
    Crop,
    some.integers(-50, 400),
    some.integers(-50, 400),
    some.integers(1, 400),
    some.integers(1, 400),
)
ANGLES = some.sampled_from([0, 90, 180, 270, -90, 360]) | some.floats(-360, 360)
SETTINGS = some.builds(ImageSettings, CROPS, ANGLES, some.booleans())


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.dist(one, other)


@pytest.mark.rule("IMG-2")
@given(SETTINGS, SIZES)
def test_lengths_and_right_angles_stay(settings: ImageSettings, size: tuple[int, int]):
    place = placed(settings, *size)
    corner, across, down = place.source(0, 0), place.source(10, 0), place.source(0, 10)
    assert apart(corner, across) == pytest.approx(10)
    assert apart(corner, down) == pytest.approx(10)
    assert apart(across, down) == pytest.approx(math.sqrt(200))


@pytest.mark.rule("IMG-2")
@given(SETTINGS, SIZES)
def test_the_middle_of_the_crop_is_in_the_middle(settings: ImageSettings, size: tuple[int, int]):
    place = placed(settings, *size)
    crop = settings.crop or Crop(0, 0, *size)
    middle = (crop.x + crop.width / 2, crop.y + crop.height / 2)
    assert apart(place.source(place.width / 2, place.height / 2), middle) < 1e-6


@given(SIZES, CROPS, some.booleans())
def test_four_quarters_and_two_flips_are_nothing(size, crop, flipped):
    once = placed(ImageSettings(crop, 360, flipped), *size)
    assert once == placed(ImageSettings(crop, 0, flipped), *size)
    assert placed(ImageSettings(crop, 90), *size).width == placed(ImageSettings(crop), *size).height


@pytest.mark.rule("IMG-2")
@given(SIZES, some.sampled_from([0, 90, 180, 270]), some.booleans())
def test_the_corners_of_a_whole_picture_become_its_corners(size, degrees, flipped):
    place = placed(ImageSettings(degrees=degrees, flipped=flipped), *size)
    found = {place.source(x, y) for x in (0, place.width) for y in (0, place.height)}
    assert found == {(x, y) for x in (0.0, float(size[0])) for y in (0.0, float(size[1]))}


def test_a_quarter_clockwise_brings_the_lower_left_corner_up():
    place = placed(ImageSettings(degrees=90), 40, 30)
    assert (place.width, place.height) == (30, 40)
    assert place.source(0, 0) == (0, 30)
    assert placed(ImageSettings(flipped=True), 40, 30).source(0, 0) == (40, 0)
    # flipped first: what comes up is the lower right corner
    assert placed(ImageSettings(degrees=90, flipped=True), 40, 30).source(0, 0) == (40, 30)


def test_the_nearest_quarter():
    assert [quarters(degrees) for degrees in (0, 44, 46, -46, 180, 271, 359)] == [
        0,
        0,
        1,
        3,
        2,
        3,
        0,
    ]


def test_a_smaller_picture_has_a_smaller_crop():
    settings = ImageSettings(Crop(10, 20, 30, 1), 90)
    assert scaled(settings, 0.1) == ImageSettings(Crop(1, 2, 3, 1), 90)
    assert scaled(settings, 1.0) is settings


def test_what_would_be_too_large_is_refused():
    with pytest.raises(ValueError, match="bounds"):
        placed(ImageSettings(Crop(0, 0, 900_000, 1)), 10, 10)
