"""A clinical document on paper: written and put out in steps, so that the window goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QTimer, QUrl
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from typing_extensions import override

from desktop.models.items.summary import Group
from desktop.views.viewers.pdf.printing import PrintEnd, Printing, pages_of
from desktop.views.viewers.summary.ink import Ink
from desktop.views.viewers.summary.paper import SummaryPaper
from desktop.views.viewers.summary.writing import Writer


class PrintedSummary(QTextDocument):
    """Black on white; its pictures are those of the document on the screen, and nothing else."""

    def __init__(self, paper: SummaryPaper, parent: QObject) -> None:
        super().__init__(parent)
        self._paper = paper
        self.setUndoRedoEnabled(False)

    @override
    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        return self._paper.picture(name.toString() if isinstance(name, QUrl) else name)


class SummaryPrintRun(Printing):
    """Prints once what is shown, unfolded."""

    def __init__(self, paper: SummaryPaper, printer: QPrinter, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.pages, self.done = 1, 0
        self._printer, self._painter = printer, QPainter()
        self._document = PrintedSummary(paper, self)
        self._head: Sequence[str] = paper.head()
        self._groups: Sequence[Group] = paper.groups
        self._waiting: list[int] = []
        self._over = False
        self._writer = Writer(self, folds=False)
        self._writer.wrote.connect(self._document.pageCount)  # which lays out what is there
        self._writer.ended.connect(self._begin)
        self._step = QTimer(self, interval=0)
        self._step.timeout.connect(self._put_page)
        printer.setDocName(title)

    def start(self) -> None:
        """Begin; `ended` tells when the printer does not take it."""
        if self._over:
            return
        if not self._painter.begin(self._printer):
            self._end(PrintEnd.REFUSED)
            return
        self._document.documentLayout().setPaintDevice(self._printer)
        room = self._printer.pageRect(QPrinter.Unit.DevicePixel)
        self._document.setPageSize(QSizeF(room.size()))
        self._document.setDocumentMargin(0)
        self._writer.start(self._document, Ink.of_paper(), self._head, self._groups)

    @override
    def stop(self) -> None:
        if not self._over:
            self._printer.abort()
            self._end(PrintEnd.STOPPED)

    def _begin(self) -> None:
        """All is written: the pages are known."""
        self._waiting = pages_of(self._printer, self._document.pageCount())
        self.pages = len(self._waiting)
        self.printed.emit(0, self.pages)
        self._step.start()

    def _put_page(self) -> None:
        if not self._waiting:
            self._end(PrintEnd.PRINTED)
            return
        if self.done and not self._printer.newPage():
            self._end(PrintEnd.REFUSED)
            return
        size, page = self._document.pageSize(), self._waiting.pop(0)
        part = QRectF(0, page * size.height(), size.width(), size.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = part
        context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
        self._painter.save()
        self._painter.translate(0, -part.top())
        self._painter.setClipRect(part)
        self._document.documentLayout().draw(self._painter, context)
        self._painter.restore()
        self.done += 1
        self.printed.emit(self.done, self.pages)

    def _end(self, how: PrintEnd) -> None:
        self._over = True
        self._step.stop()
        self._writer.stop()
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(how)
