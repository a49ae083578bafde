"""Rows of saved plans: heading, when and by whom, what is left to pay."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.items.plans import PlanRow
from desktop.models.items.visits import GroupRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import META, META_STRONG, STRONG, Type
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.paint import mirrored

SIDE, TOP, GAP = 16, 12, 4
BAR = 4
Line = tuple[str, Type, str]


class PlanDelegate(RowDelegate):
    """The chosen plan has a bar at its leading edge beside the fill."""

    @override
    def row_height(self, row: Any, width: int) -> int:
        wide = width - 2 * look.px(SIDE)
        lines = _lines(row)
        text = sum(lettering.height(line, role, wide) for line, role, _ in lines)
        return text + look.px(GAP) * (len(lines) - 1) + 2 * look.px(TOP)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        side, top = look.px(SIDE), area.top() + look.px(TOP)
        for text, role, token in _lines(row):
            wide = area.width() - 2 * side
            high = lettering.height(text, role, wide)
            box = mirrored(QRect(area.left() + side, top, wide, high), area)
            lettering.write(painter, box, text, role, token)
            top += high + look.px(GAP)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            area: QRect = option.rect
            bar = QRect(area.left(), area.top(), look.px(BAR), area.height())
            painter.fillRect(mirrored(bar, area), look.color("accent"))


def _lines(row: PlanRow | GroupRow) -> list[Line]:
    if not isinstance(row, PlanRow):
        return [(row.title, META, "text2")]
    below: list[Line] = [(line, META, "text2") for line in row.lines]
    return [(row.title, STRONG, "text"), *below, (row.part, META_STRONG, "text")]
