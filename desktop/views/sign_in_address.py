"""First start: which practice (SIGN-1)."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.views.notices import Notice
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import primary, quiet
from desktop.views.widgets.dressed import mark
from desktop.views.widgets.field import Field
from desktop.views.widgets.logo import Logo
from desktop.views.widgets.text import label
from desktop.views.widgets.tone import Tone
from portal_protocol.records import Practice

translate = QCoreApplication.translate


class AddressForm(QWidget):
    """Asks for the address; then shows whose it is and asks whether that is right."""

    asked = Signal(str)
    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address_edit = QLineEdit()
        self.address_edit.setMaxLength(500)
        self.address_edit.setPlaceholderText(translate("SignIn", "portal.example.com"))
        self.field = Field(
            translate("SignIn", "Address of your practice’s portal"), self.address_edit
        )
        self.field.set_hint(
            translate("SignIn", "It is on the letter or in the invitation from your practice.")
        )
        self.button = primary(translate("SignIn", "Find my practice"), tall=True)
        self.banner = Banner(Tone.BAD, "")
        self.banner.hide()
        self._asking = self._build_asking()
        self._found = self._build_found()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._asking)
        column.addWidget(self._found)
        self.button.clicked.connect(self._on_submit)
        self.address_edit.returnPressed.connect(self._on_submit)
        self.address_edit.textEdited.connect(lambda _text: self.field.show_error(""))

    def ask(self, address: str = "") -> None:
        """Ask for the address, with what is known of it; what was typed already stays."""
        self.address_edit.setText(self.address_edit.text() or address)
        self._found.hide()
        self._asking.show()
        self.address_edit.setFocus()

    def show_found(self, practice: Practice, address: str) -> None:
        """Show whose address it is, before anything else is asked."""
        self.logo.show_logo(practice.logo, practice.name)
        self.name.setText(practice.name)
        clinics = "\n".join(clinic.name for clinic in practice.clinics)
        self.clinics.setText(clinics)
        self.address.setText(address)
        self._asking.hide()
        self._found.show()
        self.yes.setFocus()

    def show_error(self, sentence: str) -> None:
        """Something is wrong with the address itself."""
        self.field.show_error(sentence)
        self.address_edit.setFocus()

    def show_notice(self, notice: Notice | None) -> None:
        """The practice could not be asked."""
        self.banner.setVisible(notice is not None)
        if notice is not None:
            self.banner.show_notice(notice.tone, notice.text, title=notice.title, icon=notice.icon)

    def set_busy(self, *, busy: bool) -> None:
        """While the address is looked up."""
        self.field.setEnabled(not busy)
        self.button.setEnabled(not busy)
        going = translate("SignIn", "Looking…")
        self.button.setText(going if busy else translate("SignIn", "Find my practice"))

    def _build_asking(self) -> QWidget:
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        lead = translate("SignIn", "Enter the address that your practice gave you.")
        column.addWidget(self.banner)
        column.addSpacing(8)
        column.addWidget(label(translate("SignIn", "Find your practice"), "display", wrap=True))
        column.addSpacing(4)
        column.addWidget(label(lead, "body", "text2", wrap=True))
        column.addSpacing(18)
        column.addWidget(self.field)
        column.addSpacing(20)
        column.addWidget(self.button)
        return asking

    def _build_found(self) -> QWidget:
        found = QWidget()
        found.hide()
        card = QWidget()
        self.logo = Logo(64)
        self.name = label("", "section", wrap=True)
        self.clinics = label("", "body", "text2", wrap=True)
        self.address = label("", "meta", wrap=True)
        names = QVBoxLayout()
        names.setSpacing(2)
        for part in (self.name, self.clinics, self.address):
            names.addWidget(part)
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.logo)
        row.addLayout(names, 1)
        self.yes = primary(translate("SignIn", "Yes, continue"), tall=True)
        self.no = quiet(translate("SignIn", "No, use another address"))
        self.yes.clicked.connect(self.accepted)
        self.no.clicked.connect(self._on_refused)
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(translate("SignIn", "Is this your practice?"), "display", wrap=True))
        column.addSpacing(20)
        column.addWidget(card)
        column.addSpacing(24)
        column.addWidget(self.yes)
        column.addSpacing(8)
        column.addWidget(self.no)
        mark(card, ground="surface")
        return found

    def _on_refused(self) -> None:
        self.refused.emit()
        self.ask(self.address_edit.text())

    def _on_submit(self) -> None:
        text = self.address_edit.text().strip()
        if not text:
            self.show_error(translate("SignIn", "Enter the address of your practice’s portal"))
            return
        self.asked.emit(text)
