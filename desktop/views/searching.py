"""Opens the search, and leads to what was found: its tab, with the record chosen (HEAD-6)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from desktop.models.found import Findable
from desktop.models.items.found import kind_of
from desktop.views.dialogs.search import SearchDialog
from portal_protocol.records import SECTION_OF

if TYPE_CHECKING:
    from desktop.views.main_window import MainPage


EVERYWHERE = QKeySequence("Ctrl+K")
FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit)


class Searching(QObject):
    """Ctrl+K everywhere; Ctrl+F too, but where a document is shown it finds in that."""

    def __init__(self, page: "MainPage") -> None:
        super().__init__(page)
        self._page = page
        page.header.search_wanted.connect(self.show)
        finding = QKeySequence.keyBindings(QKeySequence.StandardKey.Find)
        for keys in dict.fromkeys([*(key.toString() for key in finding), "Ctrl+F"]):
            QShortcut(QKeySequence(keys), page).activated.connect(self.show)
        QShortcut(EVERYWHERE, page).activated.connect(self.show)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Some systems' fields would take Ctrl+K as "delete to the end"."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return QKeySequence(event.keyCombination()) == EVERYWHERE
        return False

    def show(self) -> None:
        """Open the search; when it ends without a choice, the focus is where it was."""
        before = QApplication.focusWidget()
        dialog = SearchDialog(self._page.portal, self._page.tabs.offered(), self._page)
        dialog.chosen.connect(self._lead)
        if before is not None:
            dialog.rejected.connect(before.setFocus)
        dialog.open()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, FIELDS) and self._page.isAncestorOf(new):
            new.installEventFilter(self)

    def _lead(self, record: Findable) -> None:
        kind = kind_of(record)
        self._page.tabs.go_to_part(SECTION_OF[kind])
        if (section := self._page.tabs.section()) is not None:
            section.reveal(kind, record)
