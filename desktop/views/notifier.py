"""A word outside the window, through the system's own notifications (MAIL-9)."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon
from typing_extensions import override

from desktop.views.theme.tokens import RESOURCES


class Notifier(QObject):
    """`clicked` when the person answers the last notification by opening it."""

    clicked = Signal()

    def tell(self, title: str) -> None:
        """Show a notification in the place of the last one; quietly nothing where none can be."""
        raise NotImplementedError

    def close(self) -> None:
        """Take it back and let go of the system; `tell` begins anew."""
        raise NotImplementedError


class TrayNotifier(Notifier):
    """Windows and macOS: a message needs an icon in the tray, which goes with it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None

    @override
    def tell(self, title: str) -> None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            icon = QIcon(str(RESOURCES / "icons" / "portal.svg"))
            self._tray = QSystemTrayIcon(icon, self)
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(lambda _reason: self.clicked.emit())
        self._tray.setToolTip(title)
        self._tray.show()
        self._tray.showMessage(title, "", self._tray.icon())

    @override
    def close(self) -> None:
        if self._tray is not None:
            self._tray.hide()


def system_notifier(parent: QObject) -> Notifier:
    """The one of this system."""
    if sys.platform in {"win32", "darwin"}:
        return TrayNotifier(parent)
    from desktop.views.notifier_bus import BusNotifier  # noqa: PLC0415 - this system's alone

    return BusNotifier(parent)
