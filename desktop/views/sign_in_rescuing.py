"""What the form for a copy with an old password asks (OFF-5)."""

from PySide6.QtCore import QObject, Signal

from desktop.services.portal import Portal, PortalError, Trouble
from desktop.views.notices import damaged_at_sign_in, of_error
from desktop.views.sign_in_rescue import RescueForm
from desktop.views.sign_in_steps import COPY_CLOSED


class Rescuing(QObject):
    """The form for a copy that does not open with the new password (OFF-5)."""

    ended = Signal()

    def __init__(self, portal: Portal, form: RescueForm) -> None:
        super().__init__(form)
        self.portal, self.form = portal, form
        form.rescued.connect(self._on_rescued)
        form.anew.connect(self._on_anew)
        form.given_up.connect(self._on_given_up)

    def show_trouble(self, error: PortalError) -> None:
        """Say why the copy does not open."""
        name = self.portal.practice.name if self.portal.practice else ""
        notice = of_error(error, name)
        if error.trouble is Trouble.VAULT_DAMAGED:
            notice = damaged_at_sign_in(name, rescued=self.portal.session.rescued)
        self.form.show_trouble(error.trouble, notice.title, notice.text)

    def _on_rescued(self, password: str) -> None:
        self.form.set_busy(busy=True)
        self.portal.session.rescue(password, owner=self, done=self._on_done, failed=self._on_failed)

    def _on_anew(self) -> None:
        self.form.set_busy(busy=True)
        self.portal.session.start_anew(owner=self, done=self._on_done, failed=self._on_failed)

    def _on_given_up(self) -> None:
        self.portal.session.give_up()
        self.ended.emit()

    def _on_done(self, _none: None) -> None:
        self.form.set_busy(busy=False)
        self.form.forget_password()

    def _on_failed(self, error: PortalError) -> None:
        self.form.set_busy(busy=False)
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        if error.trouble in (Trouble.WRONG_PASSWORD, Trouble.TOO_MANY_TRIES):
            self.form.refuse(notice.text)
        elif error.trouble in COPY_CLOSED:
            self.show_trouble(error)
        else:
            self.form.text.setText(f"{notice.title}. {notice.text}")
