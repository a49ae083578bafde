"""A quiet button that opens a menu, with a chevron behind its word."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.buttons import Button


class MenuButton(Button):
    """`menu_wanted` hands over the menu to be filled, each time before it shows."""

    menu_wanted = Signal(QMenu)

    def __init__(
        self, text: str, name: str, kind: str = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, kind, "chevron-down", parent)
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            else Qt.LayoutDirection.LeftToRight
        )
        self.setAccessibleName(name)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(lambda: self.menu_wanted.emit(self._menu))
        self.setMenu(self._menu)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + look.px(4), hint.height())
