"""The field for what is looked for in a document."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.widgets.search_edit import SearchEdit

translate = QCoreApplication.translate


class FindEdit(SearchEdit):
    """Enter asks for the next place, with Shift for the one before; Esc leaves."""

    hit_wanted = Signal(int)  # 1 the next, -1 the one before
    find_left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Viewer", "Find in document"),
            translate("Viewer", "Find in this document"),
            parent,
        )

    @override
    def event(self, event: QEvent) -> bool:
        """Its own keys, Esc before a window that would close by it."""
        own = isinstance(event, QKeyEvent) and self._act(event)
        return own or super().event(event)

    def _act(self, event: QKeyEvent) -> bool:
        pressed = event.type() is QEvent.Type.KeyPress
        if pressed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.hit_wanted.emit(-1 if back else 1)
            return True
        if event.key() == Qt.Key.Key_Escape and (pressed or self.text()):
            event.accept()
            if pressed:
                self.find_left.emit()
            return True
        return False
