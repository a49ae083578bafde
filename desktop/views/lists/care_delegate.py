"""Rows of persons with care summaries: whose, when born, which one is the newest."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.care import PersonRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import META, STRONG, Type
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.paint import mirrored, paint_avatar

SIDE, TOP, GAP, ROUND = 12, 9, 2, 26
Line = tuple[str, Type, str]


class CareDelegate(RowDelegate):
    """The person's circle stands before the name; every line wraps."""

    @override
    def row_height(self, row: Any, width: int) -> int:
        wide = width - _left() - look.px(SIDE)
        lines = _lines(row)
        text = sum(lettering.height(line, role, wide) for line, role, _ in lines)
        return max(text + look.px(GAP) * (len(lines) - 1), look.px(ROUND)) + 2 * look.px(TOP)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        top = area.top() + look.px(TOP)
        if isinstance(row, PersonRow):
            side = look.px(ROUND)
            circle = QRect(area.left() + look.px(SIDE), top, side, side)
            paint_avatar(painter, mirrored(circle, area), row.initial, row.tint)
        wide = area.width() - _left() - look.px(SIDE)
        for text, role, token in _lines(row):
            high = lettering.height(text, role, wide)
            box = QRect(area.left() + _left(), top, wide, high)
            lettering.write(painter, mirrored(box, area), text, role, token)
            top += high + look.px(GAP)


def _left() -> int:
    return look.px(SIDE + ROUND + SIDE)


def _lines(row: Any) -> list[Line]:
    if not isinstance(row, PersonRow):
        return [(row.title, META, "text2")]
    return [(row.title, STRONG, "text"), *((line, META, "text2") for line in row.lines)]
