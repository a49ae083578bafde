"""The last look before care summaries are sent, the wait, and what is to be done after (SUM-5)."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFormLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.models.items.delivery import addressee_words, way_words
from desktop.models.items.transmit import breakable
from desktop.models.transmit import TransmitWish
from desktop.views.announce import announce
from desktop.views.dialogs.transmit_way import copy_password
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import quiet
from desktop.views.widgets.choices import CheckBox
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.text import flowing, label
from desktop.views.widgets.tone import Tone
from portal_protocol.transmissions import Transmission, Way

translate = QCoreApplication.translate


def tell_password() -> str:
    """What the patient has to do that nobody else can."""
    return translate(
        "Transmit", "Tell them the password by phone or in person. Nobody keeps it, not even we."
    )


class TransmitReview(QWidget):
    """Everything once more; ordinary e-mail is confirmed here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(12))
        self._facts = QWidget()
        self._warning = Banner(Tone.WARN, "", icon="triangle-alert").flow()
        self.confirm = CheckBox(translate("Transmit", "I want it sent as ordinary e-mail"))
        self._unconfirmed = label(
            translate("Transmit", "Tick this first, or go back and encrypt it."), "meta", "bad"
        )
        for part in (self._facts, self._warning, self.confirm, self._unconfirmed):
            self._column.addWidget(part)

    def show_wish(self, wish: TransmitWish, what: str, to: str) -> None:
        """What goes where, how, with what."""
        plain = wish.way is Way.EMAIL
        facts = [
            (translate("Transmit", "What"), what),
            (translate("Transmit", "To"), to),
            (translate("Transmit", "How"), way_words(wish.way)),
            (translate("Transmit", "Note"), wish.note),
            (translate("Transmit", "Password"), wish.password),
        ]
        self._show_facts([(name, said) for name, said in facts if said])
        self._warning.setVisible(wish.way is not Way.DIRECT)
        if plain:
            text = translate(
                "Transmit",
                "Ordinary e-mail is not encrypted: others may read this health information on its "
                "way. It cannot be taken back.",
            )
            self._warning.show_notice(Tone.WARN, text, icon="triangle-alert")
        elif wish.way is Way.ENCRYPTED_EMAIL:
            self._warning.show_notice(Tone.INFO, tell_password(), icon="key-round")
        self.confirm.setVisible(plain)
        self.confirm.setChecked(False)
        self._unconfirmed.hide()

    def check(self) -> QWidget | None:
        """What is still to be confirmed, None when it may go."""
        asks = not self.confirm.isHidden() and not self.confirm.isChecked()
        self._unconfirmed.setVisible(asks)
        if asks:
            announce(self, self._unconfirmed.text())
        return self.confirm if asks else None

    def forget(self) -> None:
        """Drop the password, and all else."""
        self._show_facts([])

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        fresh = QWidget()
        form = QFormLayout(fresh)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(look.px(16))
        form.setVerticalSpacing(look.px(8))
        for name, said in facts:
            form.addRow(label(name, "meta"), flowing(breakable(said)))
        self._column.replaceWidget(self._facts, fresh)
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = fresh


class TransmitWait(QWidget):
    """While the practice is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = flowing(translate("Transmit", "Handing it to the practice, which sends it"))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(translate("Transmit", "Sending"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(self.words)
        column.addWidget(bar)


class TransmitEnd(QWidget):
    """It is on its way; the password is there until the dialog closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner(Tone.OK, "").flow()
        self._password = ""
        self._telling = flowing(tell_password())
        self.shown = flowing("", "strong")
        self.copy = quiet(translate("Transmit", "Copy password"), "copy")
        self.copy.clicked.connect(lambda: copy_password(self, self._password))
        self._secret = QWidget()
        inside = QVBoxLayout(self._secret)
        inside.setContentsMargins(0, 0, 0, 0)
        tools = QWidget()
        FlowLayout(tools).add_group(self.copy)
        inside.addWidget(self._telling)
        inside.addWidget(self.shown)
        inside.addWidget(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(self.banner)
        column.addWidget(self._secret)

    def show_sent(self, sent: Transmission, password: str) -> str:
        """Say that it is on its way; returns the words."""
        title = translate("Transmit", "It is on its way")
        text = translate(
            "Transmit", "The practice sends it to %1. You can follow it in History."
        ).replace("%1", addressee_words(sent))
        self.banner.show_notice(Tone.OK, text, title=title)
        self._password = password
        self.shown.setText(breakable(password))
        self._secret.setVisible(bool(password))
        return f"{title}. {text}"

    def forget(self) -> None:
        """Drop the password."""
        self._password = ""
        self.shown.clear()
