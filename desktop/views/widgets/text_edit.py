"""A field for a longer plain text; Tab leaves it."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark


class TextEdit(QPlainTextEdit):
    """Plain text alone: what is pasted loses its looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, field=True)
        self.setTabChangesFocus(True)
        keep_dressed(self._dress)

    def _dress(self) -> None:
        self.setFont(look.font(15))
        self.document().setDocumentMargin(look.px(8))
