"""The sign-in form (SIGN-2, 4, 5)."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.views.widgets.buttons import LinkButton, primary, secondary
from desktop.views.widgets.choices import CheckBox
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.text import label, rule

if TYPE_CHECKING:
    from desktop.views.notices import Notice
    from desktop.views.widgets.banner import Banner

translate = QCoreApplication.translate


class SavedWay(QWidget):
    """The button that leads to the saved copies, and what it does (OFF-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(rule(), 1)
        line.addWidget(label(translate("SignIn", "or"), "meta"))
        line.addWidget(rule(), 1)
        self.button = secondary(
            translate("SignIn", "Open my saved records"), "hard-drive", tall=True
        )
        small = translate(
            "SignIn",
            "Reads what is saved on this computer. Works without a connection and asks for your "
            "password.",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addSpacing(10)
        column.addWidget(self.button)
        column.addWidget(label(small, "meta", wrap=True))


class SignInForm(QWidget):
    """User name, password and what goes with them; asks for nothing by itself, it only tells."""

    submitted = Signal(str, str, bool, bool)  # user name, password, remember, keep signed in
    forgotten = Signal()
    first_time = Signal()
    saved_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_fields()
        self._build_choices()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.banner: Banner | None = None
        self._column = column
        column.addSpacing(8)
        column.addWidget(label(translate("SignIn", "Sign in"), "display"))
        column.addSpacing(4)
        lead = translate("SignIn", "See your visits and statements.")
        column.addWidget(label(lead, "body", "text2", wrap=True))
        column.addSpacing(18)
        column.addWidget(self.user_name)
        column.addSpacing(16)
        column.addWidget(self.password)
        column.addSpacing(10)
        column.addLayout(self._choices)
        column.addWidget(self.keep)
        column.addSpacing(16)
        column.addWidget(self.button)
        column.addSpacing(20)
        column.addLayout(self._first_time_row())
        self._watch()

    def show_names(self, names: Sequence[str]) -> None:
        """The user names that are remembered, newest first (SIGN-5)."""
        self.user_edit.setText(names[0] if names else "")
        self.remember.setChecked(bool(names))

    def fill(self, user_name: str, password: str) -> None:
        """Put these in, for the demo."""
        self.user_edit.setText(user_name)
        self.secret_edit.setText(password)

    def offer_saved(self, *, offered: bool) -> None:
        """Whether there are saved copies to open."""
        if offered or "saved" in vars(self):
            self.saved.setVisible(offered)

    def show_notice(self, notice: "Notice | None") -> None:
        """What is wrong with the whole, above the form."""
        if notice is None:
            if self.banner is not None:
                self.banner.hide()
            return
        if self.banner is None:
            from desktop.views.widgets.banner import Banner  # noqa: PLC0415 - not at the start

            self.banner = Banner(notice.tone, "")
            self._column.insertWidget(0, self.banner)
        self.banner.show_notice(notice.tone, notice.text, title=notice.title, icon=notice.icon)
        self.banner.show()

    def refuse(self, sentence: str) -> None:
        """The pair was wrong: said beside the password, which is chosen to be typed anew."""
        self.password.show_error(sentence)
        self.secret_edit.setFocus()
        self.secret_edit.selectAll()

    def set_busy(self, *, busy: bool) -> None:
        """While the practice is asked."""
        for part in (self.user_name, self.password, self.button, self.remember, self.keep):
            part.setEnabled(not busy)
        if "saved" in vars(self):
            self.saved.button.setEnabled(not busy)
        going = translate("SignIn", "Signing in…")
        self.button.setText(going if busy else translate("SignIn", "Sign in"))

    def forget_password(self) -> None:
        """Leave no password in the form."""
        self.secret_edit.clear_secret()
        self.password.show_error("")

    def untouched(self) -> bool:
        """Whether nothing secret has been typed yet."""
        return not self.secret_edit.text()

    def take_focus(self) -> None:
        """To the first field that is empty."""
        (self.secret_edit if self.user_edit.text() else self.user_edit).setFocus()

    def _build_fields(self) -> None:
        self.user_edit = QLineEdit()
        self.user_edit.setMaxLength(100)
        self.secret_edit = PasswordEdit()
        self.user_name = Field(translate("SignIn", "User name"), self.user_edit)
        self.password = Field(translate("SignIn", "Password"), self.secret_edit)
        self.button = primary(translate("SignIn", "Sign in"), tall=True)

    def _build_choices(self) -> None:
        self.remember = CheckBox(translate("SignIn", "Remember user name"))
        self.keep = CheckBox(translate("SignIn", "Keep me signed in on this computer"))
        self.keep.hide()
        self.forgot = LinkButton(translate("SignIn", "Forgot password?"))
        self._choices = QHBoxLayout()
        self._choices.addWidget(self.remember)
        self._choices.addStretch(1)
        self._choices.addWidget(self.forgot)

    @cached_property
    def saved(self) -> SavedWay:
        """The way to the saved copies; made when there are some."""
        saved = SavedWay()
        saved.button.clicked.connect(self.saved_asked)
        saved.hide()
        self._column.insertWidget(self._column.indexOf(self.button) + 1, saved)
        QWidget.setTabOrder(self.button, saved.button)
        return saved

    def _first_time_row(self) -> QHBoxLayout:
        self.code = LinkButton(translate("SignIn", "Use the code from your practice"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(translate("SignIn", "First time here?"), "body", "text2"))
        row.addWidget(self.code)
        row.addStretch(1)
        return row

    def _watch(self) -> None:
        self.button.clicked.connect(self._on_submit)
        self.user_edit.returnPressed.connect(self._on_submit)
        self.secret_edit.returnPressed.connect(self._on_submit)
        self.user_edit.textEdited.connect(lambda _text: self.user_name.show_error(""))
        self.secret_edit.textEdited.connect(lambda _text: self.password.show_error(""))
        self.secret_edit.caps_lock_changed.connect(self._on_caps_lock)
        self.forgot.clicked.connect(self.forgotten)
        self.code.clicked.connect(self.first_time)

    def _on_caps_lock(self, on: bool) -> None:
        self.password.set_hint(translate("SignIn", "Caps Lock is on") if on else "")

    def _on_submit(self) -> None:
        name, secret = self.user_edit.text().strip(), self.secret_edit.text()
        need_name = translate("SignIn", "Enter your user name")
        need_secret = translate("SignIn", "Enter your password")
        self.user_name.show_error("" if name else need_name)
        self.password.show_error("" if secret else need_secret)
        if not name or not secret:
            (self.secret_edit if name else self.user_edit).setFocus()
            return
        keep = self.keep.isVisible() and self.keep.isChecked()
        self.submitted.emit(name, secret, self.remember.isChecked(), keep)
