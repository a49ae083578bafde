"""Drives the real window as a person would: looks for what shows, types, clicks, waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from desktop.app import PortalWindow, start
from desktop.arguments import Wishes
from desktop.services.portal import Portal, Stage, SyncStage
from desktop.services.settings import Places
from desktop.views.main_window import MainPage
from desktop.views.section import SectionView
from desktop.views.sign_in import SignInPage
from desktop.views.theme import look

W = TypeVar("W", bound=QWidget)
PATIENCE = 60_000  # milliseconds; only what never comes costs them


class NotShown(AssertionError):  # noqa: N818 - it is what a test fails with
    """What was waited for did not show."""


def wait(
    true: Callable[[], object], what: str | Callable[[], str] = "", patience: int = PATIENCE
) -> None:
    """Let the window live until something is so; raises `NotShown` after `patience` ms."""
    clock = QElapsedTimer()
    clock.start()
    while not true():
        if clock.hasExpired(patience):
            raise NotShown((what() if callable(what) else what) or "what should be so is not")
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


@dataclass
class Program:
    """The window of one program, with somebody in front of it."""

    window: PortalWindow
    closed: bool = False

    @property
    def portal(self) -> Portal:
        """The portal behind the window."""
        return self.window.portal

    @property
    def sign_in_page(self) -> SignInPage:
        """The sign-in page, which must be shown."""
        page = self.window.page
        assert isinstance(page, SignInPage)
        return page

    @property
    def main(self) -> MainPage:
        """The page of the records, which must be shown."""
        page = self.window.page
        assert isinstance(page, MainPage)
        return page

    @property
    def section(self) -> SectionView:
        """The tab that is shown."""
        section = self.main.tabs.section()
        assert section is not None
        return section

    def find(self, kind: type[W], name: str = "", within: QWidget | None = None) -> W:
        """The widget that shows with this text or accessible name; waits for it."""
        found: list[W] = []

        def there() -> bool:
            found[:] = seen(kind, name, within or self.window)
            return bool(found)

        wait(there, f"{kind.__name__} {name!r}")
        return found[0]

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Click the button of this name."""
        button = self.find(QPushButton, name, within)
        wait(button.isEnabled, f"{name!r} to be enabled")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, where the focus is; "Tab", "F6", "Ctrl+1", "a"."""
        if QApplication.activeWindow() is None:  # as after another program's window was closed
            self.window.activateWindow()
            wait(QApplication.activeWindow, "the window to be the active one")
        for key in keys:
            active = QApplication.activeWindow() or self.window
            QTest.keySequence(active.windowHandle(), QKeySequence(key))

    def shows(self, words: str, within: QWidget | None = None) -> bool:
        """Whether these words can be read on the screen, now or soon.

        Never False: raises `NotShown` with all that can be read instead.
        """
        place = within or self.window
        wait(lambda: words in read(place), lambda: f"{words!r} in:\n{read(place)}")
        return words in read(place)

    def hides(self, words: str, within: QWidget | None = None) -> bool:
        """Whether these words can be read nowhere on the screen, now or soon; else `NotShown`."""
        place = within or self.window
        wait(lambda: words not in read(place), lambda: f"no {words!r} in:\n{read(place)}")
        return words not in read(place)

    def rows(self, name: str) -> list[str]:
        """What the rows of a list say to a screen reader; all those that have come."""
        return rows_of(self.find(QAbstractItemView, name))

    def activate(self, name: str, row: str) -> None:
        """Choose the row that says this, and press Enter."""
        view = self.find(QAbstractItemView, name)
        wait(lambda: any(row in said for said in rows_of(view)), f"{row!r} in {name!r}")
        at = next(at for at, said in enumerate(rows_of(view)) if row in said)
        view.setCurrentIndex(view.model().index(at, 0))
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Return)

    def choose_in_menu(self, button: str, entry: str) -> None:
        """Open the menu of a button, and take the entry that says this."""
        opener = self.find(QPushButton, button)
        QTimer.singleShot(0, opener, opener.click)  # a menu may keep its opener until it closes
        wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"the menu of {button}")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == entry)
        menu.setActiveAction(action)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    def name_file(self, path: Path) -> None:
        """Give the dialog that asks for a place this one, and accept."""
        dialog = self.dialog()
        assert isinstance(dialog, QFileDialog)
        edit = dialog.findChild(QLineEdit)
        assert edit is not None
        edit.setText(str(path))
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def type(self, field: str, text: str, within: QWidget | None = None) -> None:
        """Type into the field of this name, in the place of what is there."""
        edit = self.find(QLineEdit, field, within)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)

    def give_address(self, address: str) -> None:
        """First start: type the practice's address, see whose it is, accept it (SIGN-1)."""
        self.type("Address of your practice’s portal", address)
        self.click("Find my practice")
        self.click("Yes, continue")
        wait(lambda: self.portal.stage is Stage.SIGNED_OUT, "the practice")

    def sign_in(self, user_name: str, password: str) -> None:
        """Sign in through the form and wait until everything is here."""
        self.type("User name", user_name)
        self.type("Password", password)
        self.click("Sign in", self.sign_in_page.form)
        wait(lambda: self.portal.stage is Stage.OPEN, "the records")
        self.wait_fresh()

    def wait_fresh(self) -> None:
        """Wait for the end of a whole sync."""
        wait(lambda: self.portal.sync_state.stage is SyncStage.FRESH, "a whole sync")
        wait(lambda: self.portal.people, "the family")

    def wait_offline(self) -> None:
        """Wait until the window says that nobody answers."""
        wait(lambda: self.portal.sync_state.stage is SyncStage.OFFLINE, "offline")

    def go_to(self, tab: int) -> SectionView:
        """Open a tab by its place."""
        self.main.tabs.go_to(tab)
        return self.section

    def dialog(self) -> QDialog:
        """The dialog that is open; waits for it."""
        wait(lambda: open_dialogs(self.window), "a dialog")
        return open_dialogs(self.window)[-1]

    def kept_here(self, question: str) -> list[tuple[Any, ...]]:
        """What the copy on this computer answers to SQL; asked by a worker, as the vault wants."""
        opened = self.portal._core.opened
        assert opened is not None
        vault = opened._live.vault

        def ask() -> list[tuple[Any, ...]]:
            with vault.reading() as connection:
                return [tuple(row) for row in connection.exec_driver_sql(question)]

        with ThreadPoolExecutor(1) as worker:
            return worker.submit(ask).result()

    def close(self) -> None:
        """Close the window as a person does, and drop it; once is enough."""
        if not self.closed:
            self.closed = True
            self._close()

    def _close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        settle()


