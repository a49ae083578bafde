"""A field to search with: a glass before the words, in the size of the text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import IconLabel

GLASS, EDGE, GAP = 18, 10, 6


class SearchEdit(QLineEdit):
    """The glass is decoration: clicks go to the field, screen readers do not meet it."""

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass = IconLabel("search", GLASS, "text2", self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        keep_dressed(self._dress)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, edge = look.px(GLASS), look.px(EDGE)
        left = self.width() - edge - side if self.isRightToLeft() else edge
        self._glass.setGeometry(left, (self.height() - side) // 2, side, side)

    def _dress(self) -> None:
        before = look.px(GLASS) + look.px(GAP)
        self.setTextMargins(*((0, 0, before, 0) if self.isRightToLeft() else (before, 0, 0, 0)))
