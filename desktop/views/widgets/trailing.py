"""A button with a second icon behind its word, as an arrow that leads out of the window."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import INK, Button

SIZE, GAP = 16, 6
EDGE = {"primary": 14, "secondary": 14}
OTHER_EDGE = 10


class TrailingButton(Button):
    """`trail` is the icon behind the word, in the word's colour."""

    def __init__(
        self, text: str, kind: str, icon: str, trail: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, kind, icon, parent)
        self._trail = trail

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + look.px(SIZE + GAP), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        style, option = self.style(), QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        style.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        side, edge = look.px(SIZE), look.px(EDGE.get(self.kind, OTHER_EDGE))
        room = look.px(SIZE + GAP)
        left = self.isRightToLeft()
        option.rect = self.rect().adjusted(room if left else 0, 0, 0 if left else -room, 0)
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        token = INK[self.kind] if self.isEnabled() else "disabled"
        at = edge if left else self.width() - edge - side
        top = (self.height() - side) // 2
        painter.drawPixmap(at, top, look.pixmap(self._trail, SIZE, token))
