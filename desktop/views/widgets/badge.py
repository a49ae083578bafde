"""A count beside a title."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import badge_text, badge_width, paint_badge


class CountBadge(QWidget):
    """A plain count, 22 pixels high; hidden at 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keep_dressed(self._dress)
        self.hide()

    def show_count(self, count: int) -> None:
        """Another number."""
        self._count = count
        self.setAccessibleName(badge_text(count))
        self.setVisible(count > 0)
        self._dress()

    @override
    def sizeHint(self) -> QSize:
        return QSize(badge_width(self._count), look.px(22))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        area = QRect(0, 0, self.width(), self.height())
        paint_badge(QPainter(self), area, self._count, tone="plain")

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
