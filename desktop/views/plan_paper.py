"""A plan on paper: drawn by the program, for a printer or as a PDF (PLAN-4)."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPagedPaintDevice,
    QPaintDevice,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from desktop.models.items import format as written
from desktop.models.items.plan_head import PlanHead
from desktop.models.items.plan_table import PlanTable
from desktop.views.plan_text import BODY, INK, SMALL, fill, font
from desktop.views.usual_page import DOTS, usual_page

translate = QCoreApplication.translate
FOOT = 16  # points at its lower edge for what stands on every page


class PlanPaper:
    """A plan of a practice, for any device that has pages."""

    def __init__(self, head: PlanHead, table: PlanTable, practice: str) -> None:
        self.head, self.table, self.practice = head, table, practice

    def as_pdf(self) -> bytes:
        """The whole plan as a PDF, on the paper that is usual here."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(self.head.title)
        writer.setResolution(DOTS)
        writer.setPageLayout(usual_page())
        self.draw(writer, range(self.count(writer)))
        return bytes(buffer.data().data())

    def count(self, device: QPagedPaintDevice) -> int:
        """How many pages it takes on this device."""
        return self._document(device).pageCount()

    def draw(self, device: QPagedPaintDevice, pages: Iterable[int]) -> bool:
        """Put these pages (from 0) on a device; False when it does not take them."""
        document = self._document(device)
        painter = QPainter()
        if not painter.begin(device):
            return False
        taken = True
        for at, page in enumerate(pages):
            taken = at == 0 or device.newPage()
            if not taken:
                break
            _draw_page(painter, document, page)
            self._draw_foot(painter, page, document.pageCount())
        return painter.end() and taken

    def _document(self, device: QPagedPaintDevice) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(device)
        document.setDefaultFont(font(BODY))
        document.setDocumentMargin(0)
        room = device.height() - 2 * _foot(device)
        document.setPageSize(QSizeF(device.width(), room))
        fill(document, self.head, self.table, self.practice)
        return document

    def _draw_foot(self, painter: QPainter, page: int, pages: int) -> None:
        """The practice, what the amounts are, and which page of how many."""
        device = painter.device()
        high = _foot(device)
        line = QRectF(0, device.height() - high, device.width(), high)
        number = translate("Plan", "Page %1 of %2")
        number = number.replace("%1", written.number(page + 1)).replace("%2", written.number(pages))
        said = translate("Plan", "Treatment plan, estimates, not a bill")
        painter.setFont(font(SMALL))
        painter.setPen(INK)
        way = Qt.AlignmentFlag
        painter.drawText(line, way.AlignLeft | way.AlignBottom, f"{self.practice}. {said}")
        painter.drawText(line, way.AlignRight | way.AlignBottom, number)


def _foot(device: QPaintDevice) -> float:
    return FOOT * device.logicalDpiY() / 72


def _draw_page(painter: QPainter, document: QTextDocument, page: int) -> None:
    """In black on white, whatever the theme."""
    size = document.pageSize()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, INK)
    context.clip = QRectF(0, page * size.height(), size.width(), size.height())
    painter.save()
    painter.translate(0, -page * size.height())
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()
