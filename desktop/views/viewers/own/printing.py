"""A plain text on paper: laid out and put out page by page, so that the window goes on."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtPrintSupport import QPrinter
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.viewers.pdf.printing import PrintEnd, Printing

POINTS = 10
UNITS = "utf-16-le"
PARAGRAPH = 4_000  # signs that are laid out at once; a longer line is begun anew there


class TextPrintRun(Printing):
    """Prints a text once. How many pages it has is known when they are printed."""

    def __init__(self, text: str, printer: QPrinter, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.pages, self.done = 1, 0
        self._printer, self._painter = printer, QPainter()
        self._lines = self._laid_out(_paragraphs(text))
        self._waiting: QTextLayout | None = None
        self._over = False
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
        self._step.start()

    @override
    def stop(self) -> None:
        if not self._over:
            self._printer.abort()
            self._end(PrintEnd.STOPPED)

    def _put_page(self) -> None:
        """As many lines as there is room for."""
        room, top = self._room(), 0.0
        line = self._waiting or next(self._lines, None)
        self._waiting = None
        if line is None and self.done:
            self._end(PrintEnd.PRINTED)
            return
        if self.done and not self._printer.newPage():
            self._end(PrintEnd.REFUSED)
            return
        while line is not None:
            high = line.boundingRect().height()
            if top and top + high > room.height():
                self._waiting = line
                break
            line.draw(self._painter, QPointF(0, top))
            top += high
            line = next(self._lines, None)
        self.done += 1
        self.pages = self.done
        self.printed.emit(self.done, self.pages)

    def _laid_out(self, paragraphs: Iterator[str]) -> Iterator[QTextLayout]:
        """Line for line, so that a page can end after any of them."""
        for paragraph in paragraphs:
            whole, wide = self._layout(paragraph), self._room().width()
            whole.beginLayout()
            spans = list[tuple[int, int]]()
            while (line := whole.createLine()).isValid():
                line.setLineWidth(wide)
                spans.append((line.textStart(), line.textLength()))
            whole.endLayout()
            units = paragraph.encode(UNITS)  # Qt counts these, two bytes each
            for start, length in spans:
                yield self._line(units[2 * start : 2 * (start + length)].decode(UNITS))

    def _line(self, text: str) -> QTextLayout:
        made = self._layout(text.rstrip() or " ")
        made.beginLayout()
        made.createLine().setLineWidth(self._room().width())
        made.endLayout()
        return made

    def _layout(self, text: str) -> QTextLayout:
        font = QFont(look.family)
        font.setPointSizeF(POINTS)
        made = QTextLayout(text, font, self._printer)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setTextOption(option)
        return made

    def _room(self) -> QRectF:
        return self._printer.pageRect(QPrinter.Unit.DevicePixel)

    def _end(self, how: PrintEnd) -> None:
        self._over = True
        self._step.stop()
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(how)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.splitlines() or [""]:
        for at in range(0, max(1, len(paragraph)), PARAGRAPH):
            yield paragraph[at : at + PARAGRAPH]
