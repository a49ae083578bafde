"""Rows of statements: date, whom, whether it is here, amount, state, and the summary unfolded."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.statements import StatementRow, SummaryLine
from desktop.views.lists import lettering
from desktop.views.lists.lettering import AMOUNT, BODY, FIGURES, META, META_STRONG, STRONG
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored, round_rect

translate = QCoreApplication.translate

ARROWS = {True: "chevron-up", False: "chevron-down"}
SIDE, ARROW, GAP, START = 13, 18, 8, 50
HEIGHT, LINE, TOP = 62, 22, 6
ROW_SIDE = 16
STACKED_UNDER = 430


class StatementDelegate(RowDelegate):
    """In a narrow list the buttons stand below the two lines, on the trailing side."""

    def arrow_area(self, area: QRect) -> QRect:
        """Where a click turns the summary over."""
        box = QRect(area.left(), area.top(), look.px(START), look.px(HEIGHT))
        return mirrored(box, area)

    @override
    def row_height(self, row: Any, width: int) -> int:
        height = self._head_height(width)
        if row.unfolded:
            height += sum(_line_height(line) for line in row.summary) + look.px(12)
        return height

    @override
    def buttons_top(self, row: Any, area: QRect, height: int) -> int:
        if not self._stacked(area.width()):
            return area.top() + (look.px(HEIGHT) - height) // 2
        return area.top() + self._head_height(area.width()) - height - look.px(4)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        icon = look.px(ARROW)
        arrow = QRect(
            area.left() + look.px(SIDE), area.top() + (look.px(HEIGHT) - icon) // 2, icon, icon
        )
        name = ARROWS[row.unfolded]
        lettering.icon(painter, mirrored(arrow, area).topLeft(), name, ARROW, "text2")
        end = self._end(area)
        self._paint_amount(painter, area, row, end)
        self._paint_words(painter, area, row)
        if row.unfolded:
            self._paint_summary(painter, area, row, end)

    def _paint_words(self, painter: QPainter, area: QRect, row: StatementRow) -> None:
        left, top, line = area.left() + look.px(START), area.top() + look.px(TOP), look.px(24)
        for text, role, token in ((row.title, STRONG, "text"), (row.about, META, "text2")):
            wide = lettering.width(text, role)
            box = QRect(left, top, wide, line)
            lettering.write_line(painter, mirrored(box, area), text, role, token)
            left += wide + look.px(GAP)
        if row.shown.new:
            self._paint_new(painter, area, left, top)
        size, start = look.px(15), area.left() + look.px(START)
        top += line + look.px(2)
        at = QRect(start, top + (line - size) // 2, size, size)
        lettering.icon(painter, mirrored(at, area).topLeft(), _saved_icon(row), 15, "text2")
        box = QRect(start + size + look.px(6), top, lettering.width(row.saved, META), line)
        lettering.write_line(painter, mirrored(box, area), row.saved, META, token)

    def _paint_new(self, painter: QPainter, area: QRect, left: int, top: int) -> None:
        text = translate("Statements", "New")
        wide = lettering.width(text, META_STRONG) + look.px(16)
        high = look.px(20)
        box = mirrored(QRect(left, top + look.px(2), wide, high), area)
        round_rect(painter, box.toRectF(), high / 2, look.color("badge"))
        lettering.write_centred(painter, box, text, META_STRONG, "onBadge")

    def _paint_amount(self, painter: QPainter, area: QRect, row: StatementRow, end: int) -> None:
        top, line = area.top() + look.px(TOP), look.px(24)
        box = QRect(area.left() + look.px(START), top, end - area.left() - look.px(START), line)
        lettering.write_at_end(painter, mirrored(box, area), row.amount, AMOUNT, "text")
        if row.chip is not None:
            size = chip_size(row.chip.text, row.chip.icon)
            at = QPoint(end - size.width(), top + line)
            chip = mirrored(QRect(at, size), area)
            paint_chip(painter, chip, row.chip.text, Tone(row.chip.tone), row.chip.icon)

    def _paint_summary(self, painter: QPainter, area: QRect, row: StatementRow, end: int) -> None:
        left, right = area.left() + look.px(START), end - look.px(6)
        top = area.top() + self._head_height(area.width())
        for line in row.summary:
            role = STRONG if line.total else BODY
            token = "text" if line.total else "text2"
            if line.total:
                rule = mirrored(QRect(left, top + look.px(3), right - left, 1), area)
                painter.fillRect(rule, look.color("control"))
                top += look.px(6)
            box = mirrored(QRect(left, top, right - left, look.px(LINE)), area)
            lettering.write_line(painter, box, line.label, role, token)
            amount = AMOUNT if line.total else FIGURES
            lettering.write_at_end(painter, box, line.amount, amount, token)
            top += look.px(LINE)

    def _end(self, area: QRect) -> int:
        """Where amounts end: before the buttons, or at the edge where those stand below."""
        taken = 0 if self._stacked(area.width()) else self.room + look.px(12)
        return area.right() + 1 - look.px(ROW_SIDE) - taken

    def _head_height(self, width: int) -> int:
        return look.px(HEIGHT) + (look.px(42) if self._stacked(width) else 0)

    def _stacked(self, width: int) -> bool:
        return width < look.px(STACKED_UNDER)


def _line_height(line: SummaryLine) -> int:
    return look.px(LINE) + (look.px(6) if line.total else 0)


def _saved_icon(row: StatementRow) -> str:
    if not row.shown.record.blobs:
        return "file-text"
    return "hard-drive" if row.shown.saved else "hard-drive-download"
