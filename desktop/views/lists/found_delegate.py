"""Rows of what a search found: title, whose and when, and the text around the words."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.found import HitRow, Line
from desktop.models.items.visits import GroupRow
from desktop.views.lists import lettering, marked
from desktop.views.lists.lettering import MEDIUM, META, META_STRONG, Type
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look

SIDE, PAD, GAP = 16, 8, 2


class FoundDelegate(RowDelegate):
    """Everything wraps; nothing is cut."""

    @override
    def row_height(self, row: Any, width: int) -> int:
        if isinstance(row, GroupRow):
            return look.px(32)
        wide = width - 2 * look.px(SIDE)
        heights = [marked.height(line, role, wide) for line, role, _ in _lines(row)]
        return sum(heights) + look.px(GAP) * (len(heights) - 1) + 2 * look.px(PAD)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        inner = area.adjusted(look.px(SIDE), 0, -look.px(SIDE), 0)
        if isinstance(row, GroupRow):
            lettering.write_line(painter, inner, row.title, META_STRONG, "text2")
            return
        top = area.top() + look.px(PAD)
        for line, role, token in _lines(row):
            high = marked.height(line, role, inner.width())
            place = QRect(inner.left(), top, inner.width(), high)
            marked.write(painter, place, line, role, token)
            top += high + look.px(GAP)


def _lines(row: HitRow) -> list[tuple[Line, Type, str]]:
    lines = [
        (row.head, MEDIUM, "text"),
        (row.about, META, "text2"),
        (row.excerpt, META, "text2"),
    ]
    return [one for one in lines if one[0].text]
