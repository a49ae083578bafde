"""The round initial of a person."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import paint_avatar

__all__ = ["Avatar", "paint_avatar"]


class Avatar(QWidget):
    """An initial in the tint of the person's place in the family; decoration beside the name."""

    def __init__(self, name: str, at: int, size: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._at, self._size = name, at, size
        keep_dressed(self._dress)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRect(0, 0, self.width(), self.height()), self._name, self._at)

    def _dress(self) -> None:
        self.setFixedSize(look.px(self._size), look.px(self._size))
