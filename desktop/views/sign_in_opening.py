"""What the form of saved copies asks (OFF-1, OFF-4)."""

from PySide6.QtCore import QObject

from desktop.services.portal import Portal, PortalError, SavedCopy, Trouble
from desktop.views.notices import of_error
from desktop.views.sign_in_saved import SavedForm


class OpeningSaved(QObject):
    """The form of saved copies (OFF-1, OFF-4)."""

    def __init__(self, portal: Portal, form: SavedForm) -> None:
        super().__init__(form)
        self.portal, self.form = portal, form
        form.submitted.connect(self._on_submitted)

    def _on_submitted(self, copy: SavedCopy, password: str) -> None:
        self.form.set_busy(busy=True)
        self.portal.session.open_saved(
            copy, password, owner=self, done=self._on_done, failed=self._on_failed
        )

    def _on_done(self, _none: None) -> None:
        self.form.set_busy(busy=False)
        self.form.forget_password()

    def _on_failed(self, error: PortalError) -> None:
        self.form.set_busy(busy=False)
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        if error.trouble in (Trouble.WRONG_PASSWORD, Trouble.TOO_MANY_TRIES):
            self.form.refuse(notice.text)
        else:
            self.form.show_notice(notice)
            self.form.take_focus()
