"""Care summaries that did not reach whom they were sent to (SUM-4)."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.items.delivery import reason_words, undelivered_words
from desktop.services.portal import Portal
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import quiet, secondary
from desktop.views.widgets.tone import Tone
from portal_protocol.records import PatientId
from portal_protocol.transmissions import Transmission

translate = QCoreApplication.translate


class Undelivered(QWidget):
    """One notice at a time, the newest; `again_wanted` hands over what is to be sent again."""

    again_wanted = Signal(object)

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self._patient: PatientId | None = None
        self._offline = False
        self._sent: Transmission | None = None
        self.banner = Banner(Tone.BAD, "")
        self._again = secondary(translate("Delivery", "Send again"), "refresh-cw")
        self._again.clicked.connect(self._send_again)
        self._close = quiet(translate("Delivery", "Dismiss"))
        self._close.clicked.connect(self._dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        self.hide()

    def look_for(self, patient: PatientId | None) -> None:
        """Tell what the signed-in person sent of this person's and did not arrive."""
        if patient != self._patient:
            self._show(None)
        self._patient = patient
        if patient is not None:
            self._portal.transmit.undelivered(
                patient, owner=self, done=lambda sent: self._take(patient, sent)
            )

    def show_contact(self, *, offline: bool) -> None:
        """Without a connection nothing can be sent again."""
        self._offline = offline
        self._again.setEnabled(not offline)

    def _take(self, patient: PatientId, sent: Transmission | None) -> None:
        if patient == self._patient and sent != self._sent:
            self._show(sent)

    def _send_again(self) -> None:
        self.again_wanted.emit(self._sent)

    def _dismiss(self) -> None:
        if self._sent is not None:
            self.focusNextChild()  # the button goes
            self._portal.transmit.take_notice(self._sent)

    def _show(self, sent: Transmission | None) -> None:
        self._sent = sent
        self.setVisible(sent is not None)
        if sent is not None:
            self._again.setEnabled(not self._offline)
            title, why = undelivered_words(sent), reason_words(sent.reason)
            self.banner.show_notice(Tone.BAD, why, (self._again, self._close), title=title)
