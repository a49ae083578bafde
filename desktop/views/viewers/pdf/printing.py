"""Printing: pages are drawn one at a time, so that the window goes on and it can be stopped."""

from PySide6.QtCore import QCoreApplication, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.models.items.page_layout import sane
from desktop.models.pdf import OpenPdf, PagePicture
from desktop.models.trouble import PortalError
from desktop.services.portal import Portal

translate = QCoreApplication.translate
DOTS = 200  # an inch; text stays sharp and a page takes 15 MB while it is drawn


class PrintRun(QObject):
    """Prints a document once; `printed` tells of each page, `ended` of the end."""

    printed = Signal(int, int)  # pages done, of so many
    ended = Signal(object)  # PortalError, None when all is printed

    def __init__(
        self, portal: Portal, pdf: OpenPdf, printer: QPrinter, title: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._portal, self._pdf, self._printer = portal, pdf, printer
        first = printer.fromPage() or 1
        last = printer.toPage() or len(pdf.pages)
        self._waiting = list(range(first - 1, min(last, len(pdf.pages))))
        self._pages = len(self._waiting)
        self._painter = QPainter()
        printer.setDocName(title)

    def start(self) -> None:
        """Begin; fails with BUG-free words when the printer does not take the job."""
        if not self._waiting or not self._painter.begin(self._printer):
            self.ended.emit(None)
            return
        self._next()

    def stop(self) -> None:
        """Stop after the page that is being drawn."""
        self._waiting.clear()

    def _next(self) -> None:
        if not self._waiting:
            self._painter.end()
            self.ended.emit(None)
            return
        wide, high = sane(self._pdf.pages[self._waiting[0]])
        dots = min(DOTS, self._printer.resolution())
        size = (max(1, round(wide * dots / 72)), max(1, round(high * dots / 72)))
        self._portal.pdf.draw(
            self._pdf, self._waiting[0], size, owner=self, done=self._put, failed=self._fail
        )

    def _put(self, picture: PagePicture) -> None:
        done = self._pages - len(self._waiting) + 1
        if self._waiting:
            self._waiting.pop(0)
            if done > 1:
                self._printer.newPage()
            self._painter.drawImage(self._place(picture), as_image(picture))
            self.printed.emit(done, self._pages)
        self._next()

    def _place(self, picture: PagePicture) -> QRect:
        """The largest upright place on the sheet that keeps the page's shape."""
        sheet = self._painter.viewport()
        size = QSize(picture.width, picture.height)
        size.scale(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(0, 0, size.width(), size.height())

    def _fail(self, error: PortalError) -> None:
        self._waiting.clear()
        self._painter.end()
        self.ended.emit(error)


def as_image(picture: PagePicture) -> QImage:
    """A picture as Qt's; the bits must outlive it."""
    bits = memoryview(picture.bits)
    form = QImage.Format.Format_RGB32
    return QImage(bits, picture.width, picture.height, picture.stride, form)


def ask(parent: QWidget, pages: int) -> QPrintDialog:
    """The system's print dialog for so many pages; the caller opens it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(translate("Viewer", "Print"))
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
