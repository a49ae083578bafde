"""A layout of groups beside one another, in as many rows as their width asks for."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget
from typing_extensions import override

from desktop.views.widgets.paint import mirrored


class FlowLayout(QLayout):
    """Groups keep their order; those from `push` on stand at the far end of their row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._pushes = -1
        self._gap = self._between = 0

    def set_gaps(self, gap: int, between: int) -> None:
        """Pixels from one group to the next, and from one row to the next."""
        self._gap, self._between = gap, between
        self.invalidate()

    def add_group(self, *parts: QWidget) -> QWidget:
        """Widgets that stay together."""
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(QMargins())
        for part in parts:
            row.addWidget(part)
        self.addWidget(group)
        return group

    def push(self) -> None:
        """What is added from now on stands at the far end."""
        self._pushes = len(self._items)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        rows = self._rows(width - margins.left() - margins.right())
        high = sum(_height(row) for row in rows) + self._between * max(0, len(rows) - 1)
        return high + margins.top() + margins.bottom()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        top = area.top()
        for row in self._rows(area.width()):
            high = _height(row)
            self._place(row, QRect(area.left(), top, area.width(), high))
            top += high + self._between

    @override
    def sizeHint(self) -> QSize:
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(QSize(wide, _height(shown)))

    @override
    def minimumSize(self) -> QSize:
        shown = self._shown()
        widest = max((item.minimumSize().width() for item in shown), default=0)
        return self._with_margins(QSize(widest, _height(shown)))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not rows or left + self._gap + wide > width:
                rows.append([])
                left = -self._gap
            rows[-1].append(item)
            left += self._gap + wide
        return rows

    def _place(self, row: list[QLayoutItem], area: QRect) -> None:
        gaps = self._gap * (len(row) - 1)
        free = max(0, area.width() - gaps - sum(item.sizeHint().width() for item in row))
        left, pushed = area.left(), self._items[self._pushes :] if self._pushes >= 0 else []
        for item in row:
            if item in pushed:
                left, free = left + free, 0
            size = item.sizeHint()
            wide = min(size.width(), area.width())
            at = QRect(left, area.top() + (area.height() - size.height()) // 2, wide, size.height())
            item.setGeometry(mirrored(at, area))
            left += wide + self._gap

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())


def _height(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
