"""Papers that the program draws itself: laid out and drawn a little at a time, so that the window
goes on (EASE-5)."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QObject,
    QRectF,
    QSizeF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from desktop.models.items import format as written
from desktop.models.items.paper_pages import Extent, Placed, pages_of
from desktop.views.theme import fonts
from desktop.views.usual_page import DOTS, usual_page

translate = QCoreApplication.translate
INK = QColor("#000000")
AT_ONCE = 8  # pieces that are laid out in one turn of the event loop
FOOT = 16  # points at the lower edge of a page for what stands on every one

Fill = Callable[[QTextDocument], None]


def font(points: float, weight: int = 400) -> QFont:
    """The program's own font, in points: paper does not follow the text size of the screen.

    Without the font's own choices of shapes: those a PDF cannot turn back into letters, and nobody
    could find or copy an amount.
    """
    made = QFont(fonts.families(system=False))
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("calt"), 0)
    return made


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stays together on a page; `fill` writes it into an empty document."""

    fill: Fill
    headed: bool = False  # stands below the paper's heading
    above: float = 0.0  # points that are left free before it


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed or saved; `foot` stands on every page, beside its number."""

    title: str
    pieces: tuple[Piece, ...]
    font: QFont  # of the foot, and of what says nothing else
    foot: str = ""
    heading: Fill | None = None


class PaperRun(QObject):
    """Puts a paper on a device once; black on white, whatever the theme.

    `counted(pages)` when all is laid out, `ended(taken)` when all is drawn; False when the device
    does not take it.
    """

    counted = Signal(int)
    ended = Signal(bool)

    def __init__(self, paper: Paper, device: QPagedPaintDevice, parent: QObject) -> None:
        super().__init__(parent)
        self._paper, self._device = paper, device
        self._documents: list[QTextDocument] = []
        self._heading = self._document(paper.heading) if paper.heading else None
        self._pages: list[list[Placed]] = []
        self._wanted: Callable[[int], list[int]] | None = None
        self._left: list[int] = []
        self._drawn = 0
        self._painter = QPainter()
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._turn)
        parent.destroyed.connect(self.stop)  # a device must not go while it is painted on

    def count(self) -> None:
        """Lay it out, and tell how many pages it takes on this device."""
        self._step.start()

    def draw(self, wanted: Callable[[int], list[int]]) -> None:
        """Lay it out, then draw those of its pages (from 0) that are wanted of so many."""
        self._wanted = wanted
        self._step.start()

    def stop(self) -> None:
        """Draw no more."""
        self._step.stop()
        if self._painter.isActive():
            self._painter.end()

    def _turn(self) -> None:
        if len(self._documents) < len(self._paper.pieces):
            self._lay_out()
        elif not self._pages:
            self._place()
        else:
            self._draw_next()

    def _lay_out(self) -> None:
        first = len(self._documents)
        for piece in self._paper.pieces[first : first + AT_ONCE]:
            self._documents.append(self._document(piece.fill))
        self._step.start()

    def _place(self) -> None:
        both = zip(self._documents, self._paper.pieces, strict=True)
        extents = [self._extent(document, piece) for document, piece in both]
        heading = self._heading.size().height() if self._heading is not None else 0.0
        self._pages = pages_of(extents, self._room(), heading)
        self.counted.emit(len(self._pages))
        if self._wanted is not None:
            self._begin(self._wanted(len(self._pages)))

    def _extent(self, document: QTextDocument, piece: Piece) -> Extent:
        high = document.size().height()
        if document.pageCount() == 1:
            high = min(high + self._points(piece.above), self._room())
        return Extent(high, piece.headed)

    def _begin(self, pages: list[int]) -> None:
        self._left = pages
        if not pages or not self._painter.begin(self._device):
            self.ended.emit(False)  # noqa: FBT003 - a signal takes no names
            return
        self._step.start()

    def _draw_next(self) -> None:
        taken = not self._drawn or self._device.newPage()
        if taken and self._left:
            self._draw_page(self._left.pop(0))
            self._drawn += 1
        if taken and self._left:
            self._step.start()
            return
        self.ended.emit(self._painter.end() and taken)

    def _draw_page(self, page: int) -> None:
        for placed in self._pages[page]:
            if placed.under_heading and self._heading is not None:
                above = placed.top - self._heading.size().height()
                self._draw(self._heading, above, 0)
            top = placed.top + self._points(self._paper.pieces[placed.piece].above)
            self._draw(self._documents[placed.piece], top, placed.part)
        self._draw_foot(page)

    def _draw(self, document: QTextDocument, top: float, part: int) -> None:
        hidden = part * self._room()
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, INK)
        context.clip = QRectF(0, hidden, self._device.width(), self._room())
        self._painter.save()
        self._painter.translate(0, top - hidden)
        if document.pageCount() > 1:
            self._painter.setClipRect(context.clip)
        document.documentLayout().draw(self._painter, context)
        self._painter.restore()

    def _draw_foot(self, page: int) -> None:
        high = self._foot()
        line = QRectF(0, self._device.height() - high, self._device.width(), high)
        number = translate("Paper", "Page %1 of %2").replace("%1", written.number(page + 1))
        number = number.replace("%2", written.number(len(self._pages)))
        self._painter.setFont(self._paper.font)
        self._painter.setPen(INK)
        way = Qt.AlignmentFlag
        self._painter.drawText(line, way.AlignLeft | way.AlignBottom, self._paper.foot)
        self._painter.drawText(line, way.AlignRight | way.AlignBottom, number)

    def _document(self, fill: Fill) -> QTextDocument:
        """A piece as wide as the page; one that is higher than it has pages of its own."""
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self._device)
        document.setDefaultFont(self._paper.font)
        document.setDocumentMargin(0)
        document.setTextWidth(self._device.width())
        fill(document)
        if document.size().height() > self._room():
            document.setPageSize(QSizeF(self._device.width(), self._room()))
        return document

    def _room(self) -> float:
        return self._device.height() - 2 * self._foot()

    def _foot(self) -> float:
        return self._points(FOOT)

    def _points(self, points: float) -> float:
        return points * self._device.logicalDpiY() / 72


def draw_pdf(paper: Paper, parent: QObject, done: Callable[[bytes], None]) -> PaperRun:
    """Draw the whole paper as a PDF, of the size that is usual here."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setResolution(DOTS)
    writer.setPageLayout(usual_page())
    run = PaperRun(paper, writer, parent)
    run.ended.connect(lambda _taken: done(bytes(buffer.data().data())))
    run.ended.connect(run.deleteLater)
    run.draw(lambda pages: list(range(pages)))
    return run
