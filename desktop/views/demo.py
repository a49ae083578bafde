"""The demo's way in: its practice taken without asking, a demo login filled in. Loopback only."""

from PySide6.QtWidgets import QWidget

from desktop.services.portal import Portal, PortalError, Welcome
from desktop.views.sign_in import SignInPage

LOOPBACK = ("http://127.0.0.1:", "http://localhost:", "http://[::1]:")


def fill_in(portal: Portal, page: QWidget, address: str, login: str) -> None:
    """Use the practice at `address` and put `login` ("name:password") into the form.

    Does nothing for an address that is not on this computer: real passwords never come this way.
    """
    name, _, password = login.partition(":")
    if not address.startswith(LOOPBACK) or not isinstance(page, SignInPage):
        return

    def use(welcome: Welcome) -> None:
        portal.session.use_practice(welcome)
        page.fill(name, password)

    def refuse(error: PortalError) -> None:
        portal.failed.emit(error)

    portal.session.find_practice(address, owner=page, done=use, failed=refuse)
