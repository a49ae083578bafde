"""Pictures of pages: asked for when they show, kept while there is room."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.models.pdf import OpenPdf, PagePicture
from desktop.models.trouble import PortalError
from desktop.services.portal.readers import Readers

MOST_BYTES = 96 << 20
Size = tuple[int, int]


class PagePictures(QObject):
    """Pictures of one document's pages in device pixels; `arrived` tells of each new one."""

    arrived = Signal(int)  # page
    failed = Signal(int)  # page that could not be drawn

    def __init__(self, portal: Readers, parent: QObject) -> None:
        super().__init__(parent)
        self._portal = portal
        self._pdf: OpenPdf | None = None
        self._kept: dict[int, QImage] = {}
        self._bits: dict[int, bytearray] = {}  # a QImage does not own the memory it was made over
        self._asked: dict[int, tuple[Size, Callable[[], None]]] = {}
        self.refused: set[int] = set()

    def show(self, pdf: OpenPdf | None, first: PagePicture | None = None) -> None:
        """Become the pictures of another document, or of none; `first` is there already."""
        self.drop_requests()
        self._kept.clear()
        self._bits.clear()
        self.refused.clear()
        self._pdf = pdf
        if first is not None:
            self._keep(first)

    def get(self, page: int) -> QImage | None:
        """The picture that there is, in whatever size."""
        return self._kept.get(page)

    def want(self, page: int, size: Size) -> None:
        """Ask for a picture of this size, unless it is there or on its way."""
        there = self._kept.get(page)
        if there is not None and (there.width(), there.height()) == size:
            return
        asked = self._asked.get(page)
        if self._pdf is None or (asked and asked[0] == size) or page in self.refused:
            return
        if asked:
            asked[1]()
        failed = partial(self._on_failed, self._pdf, page)
        context = self._portal.pdf.draw(
            self._pdf, page, size, owner=self, done=self._on_drawn, failed=failed
        )
        self._asked[page] = size, context.cancel

    def drop_requests(self, but: frozenset[int] = frozenset()) -> None:
        """Take back what was asked for, except for some pages."""
        for page in [page for page in self._asked if page not in but]:
            self._asked.pop(page)[1]()

    def _on_drawn(self, picture: PagePicture) -> None:
        asked = self._asked.get(picture.page)
        if asked is None or asked[0] != (picture.width, picture.height):
            return  # of a document or a size that nobody looks at any more
        del self._asked[picture.page]
        self._keep(picture)
        self.arrived.emit(picture.page)

    def _keep(self, picture: PagePicture) -> None:
        self._kept.pop(picture.page, None)
        self._bits[picture.page] = picture.bits
        self._kept[picture.page] = as_image(picture)
        self._make_room()

    def _make_room(self) -> None:
        while len(self._kept) > 1 and sum(map(len, self._bits.values())) > MOST_BYTES:
            oldest = next(iter(self._kept))
            del self._kept[oldest], self._bits[oldest]

    def _on_failed(self, pdf: OpenPdf, page: int, _error: PortalError) -> None:
        if pdf is self._pdf:
            self._asked.pop(page, None)
            self.refused.add(page)
            self.failed.emit(page)


def as_image(picture: PagePicture) -> QImage:
    """A picture as Qt's; the bits must outlive it."""
    bits = memoryview(picture.bits)
    form = QImage.Format.Format_RGB32
    return QImage(bits, picture.width, picture.height, picture.stride, form)
