"""The page of the lock (SIGN-14)."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.services.portal import Portal, PortalError, Stage, Trouble
from desktop.views.notices import Notice, of_error
from desktop.views.sign_in_asides import Asides
from desktop.views.sign_in_foot import SignInFoot
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import primary, quiet
from desktop.views.widgets.column import Column
from desktop.views.widgets.field import Field, PasswordEdit
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.logo import Logo
from desktop.views.widgets.text import label
from desktop.views.widgets.tone import Tone

translate = QCoreApplication.translate


class LockPage(QWidget):
    """Shows nothing of the records; the password opens them again, without a network."""

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.portal = portal
        self.asides = Asides(portal, self)
        self.setWindowTitle(translate("Lock", "Locked"))
        self.logo = Logo(64)
        self.who = label("", "body", "text2", wrap=True)
        self.secret = PasswordEdit()
        self.password = Field(translate("Lock", "Password"), self.secret)
        self.button = primary(translate("Lock", "Unlock"), tall=True)
        self.out = quiet(translate("Lock", "Sign out"), "log-out")
        self.contact = quiet(translate("Lock", "Contact us"), "message-circle-question")
        self.banner = Banner(Tone.BAD, "")
        self.banner.hide()
        self.foot = SignInFoot()
        self._build()
        self._watch()
        look.carry(self)

    def take_focus(self) -> None:
        """To the password."""
        self.secret.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        FocusRing.of(self.window())
        self._show_whose()
        self._show_notice(None)
        self.take_focus()

    def _build(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        lead = translate("Lock", "To keep your records private. What you did is kept.")
        ways = QHBoxLayout()
        ways.addWidget(self.out)
        ways.addStretch(1)
        ways.addWidget(self.contact)
        column.addWidget(self.logo)
        column.addSpacing(20)
        column.addWidget(self.banner)
        column.addSpacing(8)
        column.addWidget(label(translate("Lock", "Locked"), "display"))
        column.addSpacing(4)
        column.addWidget(label(lead, "body", "text2", wrap=True))
        column.addWidget(self.who)
        column.addSpacing(18)
        column.addWidget(self.password)
        column.addSpacing(20)
        column.addWidget(self.button)
        column.addSpacing(12)
        column.addLayout(ways)
        middle = Column()
        middle.add(form, 400)
        middle.show_only(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(middle, 1)
        whole.addWidget(self.foot)

    def _watch(self) -> None:
        self.button.clicked.connect(self._on_submit)
        self.secret.returnPressed.connect(self._on_submit)
        self.secret.textEdited.connect(lambda _text: self.password.show_error(""))
        self.out.clicked.connect(self.portal.sign_out)
        self.contact.clicked.connect(self.asides.contact)
        self.foot.appearance_asked.connect(self.asides.appearance)
        self.portal.stage_changed.connect(self._on_stage)

    def _show_whose(self) -> None:
        practice, name = self.portal.practice, self.portal.locked_as
        self.logo.show_logo(practice.logo if practice else "", practice.name if practice else "")
        self.foot.show_size(self.portal.settings.text_scale)
        self.who.setText(translate("Lock", "User name {name}").format(name=name) if name else "")
        self.who.setVisible(bool(name))

    def _show_notice(self, notice: Notice | None) -> None:
        self.banner.setVisible(notice is not None)
        if notice is not None:
            self.banner.show_notice(notice.tone, notice.text, title=notice.title, icon=notice.icon)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.password, self.button, self.out):
            part.setEnabled(not busy)
        going = translate("Lock", "Opening…")
        self.button.setText(going if busy else translate("Lock", "Unlock"))

    def _on_stage(self, _stage: Stage) -> None:
        self.secret.clear_secret()
        self.password.show_error("")
        self._set_busy(busy=False)

    def _on_submit(self) -> None:
        secret = self.secret.text()
        if not secret:
            self._refuse(translate("Lock", "Enter your password"))
            return
        self._show_notice(None)
        self._set_busy(busy=True)
        self.portal.session.unlock(secret, owner=self, done=self._on_done, failed=self._on_failed)

    def _on_done(self, _none: None) -> None:
        self._on_stage(self.portal.stage)

    def _on_failed(self, error: PortalError) -> None:
        self._set_busy(busy=False)
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        if error.trouble in (Trouble.WRONG_PASSWORD, Trouble.TOO_MANY_TRIES):
            self._refuse(notice.text)
        else:
            self._show_notice(notice)
            self.take_focus()

    def _refuse(self, sentence: str) -> None:
        self.password.show_error(sentence)
        self.secret.setFocus()
        self.secret.selectAll()
