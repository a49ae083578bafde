"""A quiet button that opens a menu, with a chevron behind its word."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import INK, Button

CHEVRON, GAP, EDGE = 16, 6, 10


class MenuButton(Button):
    """`menu_wanted` hands over the menu to be filled, each time before it shows."""

    menu_wanted = Signal(QMenu)

    def __init__(
        self,
        text: str,
        name: str,
        kind: str = "quiet",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind, icon, parent)
        self.setAccessibleName(name)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(lambda: self.menu_wanted.emit(self._menu))
        self.setMenu(self._menu)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + look.px(CHEVRON + GAP), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        style, option = self.style(), QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        style.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        side = look.px(CHEVRON)
        end = look.px(EDGE) + side
        left = self.isRightToLeft()
        words = self.rect().adjusted(end if left else 0, 0, 0 if left else -end, 0)
        option.rect = words
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        token = INK[self.kind] if self.isEnabled() else "disabled"
        at = look.px(EDGE) if left else self.width() - end
        top = (self.height() - side) // 2
        painter.drawPixmap(at, top, look.pixmap("chevron-down", CHEVRON, token))
