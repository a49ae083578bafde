"""Clinical documents of any system for the viewer (SUM-2)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.models.picture import Picture
from desktop.models.summary import Medium, Source, Summary
from desktop.services.context import Context
from desktop.services.jobs import Lane
from desktop.services.pictures import decoded
from desktop.services.portal.core import Failed, Lanes, nothing
from desktop.services.summaries import Summaries

LOOK_AFTER = 2_000  # milliseconds


class SummariesFace:
    """Reads documents that are in memory, in a process of its own."""

    def __init__(self, core: Lanes) -> None:
        self._core = core
        self._summaries = Summaries()
        self._guard = QTimer(singleShot=True, interval=LOOK_AFTER)
        self._guard.timeout.connect(self._look)

    def watched(self) -> Summaries:
        """The process, for work of a lane; it is looked at from now on."""
        self._guard.start()
        return self._summaries

    def warm_up(self, *, owner: QObject) -> None:
        """Start the process before the first document is wanted."""
        start = self._summaries.warm_up
        self._core.run(Lane.FILES, lambda _context: start(), owner=owner, done=nothing)

    def read(
        self,
        data: bytes,
        *,
        elsewhere: str,
        owner: QObject,
        done: Callable[[Summary], None],
        failed: Failed,
        file: int = 0,
    ) -> Context:
        """The document as it is shown; of a package (zip, XDM) the one at `file`.

        `elsewhere` says, where a picture would be, that it is not in the document. Fails with
        DOCUMENT_MALFORMED, NOT_A_SUMMARY, DOCUMENT_DAMAGED, _LOCKED and _TOO_LARGE.
        """
        self._guard.start()
        work = partial(self._summaries.read, data=data, file=file, elsewhere=elsewhere)
        return self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)

    def source(
        self,
        data: bytes,
        *,
        owner: QObject,
        done: Callable[[Source], None],
        failed: Failed,
        file: int = 0,
    ) -> Context:
        """The document as it was received; of a package the one at `file`, and then alone it fails
        as `read` does."""
        self._guard.start()
        work = partial(self._summaries.source, data=data, file=file)
        return self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)

    def picture(
        self,
        medium: Medium,
        size: tuple[int, int],
        *,
        owner: QObject,
        done: Callable[[Picture], None],
        failed: Failed,
    ) -> Context:
        """A picture of a document, made to fit a size in pixels, never enlarged.

        Fails with DOCUMENT_DAMAGED and DOCUMENT_TOO_LARGE.
        """
        width, height = size
        work = partial(decoded, data=medium.data, width=width, height=height)
        return self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)

    def stop(self) -> None:
        """End the process at once: the copy is locked or left, or the program ends."""
        self._guard.stop()
        self._summaries.kill()
        end = self._summaries.close
        reaped = self._core.run(
            Lane.FILES, lambda _context: end(), owner=self._core, done=nothing, failed=nothing
        )
        if reaped.cancelled:  # the lanes have ended
            end()

    def _look(self) -> None:
        """A process that something holds still cannot end itself."""
        self._summaries.look()
        if self._summaries.busy:
            self._guard.start()
