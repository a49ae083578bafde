"""Asks for the password of an encrypted PDF."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.theme import look
from desktop.views.widgets.buttons import primary, quiet
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.text import label
from desktop.views.widgets.tint import TintCircle
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate
WIDTH, MOST = 340, 560  # the latter whatever the text size


class PasswordPrompt(QWidget):
    """Emits what was typed; it is kept nowhere."""

    given = Signal(str)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.edit = PasswordEdit()
        self.edit.returnPressed.connect(self._give)
        self.field = Field(translate("Viewer", "Password of this document"), self.edit)
        self.open_button = primary(translate("Viewer", "Open"), "lock-open")
        self.open_button.clicked.connect(self._give)
        self.save_button = quiet(translate("Viewer", "Save as it is"), "download")
        self.save_button.clicked.connect(self.save_wanted)
        text = translate("Viewer", "It has a password of its own, which the practice gave you.")
        self._title = label(
            translate("Viewer", "This document asks for a password"), "card", wrap=True
        )
        self._why = label(text, "body", "text2", wrap=True)
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(TintCircle("lock", Tone.NEUTRAL, 52), 0, middle)
        for words in (self._title, self._why):
            words.setAlignment(middle)
            self._column.addWidget(words)
        self._column.addSpacing(8)
        self._column.addWidget(self.field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._box)
        across.addStretch(1)
        around = QVBoxLayout(self)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(1)
        keep_dressed(self._dress)

    def show_own(self) -> None:
        """The document is the reader's own: no practice gave its password, and nothing is saved."""
        self._why.setText(translate("Viewer", "It has a password of its own. It is kept nowhere."))
        self.save_button.hide()

    def ask(self, *, again: bool) -> None:
        """Ask for the first time, or say that what was given did not open it."""
        self.edit.clear_secret()
        wrong = translate("Viewer", "This password does not open it. Nothing was changed.")
        self.field.show_error(wrong if again else "")
        if again or self.window().isActiveWindow():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing that was typed stays."""
        self.edit.clear_secret()
        self.field.show_error("")

    def _give(self) -> None:
        if self.edit.text():
            self.given.emit(self.edit.text())

    def _dress(self) -> None:
        self._box.setFixedWidth(min(look.px(WIDTH), MOST))
        self._column.setSpacing(look.px(10))
