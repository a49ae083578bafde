"""How care summaries are sent: to a secure address or any e-mail address (SUM-4, SUM-5)."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from desktop.models.items.transmit import (
    address_fault,
    fresh_password,
    no_secure_words,
    password_fault,
    referral_words,
)
from desktop.models.transmit import Addressees
from desktop.views import clipboard
from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import quiet
from desktop.views.widgets.choice_card import ChoiceCard
from desktop.views.widgets.choices import RadioButton
from desktop.views.widgets.field import Field, Select
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.text import flowing, label
from desktop.views.widgets.tone import Tone
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Way

translate = QCoreApplication.translate
MOST_PASSWORD = 128


class TransmitWay(QWidget):
    """`changed` when other parts show. `check` says what is wrong, and where."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(10))
        self._add_cards()
        self._add_secure()
        self._add_any()
        self._show()

    @property
    def way(self) -> Way:
        """What is chosen."""
        if self.secure.isChecked():
            return Way.DIRECT
        return Way.ENCRYPTED_EMAIL if self.locked.isChecked() else Way.EMAIL

    @property
    def address(self) -> str:
        """Where it goes."""
        if self.secure.isChecked():
            return str(self._provider.direct_address) if self._provider else ""
        return self.to.text().strip()

    @property
    def referral(self) -> str:
        """The referral whose secure address is chosen, "" for an e-mail address."""
        return str(self._provider.id) if self.secure.isChecked() and self._provider else ""

    @property
    def name(self) -> str:
        """Who gets it, as far as it is known."""
        return self.providers.currentText() if self.referral else ""

    def offer(self, addressees: Addressees, practice: str) -> None:
        """Whom a person was referred to; with nobody there the reason shows (SUM-4)."""
        self.providers.clear()
        for one in addressees.trusted:
            self.providers.addItem(referral_words(one), one)
        self.secure.setEnabled(self._has_secure)
        self._none.setText("" if self._has_secure else no_secure_words(addressees, practice))
        if self._has_secure and not self._chosen and not self.to.text():
            self.secure.setChecked(True)
        self._show_address()
        self._show()

    def fill_in(self, way: str, address: str) -> None:
        """Choose a way, and the address there; a secure one only while it is trusted."""
        if way != Way.DIRECT:
            self.any.setChecked(True)
            (self.plain if way == Way.EMAIL else self.locked).setChecked(True)
            self.to.setText(address)
            return
        offers = (self.providers.itemData(at) for at in range(self.providers.count()))
        same = (at for at, one in enumerate(offers) if one.direct_address == address)
        self.providers.setCurrentIndex(next(same, -1))
        if self._provider is None:
            gone = translate(
                "Transmit", "%1 is not a trusted address any more. Choose another one."
            )
            self._secure_field.show_error(gone.replace("%1", address))

    def check(self) -> QWidget | None:
        """Say what is wrong; the field that the focus is to go to, None when all is well."""
        if self.secure.isChecked():
            return None if self._provider else self._ask_whom()
        wrong = address_fault(self.to.text())
        weak = password_fault(self.password.text()) if self.locked.isChecked() else ""
        self.to_field.show_error(wrong)
        self.password_field.show_error(weak)
        announce(self, wrong or weak)
        self.changed.emit()
        return self.to if wrong else self.password if weak else None

    def refuse(self, sentence: str) -> QWidget:
        """The practice's word on the address."""
        self.to_field.show_error(sentence)
        self.changed.emit()
        return self.to

    def _ask_whom(self) -> QWidget:
        said = translate("Transmit", "Choose to whom it is sent.")
        self._secure_field.show_error(said)
        announce(self, said)
        return self.providers

    @property
    def _provider(self) -> Referral | None:
        """Who is chosen, None for nobody."""
        chosen = self.providers.currentData()
        return chosen if isinstance(chosen, Referral) else None

    @property
    def _has_secure(self) -> bool:
        return self.providers.count() > 0

    def _add_cards(self) -> None:
        self._column.addWidget(label(translate("Transmit", "How to send"), "medium"))
        self.secure = ChoiceCard(
            translate("Transmit", "Secure address of a doctor or clinic"),
            translate("Transmit", "Encrypted all the way. You see when it arrives."),
        )
        self.any = ChoiceCard(
            translate("Transmit", "Any e-mail address"),
            translate("Transmit", "As an encrypted file, or as ordinary e-mail that you confirm."),
        )
        self._chosen = False  # by the patient, who may be quicker than the practice's referrals
        self._cards = QButtonGroup(self)
        self._cards.buttonClicked.connect(self._on_chosen)
        self._none = flowing("", "meta")
        for card in (self.secure, self.any):
            self._cards.addButton(card)
        for part in (self.secure, self._none, self.any):
            self._column.addWidget(part)
        self.any.setChecked(True)
        self.secure.setEnabled(False)  # until it is known whether there is one
        self._cards.buttonToggled.connect(lambda _card, _on: self._show())

    def _add_secure(self) -> None:
        self.providers = Select()
        self.providers.setSizeAdjustPolicy(
            Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.providers.currentIndexChanged.connect(lambda _at: self._show_address())
        self._secure_field = Field(translate("Transmit", "Send to"), self.providers)
        self._column.addWidget(self._secure_field)

    def _add_any(self) -> None:
        self.to = QLineEdit()
        self.to_field = Field(translate("Transmit", "E-mail address"), self.to)
        self.locked = RadioButton(translate("Transmit", "As a file that opens with a password"))
        self.plain = RadioButton(translate("Transmit", "As ordinary e-mail, not encrypted"))
        self._forms = QButtonGroup(self)
        warning = translate(
            "Transmit",
            "Ordinary e-mail is like a postcard: others may read it on its way, and it stays in "
            "mailboxes. It holds health information.",
        )
        self._warning = Banner(Tone.WARN, warning, icon="triangle-alert").flow()
        self._any = QWidget()
        column = QVBoxLayout(self._any)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.to_field)
        for form in (self.locked, self.plain):
            self._forms.addButton(form)
            column.addWidget(form)
        self.locked.setChecked(True)
        column.addWidget(self._password_part())
        column.addWidget(self._warning)
        self._column.addWidget(self._any)
        self._forms.buttonToggled.connect(lambda _form, _on: self._show())

    def _password_part(self) -> QWidget:
        self.password = QLineEdit(fresh_password())
        self.password.setMaxLength(MOST_PASSWORD)
        hint = translate(
            "Transmit",
            "Tell it to them by phone or in person, not by e-mail. Nobody keeps it: write it down.",
        )
        self.password_field = Field(translate("Transmit", "Password of the file"), self.password)
        self.password_field.set_hint(hint)
        self.copy = quiet(translate("Transmit", "Copy password"), "copy")
        self.another = quiet(translate("Transmit", "Another one"), "refresh-cw")
        self.copy.clicked.connect(self._copy)
        self.another.clicked.connect(lambda: self.password.setText(fresh_password()))
        self._secret = QWidget()
        column = QVBoxLayout(self._secret)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(self.password_field)
        tools = QWidget()
        FlowLayout(tools).add_group(self.copy, self.another)
        column.addWidget(tools)
        return self._secret

    def _copy(self) -> None:
        copy_password(self, self.password.text())

    def _on_chosen(self) -> None:
        self._chosen = True

    def _show_address(self) -> None:
        self._secure_field.set_hint(self._provider.direct_address if self._provider else "")
        self._secure_field.show_error("")

    def _show(self) -> None:
        """The parts of what is chosen."""
        secure, locked = self.secure.isChecked(), self.locked.isChecked()
        self._none.setVisible(bool(self._none.text()))
        self._secure_field.setVisible(secure)
        self._any.setVisible(not secure)
        self._secret.setVisible(locked)
        self._warning.setVisible(not locked)
        self.changed.emit()


def copy_password(near: QWidget, password: str) -> None:
    """Copy it so that no history of the clipboard keeps it, and say so."""
    clipboard.copy(password, secret=True)
    announce(near, translate("Transmit", "Password copied"))
