"""What the sign-in form asks of the portal, and how it says what came of it (SIGN-4)."""

from PySide6.QtCore import QObject, Signal

from desktop.services.portal import Portal, PortalError, Trouble
from desktop.views.sign_in_form import SignInForm

COPY_CLOSED = frozenset({Trouble.PASSWORD_CHANGED, Trouble.VAULT_DAMAGED})


class SigningIn(QObject):
    """The sign-in form (SIGN-4)."""

    offline = Signal(object)  # PortalError
    copy_closed = Signal(object)  # PortalError: signed in, but the copy does not open

    def __init__(self, portal: Portal, form: SignInForm) -> None:
        super().__init__(form)
        self.portal, self.form = portal, form
        form.submitted.connect(self._on_submitted)

    def _on_submitted(self, name: str, password: str, remember: bool, keep: bool) -> None:
        self.form.show_notice(None)
        self.form.set_busy(busy=True)
        self.portal.session.sign_in(
            name,
            password,
            remember=remember,
            keep=keep,
            owner=self,
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_done(self, _none: None) -> None:
        self.form.set_busy(busy=False)
        self.form.forget_password()

    def _on_failed(self, error: PortalError) -> None:
        self.form.set_busy(busy=False)
        if error.no_contact:
            self.offline.emit(error)
            return
        if error.trouble in COPY_CLOSED:
            self.form.forget_password()
            self.copy_closed.emit(error)
            return
        from desktop.views.notices import of_error  # noqa: PLC0415 - only when something is wrong

        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        if error.trouble is Trouble.WRONG_CREDENTIALS:
            self.form.refuse(notice.text)
        else:
            self.form.show_notice(notice)
            self.form.take_focus()
