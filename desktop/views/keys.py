"""The keys that work everywhere, and the entries of the account menu (DESIGN.md, 5)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from desktop.views.main_window import MainPage

translate = QCoreApplication.translate
MOST_TABS = 6


class Keys(QObject):
    """Made by the page before its parts; everything is looked up when a key is pressed."""

    def __init__(self, page: "MainPage") -> None:
        super().__init__(page)
        self._page = page
        standard = QKeySequence.StandardKey
        self._bind(QKeySequence(standard.Refresh), page.portal.refresh)
        self._bind(QKeySequence("F5"), page.portal.refresh)
        self._bind(QKeySequence(standard.ZoomIn), lambda: page.step_scale(1))
        self._bind(QKeySequence("Ctrl+="), lambda: page.step_scale(1))
        self._bind(QKeySequence(standard.ZoomOut), lambda: page.step_scale(-1))
        self._bind(QKeySequence("Ctrl+0"), lambda: page.step_scale(0))
        self._bind(QKeySequence("F6"), lambda: self._walk(1))
        self._bind(QKeySequence("Shift+F6"), lambda: self._walk(-1))
        self._bind(QKeySequence(standard.HelpContents), page.show_contact)
        for at in range(MOST_TABS):
            self._bind(QKeySequence(f"Ctrl+{at + 1}"), partial(self._go_to, at))

    def menu(self) -> list[QAction | None]:
        """The account menu; None is a line."""
        page = self._page
        lock = self._entry("lock", translate("Menu", "Lock now"), page.portal.lock)
        lock.setShortcut(QKeySequence("Ctrl+L"))
        lock.setShortcutVisibleInContextMenu(True)
        page.addAction(lock)
        return [
            self._entry("users-round", translate("Menu", "Family"), page.show_family),
            self._entry(
                "contrast", translate("Menu", "Appearance and text size"), page.show_appearance
            ),
            None,
            self._entry("building-2", translate("Menu", "Change practice"), page.change_practice),
            lock,
            None,
            self._entry("log-out", translate("Menu", "Sign out"), page.portal.sign_out),
        ]

    def _entry(self, icon: str, text: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setData(icon)
        action.triggered.connect(lambda _on=False: do())
        return action

    def _bind(self, keys: QKeySequence, do: Callable[[], None]) -> None:
        taken = [one.key() for one in self.findChildren(QShortcut)]
        if keys.isEmpty() or keys in taken:
            return
        shortcut = QShortcut(keys, self._page)
        shortcut.setParent(self)
        shortcut.activated.connect(do)

    def _go_to(self, at: int) -> None:
        self._page.tabs.go_to(at)

    def _walk(self, step: int) -> None:
        """To the next part that can take the focus, from the part that has it."""
        parts = self._page.parts()
        focus = QApplication.focusWidget()
        at = next((at for at, part in enumerate(parts) if _holds(part, focus)), -step)
        parts[(at + step) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    """Whether the focus is on a part, or beside it in the same box."""
    return focus is not None and (part is focus or part.isAncestorOf(focus))
