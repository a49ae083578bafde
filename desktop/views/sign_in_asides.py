"""What the sign-in page offers besides signing in: advice, contact, payment, appearance.

The dialogs are imported when they are opened: not before the sign-in page is painted.
"""
# ruff: noqa: PLC0415

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from desktop.services.portal import Portal

if TYPE_CHECKING:
    from desktop.views.notices import Notice

translate = QCoreApplication.translate


class Asides(QObject):
    """Opens the dialogs over `page`."""

    def __init__(self, portal: Portal, page: QWidget) -> None:
        super().__init__(page)
        self.portal, self.page = portal, page

    def contact(self) -> None:
        """How to reach the practice (SIGN-3)."""
        self._advise("")

    def forgotten(self) -> None:
        """What to do about a forgotten password: the practice can help."""
        self._advise(
            translate(
                "SignIn",
                "Forgot your password? Call the practice; after they have made sure that it is "
                "you, they give you a new one.",
            )
        )

    def first_time(self) -> None:
        """Where a user name and a first password come from."""
        self._advise(
            translate(
                "SignIn",
                "The practice gives you a user name and a first password, by letter or at the "
                "front desk. Enter both here. If you have none, ask for them.",
            )
        )

    def help_offline(self) -> None:
        """What works without a connection."""

        from desktop.views.dialogs.advice import offline_advice

        offline_advice(self.page).open()

    def appearance(self) -> None:
        """Theme and text size."""

        from desktop.views.dialogs.appearance import AppearanceDialog

        AppearanceDialog(self.portal, self.page).open()

    def pay(self) -> "Notice | None":
        """Open the practice's payment page in the browser; says what happened."""
        from desktop.views.links import open_link
        from desktop.views.notices import Notice
        from desktop.views.widgets.tone import Tone

        practice = self.portal.practice
        if practice is None:
            return None
        title = translate("SignIn", "Make a payment")
        if open_link(practice.payment_address):
            text = translate("SignIn", "The practice’s payment page opens in your browser.")
            return Notice(title, text, tone=Tone.INFO, icon="external-link")
        text = translate("SignIn", "No browser could be opened. Call the practice to pay.")
        return Notice(title, text, tone=Tone.WARN)

    def _advise(self, advice: str) -> None:

        from desktop.views.dialogs.contact import ContactDialog

        if self.portal.practice is not None:
            ContactDialog(self.portal.practice, self.page, advice).open()
