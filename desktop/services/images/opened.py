"""Images that are open: each in a process of its own, which holds its pixels (IMG-2, IMG-3)."""

import threading
from itertools import count
from typing import NamedTuple

from desktop.models.image import Area, Look, OpenImage, Size
from desktop.models.picture import Picture
from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process.messages import Drawn
from desktop.pdf_process.picture_messages import Load, Loaded, Piece
from desktop.services.context import Context
from desktop.services.images.pool import Pool
from desktop.services.images.process import PictureProcess
from portal_protocol.image_settings import AS_IT_IS, ImageSettings

MOST_OPEN = 4  # images; the oldest is forgotten, as after an answer nobody waited for
First = tuple[OpenImage, Picture | None]


class _Held(NamedTuple):
    process: PictureProcess
    settings: ImageSettings


class OpenImages:
    """Opens, draws and closes; any thread may ask. Troubles are those of `PictureProcess.ask`.

    Only what is seen is drawn and sent, so that a picture of a hundred megabytes stays where it
    was decoded, with all its greys.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._held: dict[int, _Held] = {}

    def open(
        self,
        context: Context,
        *,
        data: bytes,
        page: int = 0,
        settings: ImageSettings = AS_IT_IS,
        view: Size | None = None,
    ) -> First:
        """Open a page of a file; with all of it, made to fit `view`, if that is given.

        Cancelling ends the process and whatever it is doing.
        """
        process = self._pool.take()
        context.on_cancel(process.kill)
        try:
            reply, body = process.ask(Load(page, settings, view), Loaded, data)
            context.check_cancelled()
        except BaseException:
            self._pool.forget(process)
            context.check_cancelled()
            raise
        with self._lock:
            number = next(self._numbers)
            self._held[number] = _Held(process, settings)
            old = [self._held.pop(each) for each in list(self._held)[:-MOST_OPEN]]
        for held in old:
            self._pool.forget(held.process)
        return _first(number, page, reply, body)

    def turn(
        self, _context: Context, *, image: OpenImage, page: int, view: Size | None = None
    ) -> First:
        """Another page of an open image; it keeps its number."""
        held = self._holder(image)
        reply, body = held.process.ask(Load(page, held.settings, view), Loaded)
        return _first(image.number, page, reply, body)

    def draw(
        self, _context: Context, *, image: OpenImage, look: Look, area: Area, size: Size
    ) -> Picture:
        """An area of it in a look, `size` pixels large."""
        reply, body = self._holder(image).process.ask(Piece(look, area, *size), Drawn)
        return Picture(reply.width, reply.height, reply.stride, body)

    def close(self, _context: Context, *, image: OpenImage) -> None:
        """Forget an image; safe to call twice."""
        with self._lock:
            held = self._held.pop(image.number, None)
        if held is not None:
            self._pool.forget(held.process)

    def stop(self) -> None:
        """Forget all images, at once."""
        with self._lock:
            self._held.clear()
        self._pool.stop()

    def _holder(self, image: OpenImage) -> _Held:
        with self._lock:
            held = self._held.get(image.number)
        if held is None:
            raise PortalError(Trouble.DOCUMENT_DAMAGED, detail="not open")
        return held


def _first(number: int, page: int, reply: Loaded, body: bytearray) -> First:
    opened = OpenImage(number, (reply.width, reply.height), reply.pages, page, reply.bits)
    if reply.first is None:
        return opened, None
    first = reply.first
    return opened, Picture(first.width, first.height, first.stride, body)
