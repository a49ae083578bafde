"""Activity on paper: a PDF that is drawn page after page, so that the window stays alive."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QObject,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPdfWriter

from desktop.models.items import format as written
from desktop.models.items.activity import ActivityRow
from desktop.views.theme import look
from desktop.views.usual_page import DOTS, usual_page

translate = QCoreApplication.translate
BODY, TITLE = 9, 13  # points
WIDTHS = (0.21, 0.17, 0.2, 0.12, 0.3)
INK = QColor("black")
WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class ActivityPaper(QObject):
    """`drawn` hands over the PDF; `draw` starts, and each turn of the event loop is a page."""

    drawn = Signal(bytes)

    def __init__(self, rows: Sequence[ActivityRow], title: str, foot: str, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._title, self._foot = rows, title, foot
        self._at = self._page = 0
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setResolution(DOTS)
        self._writer.setPageLayout(usual_page())
        self._painter = QPainter()
        parent.destroyed.connect(self.stop)  # a device must not go while it is painted on

    def draw(self) -> None:
        """Begin; only once."""
        self._painter.begin(self._writer)
        QTimer.singleShot(0, self, self._turn)

    def stop(self) -> None:
        """Draw no more; nothing is handed over."""
        if self._painter.isActive():
            self._painter.end()

    def _turn(self) -> None:
        if not self._painter.isActive():
            return
        self._draw_page()
        if self._at < len(self._rows):
            self._writer.newPage()
            QTimer.singleShot(0, self, self._turn)
            return
        self._painter.end()
        self.drawn.emit(bytes(self._buffer.data().data()))

    def _draw_page(self) -> None:
        self._page += 1
        line = self._points(BODY) * 1.6
        top = self._draw_head() if self._page == 1 else 0.0
        bottom = self._writer.height() - 2 * line
        top = self._draw_row(top, _heads(), bold=True)
        first = self._at
        while self._at < len(self._rows):
            cells = cells_of(self._rows[self._at])
            if self._at > first and top + self._height(cells) > bottom:
                break
            top = self._draw_row(top, cells)
            self._at += 1
        self._draw_foot(line)

    def _draw_head(self) -> float:
        self._painter.setFont(_font(TITLE, bold=True))
        box = QRectF(0, 0, self._writer.width(), self._writer.height())
        used = self._painter.boundingRect(box, WRAPPED, self._title)
        self._painter.drawText(box, WRAPPED, self._title)
        return used.height() + self._points(BODY)

    def _draw_row(self, top: float, cells: Sequence[str], *, bold: bool = False) -> float:
        high = self._height(cells, bold=bold)
        left, pad = 0.0, self._points(3)
        self._painter.setPen(INK)
        for part, text in zip(WIDTHS, cells, strict=True):
            wide = part * self._writer.width()
            self._painter.drawText(QRectF(left, top + pad, wide - 2 * pad, high), WRAPPED, text)
            left += wide
        below = int(top + high)
        self._painter.drawLine(0, below, self._writer.width(), below)
        return top + high

    def _height(self, cells: Sequence[str], *, bold: bool = False) -> float:
        """How high a row is; its font is set from here on."""
        self._painter.setFont(_font(BODY, bold=bold))
        pad, highest = self._points(3), 0.0
        for part, text in zip(WIDTHS, cells, strict=True):
            room = QRectF(0, 0, part * self._writer.width() - 2 * pad, self._writer.height())
            highest = max(highest, self._painter.boundingRect(room, WRAPPED, text).height())
        return highest + 2 * pad

    def _draw_foot(self, line: float) -> None:
        box = QRectF(0, self._writer.height() - line, self._writer.width(), line)
        way = Qt.AlignmentFlag
        self._painter.setFont(_font(BODY))
        number = translate("Activity", "Page %1").replace("%1", written.number(self._page))
        self._painter.drawText(box, way.AlignLeft | way.AlignBottom, self._foot)
        self._painter.drawText(box, way.AlignRight | way.AlignBottom, number)

    def _points(self, points: float) -> float:
        return points * DOTS / 72


def cells_of(row: ActivityRow) -> tuple[str, ...]:
    """What stands in each column."""
    who = "\n".join(filter(None, (row.who, row.device)))
    return row.when, row.what.text, who, row.whose, "\n".join(row.details)


def _heads() -> tuple[str, ...]:
    return (
        translate("Activity", "Date and time"),
        translate("Activity", "Action"),
        translate("Activity", "Who"),
        translate("Activity", "Whose records"),
        translate("Activity", "Details"),
    )


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont(look.family)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font
