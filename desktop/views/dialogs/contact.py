"""How to reach the practice, by clinic (SIGN-3); works without a connection once it was seen."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.hours import week_words
from desktop.views.links import mail_link, open_link, phone_link
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.buttons import LinkButton, secondary
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import IconLabel, flowing, rule
from desktop.views.widgets.tone import Tone
from portal_protocol.records import Clinic, Practice

translate = QCoreApplication.translate


class ContactDialog(Dialog):
    """Phone and e-mail as links, address and hours; `advice` says why it was opened, if so."""

    def __init__(self, practice: Practice, parent: QWidget, advice: str = "") -> None:
        super().__init__(translate("Contact", "Contact us"), parent)
        column = QVBoxLayout()
        column.setSpacing(look.px(12))
        if advice:
            column.addWidget(Banner(Tone.INFO, advice))
        column.addWidget(flowing(practice.name, "section"))
        for at, clinic in enumerate(practice.clinics):
            if at:
                column.addWidget(rule())
            column.addWidget(_clinic(clinic))
        column.addStretch(1)
        self.set_scrolled(column)
        close = secondary(translate("Contact", "Close"))
        self.add(close, QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        self.fit(look.px(520))


def _clinic(clinic: Clinic) -> QWidget:
    box = QWidget()
    box.setAccessibleName(clinic.name)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(8))
    column.addWidget(flowing(clinic.name, "strong"))
    rows = [
        ("phone", _link(clinic.phone, phone_link(clinic.phone)) if clinic.phone else None),
        ("triangle-alert", _text(clinic.emergency)),
        ("mail", _link(clinic.email, mail_link(clinic.email)) if clinic.email else None),
        ("map-pin", _text("\n".join(clinic.address))),
        ("clock", _text(week_words(clinic))),
    ]
    for icon, widget in rows:
        if widget is not None:
            column.addLayout(_row(icon, widget))
    return box


def _row(icon: str, widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.px(12))
    row.addWidget(IconLabel(icon, 20, "accentText"), 0, Qt.AlignmentFlag.AlignTop)
    fixed = isinstance(widget, LinkButton)
    row.addWidget(widget, 0 if fixed else 1)
    if fixed:
        row.addStretch(1)
    return row


def _text(text: str) -> QWidget | None:
    return flowing(text, selectable=True) if text else None


def _link(text: str, link: str) -> QWidget:
    button = LinkButton(text)
    button.clicked.connect(lambda: open_link(link))
    return button
