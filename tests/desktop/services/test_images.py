"""Picture processes by their face: what they answer, and that they may die or hang (IMG-6)."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from desktop.models.image import Look
from desktop.models.trouble import PortalError, Trouble
from desktop.services.context import Cancelled, Context
from desktop.services.images import process as process_module
from desktop.services.images.opened import MOST_OPEN, OpenImages
from desktop.services.images.pool import IDLE, Pool
from desktop.services.jobs import Jobs, Lane
from desktop.services.pdf import MOST_BYTES
from portal_protocol.image_settings import Crop, ImageSettings
from tests.desktop.pdf_process.pictures.made import dicom, plain, png_bomb, ramp, report

ROOM = (100, 80)


@pytest.fixture
def pool() -> Iterator[Pool]:
    """Real processes, ended with the test."""
    made = Pool()
    yield made
    made.stop()


def trouble(pool: Pool, data: bytes) -> Trouble:
    with pytest.raises(PortalError) as caught:
        pool.thumbnail(Context(), data=data, size=ROOM)
    return caught.value.trouble


@pytest.mark.rule("IMG-1", "IMG-2")
def test_a_process_makes_thumbnails_one_after_another(pool: Pool):
    for kind in ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"):
        made = pool.thumbnail(Context(), data=plain(kind), size=ROOM)
        assert (made.width, made.height, made.stride) == (100, 67, 400)
        assert len(made.data) == 400 * 67
    cropped = ImageSettings(Crop(0, 0, 50, 100))
    made = pool.thumbnail(Context(), data=plain("PNG"), settings=cropped, size=ROOM)
    assert (made.width, made.height) == (40, 80)


@pytest.mark.rule("IMG-6")
def test_what_cannot_be_shown_has_its_reason(pool: Pool):
    assert trouble(pool, png_bomb()) is Trouble.DOCUMENT_TOO_LARGE
    assert trouble(pool, plain("JPEG")[:200]) is Trouble.DOCUMENT_DAMAGED
    assert trouble(pool, b"") is Trouble.DOCUMENT_DAMAGED
    assert trouble(pool, report()) is Trouble.NO_PICTURE
    assert trouble(pool, bytes(MOST_BYTES + 1)) is Trouble.DOCUMENT_TOO_LARGE
    assert pool.thumbnail(Context(), data=plain("PNG"), size=ROOM).width == 100


@pytest.mark.rule("IMG-2", "IMG-3")
def test_an_image_is_opened_drawn_and_forgotten(pool: Pool):
    images, data = OpenImages(pool), dicom(ramp(), bits=12)
    image, first = images.open(Context(), data=data, view=(64, 64))
    assert (image.size, image.pages, image.bits) == ((256, 4), 1, 12)
    assert first is not None
    assert (first.width, first.height) == (64, 1)
    turned = Look(turns=1, inverted=True)
    drawn = images.draw(Context(), image=image, look=turned, area=(0, 0, 4, 256), size=(4, 256))
    assert drawn.data[:4] == b"\xff\xff\xff\xff"
    assert drawn.data[-4:] == b"\0\0\0\xff"
    images.close(Context(), image=image)
    images.close(Context(), image=image)
    with pytest.raises(PortalError):
        images.draw(Context(), image=image, look=turned, area=(0, 0, 4, 4), size=(4, 4))


@pytest.mark.rule("IMG-3")
def test_two_images_are_open_side_by_side_and_their_processes_used_again(pool: Pool):
    images = OpenImages(pool)
    opened = [images.open(Context(), data=plain(kind))[0] for kind in ("PNG", "TIFF", "BMP")]
    assert len({image.number for image in opened}) == 3
    for image in opened:
        images.close(Context(), image=image)
    assert len(pool._all()) == IDLE
    assert images.open(Context(), data=plain("GIF"))[0].size == (300, 200)
    assert len(pool._all()) == IDLE


def test_only_a_few_images_stay_open(pool: Pool):
    images = OpenImages(pool)
    first, *others = (images.open(Context(), data=plain("PNG"))[0] for _ in range(MOST_OPEN + 1))
    with pytest.raises(PortalError):
        images.turn(Context(), image=first, page=0)
    assert all(images.turn(Context(), image=image, page=0)[0] == image for image in others)


@pytest.mark.rule("IMG-6")
def test_a_killed_process_is_a_trouble_and_the_next_one_is_well(pool: Pool):
    images = OpenImages(pool)
    image, _ = images.open(Context(), data=plain("PNG"))
    for process in pool._all():
        process.kill()
    with pytest.raises(PortalError) as caught:
        images.draw(Context(), image=image, look=Look(), area=(0, 0, 9, 9), size=(9, 9))
    assert caught.value.trouble is Trouble.DOCUMENT_DAMAGED
    images.close(Context(), image=image)
    assert images.open(Context(), data=plain("PNG"))[0].size == (300, 200)


@pytest.mark.rule("IMG-6")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_process_that_is_held_still_is_ended(qtbot, pool: Pool, monkeypatch):
    monkeypatch.setattr(process_module, "PATIENCE", 0.2)
    pool.warm_up()
    (process,) = pool._all()
    os.kill(process._process.pid, signal.SIGSTOP)
    jobs, failed = Jobs(lambda _error: None), list[object]()
    jobs.run(
        Lane.IMAGES,
        lambda context: pool.thumbnail(context, data=plain("PNG"), size=ROOM),
        owner=jobs,
        done=failed.append,
        failed=failed.append,
    )

    def ended() -> bool:
        pool.look()
        return bool(failed)

    qtbot.waitUntil(ended, timeout=30_000)
    jobs.close()
    assert str(failed[0]) == Trouble.DOCUMENT_DAMAGED.value
    assert not pool.busy


@pytest.mark.rule("IMG-6")
def test_what_takes_too_long_ends_its_process_only(pool: Pool, monkeypatch):
    monkeypatch.setenv("PATIENT_PORTAL_PDF_SECONDS", "0.1")
    slow = plain("PNG", (9_000, 9_000), "L")
    assert trouble(pool, slow) is Trouble.DOCUMENT_DAMAGED
    monkeypatch.delenv("PATIENT_PORTAL_PDF_SECONDS")
    assert pool.thumbnail(Context(), data=plain("PNG"), size=ROOM).width == 100


def test_a_picture_nobody_waits_for_is_given_up(pool: Pool):
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        pool.thumbnail(context, data=plain("PNG"), size=ROOM)
    with pytest.raises(Cancelled):
        OpenImages(pool).open(context, data=plain("PNG"))


def test_after_a_stop_nothing_is_open(pool: Pool):
    images = OpenImages(pool)
    image, _ = images.open(Context(), data=plain("PNG"))
    images.stop()
    assert pool._all() == []
    with pytest.raises(PortalError):
        images.turn(Context(), image=image, page=0)
    assert images.open(Context(), data=plain("PNG"))[0].size == (300, 200)
