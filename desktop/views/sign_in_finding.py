"""Finding the practice: what the address form asks, and how it says what came of it (SIGN-1)."""

from PySide6.QtCore import QObject, Signal

from desktop.services.portal import Portal, PortalError, Trouble, Welcome
from desktop.views.notices import of_error, settings_lost
from desktop.views.sign_in_address import AddressForm

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
        self._told = not portal.settings_damaged
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
        if not self._told:
            self._told = True
            self.form.show_notice(settings_lost())
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
