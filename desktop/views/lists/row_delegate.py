"""What all rows share: fill, line, focus ring, and room for the buttons of a row."""

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.items.row_list import RowListModel
from desktop.views.theme import look
from desktop.views.widgets.paint import paint_row_ring

Index = QModelIndex | QPersistentModelIndex
RADIUS = 11
MOST_KEPT = 2000


class RowDelegate(QStyledItemDelegate):
    """Paints the row behind `RowListModel.RowRole`; `room` is kept free for its buttons."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.room = 0
        self._heights: dict[object, tuple[Any, tuple[Any, ...], int]] = {}

    def row_height(self, row: Any, width: int) -> int:
        """How high a row is in a list of this width."""
        raise NotImplementedError

    def forget_heights(self) -> None:
        """Rows may be higher or lower than they were, though they say the same."""
        self._heights.clear()

    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        """Paint what the row says into its area, the buttons' room included."""
        raise NotImplementedError

    def buttons_top(self, _row: Any, area: QRect, height: int) -> int:
        """Where buttons of this height start: in the middle unless the row says otherwise."""
        return area.top() + (area.height() - height) // 2

    def ruled(self, _row: Any) -> bool:
        """Whether a line closes the row off; all rows do, unless the list says otherwise."""
        return True

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(RowListModel.RowRole)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 400
        return QSize(1, self._height(row, width) if row is not None else 1)

    def _height(self, row: Any, width: int) -> int:
        """A row's height, kept while row, width and look are the same: views ask all the time."""
        around = (width, self.room, look.scale, look.family)
        kept = self._heights.get(row.key)
        if kept is not None and kept[0] is row and kept[1] == around:
            return kept[2]
        if len(self._heights) >= MOST_KEPT:
            self._heights.clear()
        height = self.row_height(row, width)
        self._heights[row.key] = row, around, height
        return height

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowListModel.RowRole)
        if row is None:
            return
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.enabled:
            self._paint_ground(painter, option, index, row)
        self.paint_row(painter, area, row)
        if _has(option, QStyle.StateFlag.State_HasFocus):
            paint_row_ring(painter, area.adjusted(0, 0, 0, -1))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: Any
    ) -> None:
        area: QRect = option.rect
        view = option.widget
        chosen = _has(option, QStyle.StateFlag.State_Selected)
        if chosen or _has(option, QStyle.StateFlag.State_MouseOver):
            painter.save()
            if isinstance(view, QAbstractItemView):
                painter.setClipPath(_rounded(view.viewport().rect()))
            painter.fillRect(area, look.color("selected" if chosen else "hover"))
            painter.restore()
        last = index.row() == index.model().rowCount() - 1
        full = isinstance(view, QAbstractItemView) and area.bottom() >= view.viewport().height() - 1
        if self.ruled(row) and not (last and full):
            painter.fillRect(area.left(), area.bottom(), area.width(), 1, look.color("line"))


def _has(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _rounded(area: QRect) -> QPainterPath:
    """The list's area with the round lower corners of its panel."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(area).adjusted(0, -2 * RADIUS, 0, 0), RADIUS, RADIUS)
    return path
