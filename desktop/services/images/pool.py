"""The picture processes that there are: those at work, and a few that wait for some."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from desktop.models.image import Size
from desktop.models.picture import Picture
from desktop.models.trouble import PortalError
from desktop.pdf_process.messages import Done, Drawn
from desktop.pdf_process.picture_messages import Drop, Thumb
from desktop.services.context import Context
from desktop.services.images.process import PictureProcess
from portal_protocol.image_settings import AS_IT_IS, ImageSettings

IDLE = 2
"""Processes that wait, so that the next picture finds its decoders loaded."""


class Pool:
    """Hands out processes; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[PictureProcess] = []
        self._taken: set[PictureProcess] = set()

    @property
    def busy(self) -> bool:
        """Whether some process is asked something."""
        return any(process.busy for process in self._all())

    def warm_up(self) -> None:
        """Have a process ready."""
        if not self._idle:
            self.give_back(self.take())

    def take(self) -> PictureProcess:
        """A process for the caller alone, until it is given back."""
        with self._lock:
            process = self._idle.pop() if self._idle else None
        if process is None or not process.alive:
            if process is not None:
                process.end()
            process = PictureProcess()
        with self._lock:
            self._taken.add(process)
        return process

    def give_back(self, process: PictureProcess) -> None:
        """It holds nothing any more; a dead one, or one too many, ends."""
        with self._lock:
            self._taken.discard(process)
            keep = process.alive and len(self._idle) < IDLE
            if keep:
                self._idle.append(process)
        if not keep:
            process.end()

    def forget(self, process: PictureProcess) -> None:
        """Give back a process that holds a picture."""
        with suppress(PortalError):
            process.ask(Drop(), Done)
        self.give_back(process)

    @contextmanager
    def lent(self) -> Iterator[PictureProcess]:
        """A process for one block."""
        process = self.take()
        try:
            yield process
        finally:
            self.give_back(process)

    def thumbnail(
        self,
        context: Context,
        *,
        data: bytes,
        size: Size,
        settings: ImageSettings = AS_IT_IS,
        page: int = 0,
    ) -> Picture:
        """A page of a file as the practice shows it, made to fit a size, never enlarged.

        Raises as `PictureProcess.ask`; cancelling ends the process and whatever it is doing.
        """
        with self.lent() as process:
            context.on_cancel(process.kill)
            try:
                reply, body = process.ask(Thumb(*size, settings, page), Drawn, data)
            except PortalError:
                context.check_cancelled()
                raise
        return Picture(reply.width, reply.height, reply.stride, body)

    def look(self) -> None:
        """End what something holds still."""
        for process in self._all():
            process.look()

    def stop(self) -> None:
        """End every process at once; who waits for one gets an error."""
        with self._lock:
            processes = [*self._idle, *self._taken]
            self._idle.clear()
            self._taken.clear()
        for process in processes:
            process.end()

    def _all(self) -> list[PictureProcess]:
        with self._lock:
            return [*self._idle, *self._taken]
