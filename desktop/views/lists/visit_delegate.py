"""Rows of visits: a calendar leaf, three lines, and the state."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.visits import ChipText, GroupRow, VisitRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import BODY, MEDIUM, META, META_STRONG, STRONG, Type
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored, paint_avatar

SIDE, LEAF, GAP, ROUND = 16, 50, 14, 22
LINE_GAP, CHEVRON = 1, 18
LEAST_TEXT = 200


Lines = list[tuple[str, Type, str, int]]
"""Text, role, colour token, height."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What differs between the lists: least height, type of title and day, whether time shows."""

    height: int
    title: Type
    day: Type
    times: bool
    opens: bool
    pad: int


UPCOMING = Shape(84, STRONG, Type(22, 600, tabular=True), times=True, opens=False, pad=10)
PAST = Shape(62, MEDIUM, Type(18, 600, tabular=True), times=False, opens=True, pad=7)


class VisitDelegate(RowDelegate):
    """Text wraps instead of being cut; the chip goes below it where there is no room beside."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape

    @override
    def row_height(self, row: Any, width: int) -> int:
        if isinstance(row, GroupRow):
            return look.px(32)
        chip, beside, wide = self._fit(row, width)
        words = sum(height for _, _, _, height in self._lines(row, wide))
        below = chip.height() + look.px(6) if not chip.isEmpty() and not beside else 0
        return max(look.px(self.shape.height), words + below + 2 * look.px(self.shape.pad))

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        if isinstance(row, GroupRow):
            inner = area.adjusted(look.px(SIDE), 0, -look.px(SIDE), 0)
            lettering.write_line(painter, inner, row.title, META_STRONG, "text")
            return
        self._paint_leaf(painter, area, row)
        chip, beside, wide = self._fit(row, area.width())
        lines = self._lines(row, wide)
        total = sum(height for _, _, _, height in lines)
        if not chip.isEmpty() and not beside:
            total += chip.height() + look.px(6)
        top = area.top() + (area.height() - total) // 2
        top = self._paint_lines(painter, area, row, lines, QRect(_text_start(area), top, wide, 0))
        if self.shape.opens:
            self._paint_chevron(painter, area)
        if not chip.isEmpty() and row.chip is not None:
            self._paint_chip(painter, area, row.chip, chip, top, beside=beside)

    @override
    def buttons_top(self, row: Any, area: QRect, height: int) -> int:
        if self._fit(row, area.width())[1]:
            return super().buttons_top(row, area, height)
        return area.top() + look.px(8)

    def _paint_chevron(self, painter: QPainter, area: QRect) -> None:
        side = look.px(CHEVRON)
        left = area.right() + 1 - look.px(SIDE) - side - look.px(8)
        box = mirrored(QRect(left, area.top() + (area.height() - side) // 2, side, side), area)
        lettering.icon(painter, box.topLeft(), "chevron-right", CHEVRON, "text2")

    def _paint_leaf(self, painter: QPainter, area: QRect, row: VisitRow) -> None:
        above, below = look.px(17), lettering.metrics(self.shape.day).height()
        top = area.top() + (area.height() - above - below) // 2
        leaf = QRect(area.left() + look.px(SIDE), top, look.px(LEAF), above)
        number = QRect(leaf.left(), top + above, leaf.width(), below)
        lettering.write_centred(painter, mirrored(leaf, area), row.month, META_STRONG, "accentText")
        lettering.write_centred(painter, mirrored(number, area), row.day, self.shape.day, "text")

    def _paint_lines(
        self, painter: QPainter, area: QRect, row: VisitRow, lines: Lines, at: QRect
    ) -> int:
        start, top, wide = at.left(), at.top(), at.width()
        for text, role, token, height in lines[:-1]:
            line = QRect(start, top, wide, height)
            lettering.write(painter, mirrored(line, area), text, role, token)
            top += height
        text, role, token, height = lines[-1]
        side = look.px(ROUND)
        circle = QRect(start, top + (height - side) // 2, side, side)
        paint_avatar(painter, mirrored(circle, area), row.initial, row.tint)
        step = side + look.px(8)
        words = lettering.height(text, role, wide - step)
        line = QRect(start + step, top + (height - words) // 2, wide - step, words)
        lettering.write(painter, mirrored(line, area), text, role, token)
        return top + height

    def _paint_chip(
        self, painter: QPainter, area: QRect, chip: ChipText, size: QSize, top: int, *, beside: bool
    ) -> None:
        if beside:
            right = area.right() + 1 - look.px(SIDE) - self.room - look.px(GAP)
            at = QPoint(right - size.width(), area.top() + (area.height() - size.height()) // 2)
        else:
            at = QPoint(_text_start(area), top + look.px(6))
        box = mirrored(QRect(at, size), area)
        paint_chip(painter, box, chip.text, Tone(chip.tone), chip.icon)

    def _lines(self, row: VisitRow, wide: int) -> Lines:
        step = look.px(ROUND) + look.px(8)
        who = max(look.px(ROUND) + 2, lettering.height(row.who, META, wide - step))
        lines = [(row.title, self.shape.title, "text")]
        if self.shape.times:
            lines.append((row.when, BODY, "text2"))
        made = [(t, role, c, lettering.height(t, role, wide) + LINE_GAP) for t, role, c in lines]
        return [*made, (row.who, META, "text2", who + look.px(2))]

    def _free(self, width: int) -> int:
        ends = 2 * look.px(SIDE) + (self.room + look.px(GAP) if self.room else 0)
        ends += look.px(CHEVRON + GAP) if self.shape.opens else 0
        return width - look.px(LEAF) - look.px(GAP) - ends

    def _fit(self, row: VisitRow, width: int) -> tuple[QSize, bool, int]:
        """The chip's size (an empty one for none), whether it stands beside the words, and how
        wide these may be."""
        free = self._free(width)
        if row.chip is None:
            return QSize(), True, max(look.px(80), free)
        size = chip_size(row.chip.text, row.chip.icon)
        left = free - size.width() - look.px(GAP)
        beside = left >= look.px(LEAST_TEXT)
        return size, beside, max(look.px(80), left if beside else free)


def _text_start(area: QRect) -> int:
    return area.left() + look.px(SIDE) + look.px(LEAF) + look.px(GAP)
