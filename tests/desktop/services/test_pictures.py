"""Pictures that came with messages: decoded elsewhere, bounded, and harmless when hostile."""

import io
import struct
import zlib

import pytest
from PIL import Image

from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process.messages import Drawn, Refused, Show
from desktop.pdf_process.pictures.answering import Pictures
from desktop.pdf_process.pictures.raster import MOST_UNBOUND
from desktop.services.context import Cancelled, Context
from desktop.services.pictures import decoded

ROOM = {"width": 100, "height": 80}


def picture(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(file, kind)
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 by 60,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sum_of = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + sum_of

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def trouble(data: bytes) -> Trouble:
    with pytest.raises(PortalError) as caught:
        decoded(Context(), data=data, **ROOM)
    return caught.value.trouble


@pytest.mark.rule("MAIL-4")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
def test_a_picture_fits_its_room_and_keeps_its_shape(kind: str):
    shown = decoded(Context(), data=picture(kind), **ROOM)
    assert (shown.width, shown.height, shown.stride) == (100, 67, 400)
    assert len(shown.data) == 400 * 67
    blue, green, red, alpha = shown.data[:4]
    assert red > 240
    assert max(blue, green) < 15
    assert alpha == 255


def test_a_small_picture_is_not_enlarged_and_what_is_clear_is_white():
    shown = decoded(Context(), data=picture("PNG", (4, 3), "RGBA"), **ROOM)
    assert (shown.width, shown.height) == (4, 3)
    assert set(shown.data) == {255}


@pytest.mark.rule("MAIL-4", "OFF-2")
def test_hostile_pictures_are_refused():
    assert trouble(bomb()) is Trouble.DOCUMENT_TOO_LARGE
    assert trouble(picture("JPEG")[:200]) is Trouble.DOCUMENT_DAMAGED
    assert trouble(picture("TGA")) is Trouble.DOCUMENT_DAMAGED  # not among what is decoded
    assert trouble(b"") is Trouble.DOCUMENT_DAMAGED


def test_a_picture_nobody_waits_for_is_given_up():
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        decoded(context, data=picture("PNG"), **ROOM)


def test_where_memory_is_not_bound_large_pictures_are_refused_sooner():
    large = picture("PNG", (MOST_UNBOUND // 8000 + 1, 8000), "1")
    unbound = Pictures(MOST_UNBOUND)
    reply, _ = unbound.answer(Show(100, 80), large)
    assert reply == Refused("too_large")
    reply, _ = unbound.answer(Show(100, 80), picture("PNG"))
    assert isinstance(reply, Drawn)
