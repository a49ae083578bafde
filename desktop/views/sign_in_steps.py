"""What the sign-in page's forms ask of the portal, and how they say what came of it."""

from PySide6.QtCore import QObject, Signal

from desktop.services.portal import Portal, PortalError, SavedCopy, Trouble, Welcome
from desktop.views.notices import of_error
from desktop.views.sign_in_address import AddressForm
from desktop.views.sign_in_form import SignInForm
from desktop.views.sign_in_rescue import RescueForm
from desktop.views.sign_in_saved import SavedForm

COPY_CLOSED = frozenset({Trouble.PASSWORD_CHANGED, Trouble.VAULT_DAMAGED})
OF_THE_ADDRESS = frozenset({Trouble.BAD_ADDRESS, Trouble.INSECURE_ADDRESS})


class FindingPractice(QObject):
    """The address form: looked up, shown, accepted (SIGN-1)."""

    found = Signal(object)  # Practice
    dropped = Signal()

    def __init__(self, portal: Portal, form: AddressForm) -> None:
        super().__init__(form)
        self.portal, self.form = portal, form
        self._welcome: Welcome | None = None
        self._begun = False
        form.asked.connect(self.look_up)
        form.accepted.connect(self._on_accepted)
        form.refused.connect(self.dropped)

    def start(self) -> None:
        """Ask for the address, or look up the one of an invitation at once.

        Nothing happens when an address was given before the page was ready.
        """
        if self._begun:
            return
        invited = self.portal.session.invited
        self.form.ask(invited or self.portal.session.address)
        if invited:
            self.look_up(invited)

    def look_up(self, address: str) -> None:
        """Ask who is at an address."""
        self._begun = True
        self.form.show_notice(None)
        self.form.set_busy(busy=True)
        self.portal.session.find_practice(
            address, owner=self, done=self._on_found, failed=self._on_failed
        )

    def _on_found(self, welcome: Welcome) -> None:
        self._welcome = welcome
        self.form.set_busy(busy=False)
        self.found.emit(welcome.practice)
        self.form.show_found(welcome.practice, self.portal.session.address)

    def _on_failed(self, error: PortalError) -> None:
        self.form.set_busy(busy=False)
        notice = of_error(error)
        if error.trouble in OF_THE_ADDRESS:
            self.form.show_error(notice.text)
        else:
            self.form.show_notice(notice)

    def _on_accepted(self) -> None:
        self._begun = False
        if self._welcome is not None:
            self.portal.session.use_practice(self._welcome)


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
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
        if error.trouble is Trouble.WRONG_CREDENTIALS:
            self.form.refuse(notice.text)
        else:
            self.form.show_notice(notice)
            self.form.take_focus()


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
        notice = of_error(error, self.portal.practice.name if self.portal.practice else "")
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
            self.form.show_trouble(error.trouble, notice.title, notice.text)
        else:
            self.form.text.setText(f"{notice.title}. {notice.text}")


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