def read(place: QWidget) -> str:
    """Everything that can be read in a widget, by the eye or by a screen reader."""
    shown = (widget for widget in place.findChildren(QWidget) if widget.isVisible())
    return "\n".join(line for widget in shown for line in lines_of(widget) if line)


def lines_of(widget: QWidget) -> list[str]:
    """What one widget says by itself."""
    lines = [widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        lines.append(widget.text().replace("&", ""))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        lines += rows_of(widget)
    return lines


def rows_of(view: QAbstractItemView) -> list[str]:
    """What the rows of a list say to a screen reader."""
    model, role = view.model(), Qt.ItemDataRole.AccessibleTextRole
    count = range(model.rowCount())
    return [str(model.index(at, 0).data(role) or model.index(at, 0).data() or "") for at in count]


def open_dialogs(window: QWidget) -> list[QDialog]:
    """Dialogs that show over the window."""
    dialogs = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    return list(dialogs)


def seen(kind: type[W], name: str, within: QWidget) -> list[W]:
    """Widgets that show, by what they say on the screen or to a screen reader."""
    shown = (widget for widget in within.findChildren(kind) if widget.isVisible())
    return [widget for widget in shown if not name or name in says(widget)]


def says(widget: QWidget) -> tuple[str, ...]:
    """What a widget is called, to the eye and to the ear."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (text.replace("&", ""), widget.accessibleName().replace("&", ""))


def settle() -> None:
    """Let everything that was posted happen."""
    for _ in range(3):
        look.finish()  # what is dressed is laid out by what it posts
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()


def begin(folder: Path, app: QApplication, *, practice: str = "") -> Program:
    """Start the program over the folders of one computer."""
    return begin_at(Places.under(folder), app, practice=practice)


def begin_at(places: Places, app: QApplication, *, practice: str = "") -> Program:
    """Start the program over these folders."""
    places.make()
    window = start(Wishes(invited=practice), places, app)
    window.activateWindow()
    wait(window.isActiveWindow, "the window to be the active one")
    return Program(window)
