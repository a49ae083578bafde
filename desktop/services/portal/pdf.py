"""Pages of PDFs for the viewer (ACC-5)."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop.models.pdf import OpenPdf, PageHit, PagePicture, PageText
from desktop.services.context import Context
from desktop.services.jobs import Lane
from desktop.services.pdf import PdfProcess
from desktop.services.portal.core import Core, Failed

T = TypeVar("T")
Point = tuple[float, float]


class PdfFace:
    """Opens documents that are in memory; failures are DOCUMENT_… troubles."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._process = PdfProcess()

    def warm_up(self, *, owner: QObject) -> None:
        """Start the process before the first document is wanted."""
        self._run(self._process.warm_up, owner=owner, done=lambda _nothing: None)

    def open(
        self,
        data: bytes,
        password: str = "",
        *,
        owner: QObject,
        done: Callable[[OpenPdf], None],
        failed: Failed,
    ) -> Context:
        """Open a document; fails with DOCUMENT_LOCKED when it wants another password."""
        work = partial(self._process.open, data, password)
        return self._run(work, owner=owner, done=done, failed=failed)

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

    def text(
        self,
        pdf: OpenPdf,
        page: int,
        between: tuple[Point, Point] | None = None,
        *,
        owner: QObject,
        done: Callable[[PageText], None],
    ) -> Context:
        """The text of a page, or between two points of it."""
        work = partial(self._process.text, pdf, page, *(between or (None, None)))
        return self._run(work, owner=owner, done=done)

    def find(
        self,
        pdf: OpenPdf,
        words: str,
        *,
        owner: QObject,
        done: Callable[[tuple[PageHit, ...]], None],
    ) -> Context:
        """Every place of the words, in order."""
        return self._run(partial(self._process.find, pdf, words), owner=owner, done=done)

    def close(self, pdf: OpenPdf, *, owner: QObject) -> None:
        """Forget a document."""
        self._run(partial(self._process.close, pdf), owner=owner, done=lambda _nothing: None)

    def stop(self) -> None:
        """End the process; after the lanes have ended, or when the copy is locked."""
        self._process.stop()

    def _run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Context:
        def job(context: Context) -> T:
            context.check_cancelled()
            return work()

        return self._core.run(Lane.PAGES, job, owner=owner, done=done, failed=failed)
