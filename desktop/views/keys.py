"""The keys that work everywhere, and the entries of the account menu (DESIGN.md, 5)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.dialogs.activity import ActivityDialog
from desktop.views.dialogs.record import RecordDialog
from desktop.views.footer import SCALES
from desktop.views.opening import Opening

if TYPE_CHECKING:
    from desktop.views.main_window import MainPage

translate = QCoreApplication.translate
MOST_TABS = 6


class Keys(QObject):
    """Made by the page before its parts; everything is looked up when a key is pressed."""

    def __init__(self, page: "MainPage") -> None:
        super().__init__(page)
        self._page = page
        self._taken: list[QKeySequence] = []
        self.opening = Opening(page.portal, page)
        standard = QKeySequence.StandardKey
        self._bind(QKeySequence(standard.Refresh), page.portal.refresh)
        self._bind(QKeySequence("F5"), page.portal.refresh)
        self._bind(QKeySequence(standard.ZoomIn), lambda: self.step_scale(1))
        self._bind(QKeySequence("Ctrl+="), lambda: self.step_scale(1))
        self._bind(QKeySequence(standard.ZoomOut), lambda: self.step_scale(-1))
        self._bind(QKeySequence("Ctrl+0"), lambda: self.step_scale(0))
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
        entries = [
            self._entry("users-round", translate("Menu", "Family"), page.show_family),
            self._entry("history", translate("Menu", "Activity history"), self.show_activity),
            self._entry(
                "hard-drive-download", translate("Menu", "Take my record"), self.show_record
            ),
            self._entry(
                "contrast", translate("Menu", "Appearance and text size"), page.show_appearance
            ),
            None,
            self._entry("building-2", translate("Menu", "Change practice"), self.change_practice),
            lock,
            None,
            self._entry("log-out", translate("Menu", "Sign out"), page.portal.sign_out),
        ]
        if self.opening.offered:
            entries.insert(2, self.opening.action)
        return entries

    def show_activity(self) -> None:
        """Everything that was done with the records (HEAD-8)."""
        ActivityDialog(self._page.portal, self._page).open()

    def show_record(self) -> None:
        """Everything that is shared, as files (OFF-7)."""
        RecordDialog(self._page.portal, self._page).open()

    def set_scale(self, scale: int) -> None:
        """Text size in per cent."""
        self._page.portal.change_settings(text_scale=scale)

    def step_scale(self, step: int) -> None:
        """The next larger (1) or smaller (-1) text size, or 100 % (0)."""
        self.set_scale(next_scale(self._page.portal.settings.text_scale, step))

    def change_practice(self) -> None:
        """Sign out, then ask for another practice's address (SIGN-1)."""
        self._page.portal.sign_out()
        self._page.portal.session.forget_practice()

    def _entry(self, icon: str, text: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setData(icon)
        action.triggered.connect(lambda _on=False: do())
        return action

    def _bind(self, keys: QKeySequence, do: Callable[[], None]) -> None:
        if keys.isEmpty() or keys in self._taken:
            return
        self._taken.append(keys)
        shortcut = QShortcut(keys, self._page)  # its parent is what it works for
        shortcut.activated.connect(do)

    def _go_to(self, at: int) -> None:
        self._page.tabs.go_to(at)

    def _walk(self, step: int) -> None:
        """To the next part that can take the focus, from the part that has it."""
        parts = self._page.parts()
        focus = QApplication.focusWidget()
        at = next((at for at, part in enumerate(parts) if _holds(part.area, focus)), -step)
        parts[(at + step) % len(parts)].target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def next_scale(now: int, step: int) -> int:
    """The next larger (1) or smaller (-1) text size to one in per cent, or 100 (0)."""
    at = min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - now))
    wanted = 0 if step == 0 else min(max(at + step, 0), len(SCALES) - 1)
    return SCALES[wanted]


def _holds(area: QWidget, focus: QWidget | None) -> bool:
    """Whether the focus is somewhere in an area."""
    return focus is not None and (area is focus or area.isAncestorOf(focus))
