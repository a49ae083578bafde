"""Asks for the password of an encrypted PDF."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.buttons import primary
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.text import label
from desktop.views.widgets.tint import TintCircle
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


class PasswordPrompt(QWidget):
    """Emits what was typed; it is kept nowhere."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.edit = PasswordEdit()
        self.edit.returnPressed.connect(self._give)
        self.field = Field(translate("Viewer", "Password of this document"), self.edit)
        self.open_button = primary(translate("Viewer", "Open"))
        self.open_button.clicked.connect(self._give)
        text = translate("Viewer", "It is locked with a password of its own, set by its maker.")
        title = label(translate("Viewer", "This document asks for a password"), "card", wrap=True)
        why = label(text, "body", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(TintCircle("lock", Tone.NEUTRAL, 52), 0, middle)
        for words in (title, why):
            words.setAlignment(middle)
            column.addWidget(words)
        for part in (self.field, self.open_button):
            column.addWidget(part, 0, middle)
        column.addStretch(1)
        keep_dressed(self._dress)

    def ask(self, *, again: bool) -> None:
        """Ask for the first time, or say that what was given did not open it."""
        self.edit.clear_secret()
        wrong = translate("Viewer", "This password does not open it. Nothing was changed.")
        self.field.show_error(wrong if again else "")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.edit.text():
            self.given.emit(self.edit.text())

    def _dress(self) -> None:
        self.field.setFixedWidth(look.px(300))
