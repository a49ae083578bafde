"""Transmit care summary: choose, look once more, send (SUM-4, SUM-5, SUM-6)."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.care import PersonRow
from desktop.models.items.delivery import named_address
from desktop.models.items.family import Family
from desktop.models.items.transmit import sendable
from desktop.models.summary import Days
from desktop.models.transmit import Addressees, TransmitWish
from desktop.models.trouble import NO_CONTACT
from desktop.services.portal import Context, Portal, PortalError, SyncStage, SyncState, Trouble
from desktop.views.announce import announce
from desktop.views.dialogs.transmit_form import TransmitForm
from desktop.views.dialogs.transmit_steps import TransmitEnd, TransmitReview, TransmitWait
from desktop.views.notices import of_error
from desktop.views.theme import look
from desktop.views.widgets.buttons import primary, secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.tone import Tone
from portal_protocol.transmissions import Transmission, Transmit

translate = QCoreApplication.translate
WIDE = 600
UNSURE = NO_CONTACT | {
    Trouble.SERVER_FAULT,
    Trouble.BAD_ANSWER,
    Trouble.ANSWER_TOO_LARGE,
    Trouble.BUSY,
}
"""Troubles after which it is not known whether the practice took it over: an earlier try of the
same call may have arrived."""


class TransmitDialog(Dialog):
    """`history_wanted` after it was sent. Esc goes back a page before it closes.

    With `again` it is filled in as that one was.
    """

    history_wanted = Signal()

    def __init__(
        self,
        portal: Portal,
        parent: QWidget,
        row: PersonRow,
        opened: str,
        days: Days,
        again: Transmission | None = None,
    ) -> None:
        super().__init__(translate("Transmit", "Transmit care summary"), parent)
        self.portal = portal
        family = Family(portal.people, portal.practice)
        self.form = TransmitForm(row.title, sendable(row, opened, days, family), days)
        self.review, self.waiting, self.end = TransmitReview(), TransmitWait(), TransmitEnd()
        self._pages: tuple[QWidget, ...] = (self.form, self.review, self.waiting, self.end)
        self._page: QWidget = self.form
        self._context: Context | None = None
        self._asked: tuple[TransmitWish, Transmit] | None = None
        self._again = again
        column = QVBoxLayout()
        for page in self._pages:
            column.addWidget(page)
        column.addStretch(1)
        self.set_scrolled(column)
        self._add_buttons()
        self.form.changed.connect(self._reshape)
        portal.sync_changed.connect(self._on_sync)
        self._show(self.form)
        portal.transmit.addressees(row.key, owner=self, done=self._offer)

    @property
    def _practice_name(self) -> str:
        practice = self.portal.practice
        return practice.name if practice else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.step_back()
        else:
            super().keyPressEvent(event)

    def step_back(self) -> None:
        """From the review to the form; from elsewhere as `reject`."""
        if self._page is self.review:
            self._show(self.form)
        else:
            self.reject()

    @override
    def reject(self) -> None:
        """Stop waiting, or close."""
        if self._context is not None:
            self._context.cancel()
            self._context = None
            self._tell(Tone.WARN, _unsure_words(), translate("Transmit", "Stopped"))
            self._show(self.form)
        else:
            for page in (self.form, self.review, self.end):
                page.forget()
            self._asked = None
            super().reject()

    def go_on(self) -> None:
        """From the form to the review, and from there to the practice."""
        wrong = self.form.check() if self._page is self.form else self.review.check()
        if wrong is not None:
            self._reshape()
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._page is self.form:
            self.form.banner.hide()
            to = named_address(self.form.way.name, self.form.way.address)
            wish = self.form.wish()
            self.review.show_wish(wish, f"{self.form.title}: {self.form.what}", to)
            self._show(self.review)
        else:
            self._send(self.form.wish())

    def _offer(self, addressees: Addressees) -> None:
        self.form.way.offer(addressees, self._practice_name)
        if self._again is not None:
            self.form.fill_in(self._again)

    def _send(self, wish: TransmitWish) -> None:
        """The same wish keeps its id: it is sent once, however often it is tried."""
        if self._asked is None or self._asked[0] != wish:
            self._asked = (wish, self.portal.transmit.prepare(wish))
        self._show(self.waiting)
        announce(self, self.waiting.words.text())
        self._context = self.portal.transmit.send(
            self._asked[1], owner=self, done=self._on_sent, failed=self._on_failed
        )

    def _on_sent(self, sent: Transmission) -> None:
        self._context = None
        if self._again is not None:
            self.portal.transmit.take_notice(self._again)
        password = self._asked[0].password if self._asked else ""
        announce(self, self.end.show_sent(sent, password))
        self.form.forget()
        self.review.forget()
        self._show(self.end)

    def _on_failed(self, error: PortalError) -> None:
        self._context = None
        notice = of_error(error, self._practice_name)
        self._show(self.form)
        text = _unsure_words() if error.trouble in UNSURE else notice.text
        self._tell(notice.tone, text, notice.title)
        if error.trouble is Trouble.ADDRESS_REFUSED and not self.form.way.secure.isChecked():
            self.form.way.refuse(notice.title).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, tone: Tone, text: str, title: str) -> None:
        self.form.show_notice(tone, text, title)
        announce(self, f"{title}. {text}")

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.go, self.leave = primary(""), secondary("")
        self.back = secondary(translate("Transmit", "Back"), "arrow-left")
        self.history = secondary(translate("Transmit", "History"), "history")
        self.go.clicked.connect(self.go_on)
        self.leave.clicked.connect(self.reject)
        self.back.clicked.connect(self.step_back)
        self.history.clicked.connect(self._on_history)
        self.add(self.history, role.ActionRole)
        self.add(self.back, role.ActionRole)
        self.add(self.leave, role.RejectRole)
        self.add(self.go, role.AcceptRole)

    def _on_history(self) -> None:
        self.reject()
        self.history_wanted.emit()

    def _show(self, page: QWidget) -> None:
        """One page, with the buttons that belong to it."""
        self._page = page
        for one in self._pages:
            one.setVisible(one is page)
        self.go.setVisible(page in {self.form, self.review})
        self.back.setVisible(page is self.review)
        self.history.setVisible(page is self.end)
        send, look_again = translate("Transmit", "Send"), translate("Transmit", "Review and send")
        self.go.setText(send if page is self.review else look_again)
        words = {
            self.waiting: translate("Transmit", "Stop"),
            self.end: translate("Transmit", "Close"),
        }
        self.leave.setText(words.get(page, translate("Transmit", "Cancel")))
        self._show_contact()
        self._reshape()
        (self.go if page is self.form else self.leave).setDefault(True)
        # Enter, Enter sends nothing that was not looked at
        targets = {self.form: self.go, self.review: self.back}
        target = targets.get(page, self.leave)
        target = target if target.isEnabled() else self.leave
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sync(self, _state: SyncState) -> None:
        self._show_contact()

    def _show_contact(self) -> None:
        """Nothing of it waits for a connection: without one it cannot be sent."""
        offline = self.portal.sync_state.stage is SyncStage.OFFLINE
        self.go.setEnabled(not offline)
        needs = translate("Transmit", "Sending needs a connection. What you typed is kept here.")
        follow = translate("Transmit", "You can follow it in History.")
        self.note.setText(needs if offline else follow)
        self.note.setVisible(self._page is not self.end)

    def _reshape(self) -> None:
        self.fit(look.px(WIDE))


def _unsure_words() -> str:
    return translate(
        "Transmit",
        "It is not known whether the practice has taken it over; nothing is kept here to be sent "
        "later. Send it again from here as it is, and it is sent once, or look in History first.",
    )
