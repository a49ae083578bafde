"""A quiet button that opens a menu, with a chevron behind its word."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.views.widgets.trailing import TrailingButton


class MenuButton(TrailingButton):
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
        super().__init__(text, kind, icon, "chevron-down", parent)
        self.setAccessibleName(name)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(lambda: self.menu_wanted.emit(self._menu))
        self.setMenu(self._menu)


def menu_of(button: QPushButton, wanted: SignalInstance) -> QMenu:
    """Give any button a menu; `wanted` hands it over to be filled, each time before it shows."""
    menu = QMenu(button)
    menu.aboutToShow.connect(lambda: wanted.emit(menu))
    button.setMenu(menu)
    return menu
