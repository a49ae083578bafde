"""The fields of a message: to whom, about whom, subject, text, files; and what cannot wait."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.models.items.composing import (
    nobody_words,
    recipient,
    subject_error,
    text_error,
    urgent_words,
)
from desktop.models.items.family import Family, full_name
from desktop.services.portal import Draft, Trouble
from desktop.views.cards.draft_files import DraftFiles
from desktop.views.theme import look
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.field import Field, Select
from desktop.views.widgets.text import label
from desktop.views.widgets.text_edit import TextEdit
from desktop.views.widgets.tone import Tone
from portal_protocol.records import PatientId

translate = QCoreApplication.translate
NO_LIMIT = 2**31 - 1  # a subject that is too long is said to be, not cut


class ComposeForm(QVBoxLayout):
    """Holds what is written; `about_changed` when it is about another person."""

    about_changed = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._about = draft.regarding
        self.trouble = Banner(Tone.WARN, "")
        self.trouble.hide()
        self.to = QLineEdit()
        self.to.setReadOnly(True)
        self.regarding = Select()
        self.subject = QLineEdit()
        self.subject.setMaxLength(NO_LIMIT)
        self.subject.setText(draft.subject)
        self.text = TextEdit()
        self.text.setPlainText(draft.body)
        self.files = DraftFiles()
        self.files.show_files(draft.attachments)
        self.state = label("", "meta", wrap=True)
        self.urgent = Banner(Tone.INFO, "")
        self.to_field = Field(translate("Mail", "To"), self.to)
        self.regarding_field = Field(translate("Mail", "Regarding"), self.regarding)
        self.subject_field = Field(translate("Mail", "Subject"), self.subject)
        self.text_field = Field(translate("Mail", "Message"), self.text)
        self._lay_out()

    def offer(self, family: Family, *, fixed: bool) -> None:
        """The persons to choose from; there is no choice with one alone, or when it is `fixed`."""
        for person in family.people:
            self.regarding.addItem(full_name(person), person.id)
        self.regarding.setCurrentIndex(max(0, self.regarding.findData(self._about)))
        several = self.regarding.count() > 1
        self.regarding_field.setVisible(several)
        self.regarding.setEnabled(several and not fixed)
        self.regarding.currentIndexChanged.connect(self.about_changed)

    def about(self) -> PatientId:
        """Whom it is about."""
        chosen = self.regarding.currentData()
        return PatientId(chosen) if chosen else self._about

    def show_recipient(self, family: Family, trouble: Trouble | None) -> None:
        """To whom it goes and whom to call instead; or why it cannot be sent."""
        about = self.about()
        self.to.setText(recipient(family, about) or translate("Mail", "Nobody yet"))
        self.urgent.show_notice(Tone.INFO, urgent_words(family, about))
        self.trouble.setVisible(trouble is not None)
        if trouble is not None:
            self.trouble.show_notice(Tone.WARN, nobody_words(trouble, family, about))

    def say(self, text: str) -> None:
        """Something that is wrong and belongs to no field."""
        self.trouble.show_notice(Tone.BAD, text)
        self.trouble.show()

    def complete(self) -> bool:
        """Whether it can be sent; else each field says why, and the first has the focus."""
        subject, text = subject_error(self.subject.text()), text_error(self.text.toPlainText())
        self.subject_field.show_error(subject)
        self.text_field.show_error(text)
        if subject or text:
            (self.subject if subject else self.text).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return not (subject or text)

    def _lay_out(self) -> None:
        self.setSpacing(look.px(10))
        self.addWidget(self.trouble)
        for field in (self.to_field, self.regarding_field, self.subject_field):
            self.addWidget(field)
        self.addWidget(self.text_field, 1)
        for part in (self.files, self.state, self.urgent):
            self.addWidget(part)
