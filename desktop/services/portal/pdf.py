"""Pages of PDFs for the viewer (ACC-5)."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

from desktop.models.pdf import FirstView, OpenPdf, PageHit, PagePicture, PageText, Unit
from desktop.services.context import Cancelled, Context
from desktop.services.jobs import Lane
from desktop.services.pdf import MOST_OPEN, PdfProcess
from desktop.services.portal.core import Failed, Lanes, nothing

T = TypeVar("T")
Point = tuple[float, float]
Opened = tuple[OpenPdf, PagePicture | None]
LOOK_AFTER = 2_000  # milliseconds


class PdfFace:
    """Opens documents that are in memory; failures are DOCUMENT_… troubles."""

    def __init__(self, core: Lanes, most: int = MOST_OPEN) -> None:
        self._core = core
        self._process = PdfProcess(most)
        self._asked: WeakSet[Context] = WeakSet()
        self._guard = QTimer(singleShot=True, interval=LOOK_AFTER)
        self._guard.timeout.connect(self._look)

    def warm_up(self, *, owner: QObject) -> None:
        """Start the process before the first document is wanted."""
        self._run(self._process.warm_up, owner=owner, done=nothing)

    def open(
        self,
        data: bytes,
        password: str = "",
        view: FirstView | None = None,
        *,
        owner: QObject,
        done: Callable[[Opened], None],
        failed: Failed,
    ) -> Context:
        """Open a document, and draw its first page when the view is given that it will show in.

        Fails with DOCUMENT_LOCKED when it wants another password.
        """
        work = partial(_open, self._process, data, password, view)
        return self._start(work, owner=owner, done=done, failed=failed)

    def draw(
        self,
        pdf: OpenPdf,
        page: int,
        size: tuple[int, int],
        *,
        owner: QObject,
        done: Callable[[PagePicture], None],
        failed: Failed | None = None,
    ) -> Context:
        """A page in a size in pixels; the answer can be cancelled while it waits its turn."""
        work = partial(self._process.draw, pdf, page, *size)
        return self._run(work, owner=owner, done=done, failed=failed)

    def text(  # noqa: PLR0913 - four choices of one thing
        self,
        pdf: OpenPdf,
        page: int,
        between: tuple[Point | None, Point | None] = (None, None),
        unit: Unit = Unit.TEXT,
        *,
        owner: QObject,
        done: Callable[[PageText], None],
        failed: Failed = nothing,
    ) -> Context:
        """The text of a page between two points (None: its start, its end), or the word or line
        at the first of them."""
        work = partial(self._process.text, pdf, page, *between, unit)
        return self._run(work, owner=owner, done=done, failed=failed)

    def find(
        self,
        pdf: OpenPdf,
        words: str,
        *,
        owner: QObject,
        done: Callable[[tuple[PageHit, ...]], None],
        failed: Failed = nothing,
    ) -> Context:
        """Every place of the words, in order."""
        work = partial(self._process.find, pdf, words)
        return self._run(work, owner=owner, done=done, failed=failed)

    def close(self, pdf: OpenPdf, *, owner: QObject) -> None:
        """Forget a document."""
        self._run(partial(self._process.close, pdf), owner=owner, done=nothing, failed=nothing)

    def stop(self) -> None:
        """End the process and forget all documents, at once: the copy is locked or left, or the
        program ends. Nothing that waits is answered."""
        for context in list(self._asked):
            context.cancel()
        self._process.kill()
        end = self._process.stop
        reaped = self._run(end, owner=self._core, done=nothing, failed=nothing)
        if reaped.cancelled:  # the lanes have ended
            self._guard.stop()
            end()

    def _run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Context:
        return self._start(lambda _context: work(), owner=owner, done=done, failed=failed)

    def _start(
        self,
        job: Callable[[Context], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Context:
        if not self._guard.isActive():
            self._guard.start()
        context = self._core.run(Lane.PAGES, job, owner=owner, done=done, failed=failed)
        self._asked.add(context)
        return context

    def _look(self) -> None:
        """A process that something holds still cannot end itself."""
        self._process.look()
        if self._process.busy:
            self._guard.start()


def _open(
    process: PdfProcess, data: bytes, password: str, view: FirstView | None, context: Context
) -> Opened:
    opened = process.open_and_draw(data, password, view)
    try:
        context.check_cancelled()
    except Cancelled:
        process.close(opened[0])
        raise
    return opened
