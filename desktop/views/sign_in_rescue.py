"""When signing in succeeded but the copy on this computer does not open with it (OFF-5)."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.portal import Trouble
from desktop.views.widgets.buttons import primary, quiet, secondary
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class RescueForm(QWidget):
    """Open the copy with its old password, or give it up and fetch everything again."""

    rescued = Signal(str)  # the old password
    anew = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "display", wrap=True)
        self.text = label("", "body", "text2", wrap=True)
        self.secret_edit = PasswordEdit()
        self.password = Field(translate("SignIn", "Old password"), self.secret_edit)
        self.open = primary(translate("SignIn", "Open with the old password"), tall=True)
        self.fetch = secondary(translate("SignIn", "Fetch everything again"), "download", tall=True)
        loss = translate("SignIn", "What was not sent from this computer yet is then given up.")
        self.loss = label(loss, "meta", wrap=True)
        self.back = quiet(translate("SignIn", "Back to sign in"), "arrow-left")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.title, self.text, self.password, self.open, self.fetch, self.loss):
            column.addWidget(part)
        column.addWidget(self.back)
        self.open.clicked.connect(self._on_open)
        self.secret_edit.returnPressed.connect(self._on_open)
        self.secret_edit.textEdited.connect(lambda _text: self.password.show_error(""))
        self.fetch.clicked.connect(self.anew)
        self.back.clicked.connect(self.given_up)

    def show_trouble(self, trouble: Trouble, title: str, text: str) -> None:
        """Offer what helps: PASSWORD_CHANGED has an old password, VAULT_DAMAGED has none."""
        self.title.setText(title)
        self.text.setText(text)
        has_password = trouble is Trouble.PASSWORD_CHANGED
        self.password.setVisible(has_password)
        self.open.setVisible(has_password)
        self.loss.setVisible(has_password)  # of a damaged copy the text says it
        self.forget_password()

    def take_focus(self) -> None:
        """To what helps first."""
        (self.secret_edit if self.password.isVisible() else self.fetch).setFocus()

    def refuse(self, sentence: str) -> None:
        """The old password was wrong."""
        self.password.show_error(sentence)
        self.secret_edit.setFocus()
        self.secret_edit.selectAll()

    def set_busy(self, *, busy: bool) -> None:
        """While the copy is opened or fetched."""
        for part in (self.password, self.open, self.fetch, self.back):
            part.setEnabled(not busy)

    def forget_password(self) -> None:
        """Leave no password in the form."""
        self.secret_edit.clear_secret()
        self.password.show_error("")

    def _on_open(self) -> None:
        if self.secret_edit.text():
            self.rescued.emit(self.secret_edit.text())
        else:
            self.refuse(translate("SignIn", "Enter your old password"))
