"""A field to search with: a glass before the words and a cross behind them, in the text's size."""

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import mirrored
from desktop.views.widgets.text import IconLabel

translate = QCoreApplication.translate
GLASS, EDGE, GAP = 18, 10, 6


class SearchEdit(QLineEdit):
    """The glass is decoration: clicks go to the field, screen readers do not meet it.

    Qt's own cross would keep its size and colour whatever the text's.
    """

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass = IconLabel("search", GLASS, "text2", self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clear_button = icon_button("x", translate("Fields", "Clear"), self, dense=True)
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.hide()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.textChanged.connect(lambda text: self.clear_button.setVisible(bool(text)))
        keep_dressed(self._dress)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _dress(self) -> None:
        before, behind = look.px(GLASS) + look.px(GAP), self._side() - look.px(EDGE) // 2
        margins = (behind, before) if self.isRightToLeft() else (before, behind)
        self.setTextMargins(margins[0], 0, margins[1], 0)
        self._place()

    def _side(self) -> int:
        return max(look.px(24), min(self.height() - 4, look.px(32)))

    def _place(self) -> None:
        glass, side, edge = look.px(GLASS), self._side(), look.px(EDGE)
        before = QRect(edge, (self.height() - glass) // 2, glass, glass)
        behind = QRect(self.width() - side - 2, (self.height() - side) // 2, side, side)
        self._glass.setGeometry(mirrored(before, self.rect()))
        self.clear_button.setGeometry(mirrored(behind, self.rect()))
