"""Printing the picture as it is looked at: drawn by its process in bands, put on one sheet."""

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter
from typing_extensions import override

from desktop.models.image import Area, Look, OpenImage
from desktop.models.items.image_tiles import bands
from desktop.models.picture import Picture
from desktop.models.trouble import PortalError
from desktop.services.portal.readers import Readers
from desktop.views.viewers.image.tiles import as_seen
from desktop.views.viewers.pdf.printing import BAND, PrintEnd, Printing

DOTS = 300  # an inch, at most


class ImagePrint(Printing):
    """Prints one picture, or a part of it, on one sheet."""

    def __init__(
        self,
        portal: Readers,
        image: OpenImage,
        shown: tuple[Look, Area],
        printer: QPrinter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._portal, self._image, self._printer = portal, image, printer
        self._look, self._area = shown
        self._painter = QPainter()
        self._over = False
        self.pages = 1
        _, _, wide, high = self._area
        if wide > high:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)

    def start(self) -> None:
        """Begin; `ended` tells when the printer does not take it."""
        if self._over:
            return
        if not self._painter.begin(self._printer):
            self._end(PrintEnd.REFUSED)
            return
        self._place = self._sheet()
        self._size = self._drawn()
        self._waiting = list(bands(self._size[0], self._size[1], BAND))
        self.printed.emit(0, 1)
        self._next()

    @override
    def stop(self) -> None:
        if not self._over:
            self._printer.abort()
            self._end(PrintEnd.STOPPED)

    def _sheet(self) -> QRect:
        """The largest place in the middle of the sheet that keeps the picture's shape."""
        sheet = self._painter.viewport()
        size = QSize(round(self._area[2]), round(self._area[3]))
        size.scale(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(sheet.center())
        return place

    def _drawn(self) -> tuple[int, int]:
        """Pixels that are drawn: no more than the picture has, nor the printer shows well."""
        shrink = min(1.0, DOTS / self._printer.resolution())
        wide = min(self._place.width() * shrink, self._area[2])
        return max(1, round(wide)), max(1, round(wide * self._area[3] / self._area[2]))

    def _next(self) -> None:
        if not self._waiting:
            self.printed.emit(1, 1)
            self._end(PrintEnd.PRINTED)
            return
        top, rows = self._waiting[0]
        left, above, wide, high = self._area
        share = high / self._size[1]
        area = (left, above + top * share, wide, rows * share)
        self._portal.images.draw(
            self._image,
            self._look,
            area,
            (self._size[0], rows),
            owner=self,
            done=self._put,
            failed=self._on_failed,
        )

    def _put(self, picture: Picture) -> None:
        """One band; its edges lie on whole dots of the printer, so none shows."""
        if self._over:
            return
        top, rows = self._waiting.pop(0)
        high, place = self._size[1], self._place
        start, end = place.height() * top // high, place.height() * (top + rows) // high
        target = QRect(place.left(), place.top() + start, place.width(), end - start)
        self._painter.drawImage(target, as_seen(picture).image)
        self._next()

    def _on_failed(self, _error: PortalError) -> None:
        if not self._over:
            self._printer.abort()
            self._end(PrintEnd.UNDRAWN)

    def _end(self, how: PrintEnd) -> None:
        self._over = True
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(how)
