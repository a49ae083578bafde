"""Printing: a page is drawn by its process, and put on paper in bands, so that the window goes
on and it can be stopped at any time (EASE-5)."""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models.items.page_layout import sane
from desktop.models.pdf import OpenPdf, PagePicture
from desktop.models.trouble import PortalError
from desktop.services.portal import Portal
from desktop.views.viewers.pdf.pictures import as_image

translate = QCoreApplication.translate
DOTS = 200  # an inch; text stays sharp and a page takes 15 MB while it is drawn
BAND = 300_000  # pixels that go to the printer in one step; 10 to 20 ms


class PrintEnd(Enum):
    """How a print run ended."""

    PRINTED = auto()
    STOPPED = auto()
    REFUSED = auto()  # the printer does not take it
    UNDRAWN = auto()  # a page could not be drawn


class PrintRun(QObject):
    """Prints a document once; `printed` tells of each page, `ended` of the end."""

    printed = Signal(int, int)  # pages done, of so many
    ended = Signal(object)  # PrintEnd

    def __init__(
        self, portal: Portal, pdf: OpenPdf, printer: QPrinter, title: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._portal, self._pdf, self._printer = portal, pdf, printer
        self._waiting = pages_of(printer, len(pdf.pages))
        self.pages, self.done = len(self._waiting), 0
        self._painter = QPainter()
        self._picture: PagePicture | None = None
        self._row = 0
        self._over = False
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._put_band)
        printer.setDocName(title)

    def start(self) -> None:
        """Begin; `ended` tells when the printer does not take it."""
        if self._over:
            return
        if not self._waiting or not self._painter.begin(self._printer):
            self._end(PrintEnd.REFUSED)
            return
        self.printed.emit(0, self.pages)
        self._next()

    def stop(self) -> None:
        """Stop now; what the printer has already is not taken back, what waits is not sent."""
        if not self._over:
            self._printer.abort()
            self._end(PrintEnd.STOPPED)

    def _next(self) -> None:
        if not self._waiting:
            self._end(PrintEnd.PRINTED)
            return
        page = self._waiting[0]
        wide, high = sane(self._pdf.pages[page])
        dots = min(DOTS, self._printer.resolution())
        size = (max(1, round(wide * dots / 72)), max(1, round(high * dots / 72)))
        self._portal.pdf.draw(
            self._pdf, page, size, owner=self, done=self._on_drawn, failed=self._on_failed
        )

    def _on_drawn(self, picture: PagePicture) -> None:
        if self._over:
            return
        if self.done and not self._printer.newPage():
            self._end(PrintEnd.REFUSED)
            return
        self._picture, self._row = picture, 0
        self._step.start()

    def _put_band(self) -> None:
        """One band of the page; its edges lie on whole dots of the printer, so none shows."""
        picture = self._picture
        if picture is None or self._over:
            return
        rows = min(max(1, BAND // picture.width), picture.height - self._row)
        sheet = self._place(picture)
        top = sheet.height() * self._row // picture.height
        bottom = sheet.height() * (self._row + rows) // picture.height
        target = QRect(sheet.left(), sheet.top() + top, sheet.width(), bottom - top)
        source = QRect(0, self._row, picture.width, rows)
        self._painter.drawImage(target, as_image(picture).copy(source))
        self._row += rows
        if self._row < picture.height:
            self._step.start()
            return
        self._picture = None
        self._waiting.pop(0)
        self.done += 1
        self.printed.emit(self.done, self.pages)
        self._next()

    def _place(self, picture: PagePicture) -> QRect:
        """The largest upright place in the middle of the sheet that keeps the page's shape."""
        sheet = self._painter.viewport()
        size = QSize(picture.width, picture.height)
        size.scale(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(sheet.center())
        return place

    def _on_failed(self, _error: PortalError) -> None:
        if not self._over:
            self._printer.abort()
            self._end(PrintEnd.UNDRAWN)

    def _end(self, how: PrintEnd) -> None:
        self._over = True
        self._step.stop()
        self._picture = None
        self._waiting.clear()
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(how)


def pages_of(printer: QPrinter, pages: int) -> list[int]:
    """The pages (from 0) that the printer was asked for, in its order."""
    first, last = 1, pages
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        first, last = printer.fromPage() or 1, printer.toPage() or pages
    wanted = list(range(max(first, 1) - 1, min(last, pages)))
    backwards = printer.pageOrder() is QPrinter.PageOrder.LastPageFirst
    return wanted[::-1] if backwards else wanted


class PrinterDialog(QPrintDialog):
    """The system's dialog, with its printer, which Qt does not keep alive for it."""

    def __init__(self, parent: QWidget) -> None:
        self._kept = printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(printer, parent)
        self.setWindowTitle(translate("Viewer", "Print"))
        self.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def ask(self, pages: int) -> None:
        """Open it for so many pages."""
        self.setMinMax(1, pages)
        QDialog.open(self)  # the print dialog has its own `open`, with other arguments
