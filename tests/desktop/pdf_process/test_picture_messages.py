"""Requests to a picture process cross whole, settings and looks included."""

import io

from hypothesis import given
from hypothesis import strategies as some

from desktop.models.image import Look
from desktop.pdf_process.messages import receive, send
from desktop.pdf_process.picture_messages import REQUESTS, Load, PictureRequest, Piece, Thumb
from portal_protocol.image_settings import Crop, ImageSettings, Window

SIDES = some.integers(1, 1_000_000)
CROPS = some.builds(Crop, some.integers(-1_000_000, 1_000_000), some.integers(0, 9), SIDES, SIDES)
WINDOWS = some.builds(Window, some.integers(0, 255), some.integers(0, 255))
SETTINGS = some.builds(
    ImageSettings,
    some.none() | CROPS,
    some.floats(-360, 360),
    some.booleans(),
    some.none() | WINDOWS,
)
STEPS = some.integers(-100, 100)
LOOKS = some.builds(Look, some.integers(0, 3), some.booleans(), STEPS, STEPS, some.booleans())
AREAS = some.tuples(*[some.floats(0, 1e6)] * 4)
ASKED = (
    some.builds(Load, some.integers(0, 99), SETTINGS, some.none() | some.tuples(SIDES, SIDES))
    | some.builds(Piece, LOOKS, AREAS, SIDES, SIDES)
    | some.builds(Thumb, SIDES, SIDES, SETTINGS, some.integers(0, 99))
)


@given(ASKED, some.binary(max_size=50))
def test_what_is_sent_arrives(request: PictureRequest, body: bytes):
    stream = io.BytesIO()
    send(stream, request, body)
    stream.seek(0)
    arrived, bits = receive(stream, REQUESTS)
    assert arrived == request
    assert bits == body
