"""A plain text as it is: no markup, no links, nothing loaded (MAIL-4)."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark


class TextViewer(QPlainTextEdit):
    """Read only; selectable by mouse and keyboard. `plain` gives all signs one width."""

    def __init__(
        self, text: str, name: str, parent: QWidget | None = None, *, plain: bool = False
    ) -> None:
        super().__init__(parent)
        self._plain = plain
        mark(self, bare=True)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPlainText(text)
        keep_dressed(self._dress)

    def _dress(self) -> None:
        font = look.font(15)
        if self._plain:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(look.px(14))
        self.setFont(font)
        self.document().setDocumentMargin(look.px(16))
