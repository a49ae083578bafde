"""Writing from the WebMail tab: begins messages, and says what became of them (MAIL-2, MAIL-6)."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from desktop.models.draft import Compose
from desktop.models.items import format as written
from desktop.services.portal import Draft, Outgoing, SyncStage, Waiting
from desktop.views.dialogs.compose import ComposeDialog
from desktop.views.section import SectionView
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import PatientId

translate = QCoreApplication.translate


class Writing(QObject):
    """One dialog at a time: another message is begun when it is closed."""

    def __init__(self, section: SectionView) -> None:
        super().__init__(section)
        self._section, self._portal = section, section.portal
        self.dialog: ComposeDialog | None = None

    def begin(self, message: Compose | None = None) -> None:
        """A new message, about the chosen person or oneself unless the message says otherwise."""
        me = self._section.family.me
        regarding = self._portal.chosen or (PatientId(me.id) if me else None)
        if message is not None:
            draft = self._portal.mail.start(
                message.regarding or regarding or PatientId(""),
                subject=message.subject,
                body=message.body,
            )
            self.write(draft)
        elif regarding is not None:
            self.write(self._portal.mail.start(regarding))
        else:
            said = translate("Mail", "You can write as soon as your records are here")
            self._section.said.emit(said, None)

    def reply(self, message: Message) -> None:
        """An answer, with the original quoted below."""
        self.write(self._portal.mail.start(message.patient or PatientId(""), message))

    def ask_again(self, email: SecureEmail) -> None:
        """Ask the practice to send an encrypted email again (MAIL-7)."""
        day = written.day(email.at.astimezone().date()) if email.at else ""
        body = translate(
            "Mail", "Please send me the secure email “%1” of %2 again. Its time is over."
        )
        subject = translate("Mail", "Please send again: %1").replace("%1", email.subject)
        about = email.patient or PatientId("")
        self.begin(Compose(about, subject, body.replace("%1", email.subject).replace("%2", day)))

    def edit(self, outgoing: Outgoing) -> None:
        """Take a message out of the outbox, and write on."""
        self._portal.mail.edit(outgoing, owner=self, done=partial(self.write, stored=True))

    def write(self, draft: Draft, *, stored: bool = False) -> None:
        """Write on a draft; `stored` for one that is kept already."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = ComposeDialog(self._portal, draft, self._section, stored=stored)
        dialog.sent.connect(self._on_sent)
        dialog.discarded.connect(self.say_discarded)
        dialog.kept.connect(self._on_kept)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def discard_draft(self, draft: Draft) -> None:
        """Throw a draft away; a toast brings it back."""
        self._portal.mail.discard_draft(draft.id)
        self.say_discarded(draft)

    def discard(self, outgoing: Outgoing) -> None:
        """Throw a message of the outbox away; a toast brings it back as a draft."""
        self._portal.mail.edit(outgoing, owner=self, done=self.discard_draft)

    def say_discarded(self, draft: Draft) -> None:
        """Draft deleted, Undo."""
        undo = partial(self._portal.mail.keep_draft, draft)
        self._section.said.emit(translate("Mail", "Draft deleted"), undo)

    def retry(self, outgoing: Outgoing) -> None:
        """Send a refused message again as it is."""
        self._portal.mail.retry(outgoing)

    def send_all(self, messages: list[Outgoing]) -> None:
        """Try everything now, what was refused too."""
        for outgoing in messages:
            if outgoing.state is Waiting.FAILED:
                self._portal.mail.retry(outgoing)
        self._portal.refresh()

    def _on_sent(self, draft: Draft) -> None:
        if self._portal.sync_state.stage is SyncStage.OFFLINE:
            said = translate("Mail", "Your message waits in the Outbox until you are online")
            self._section.said.emit(said, partial(self._portal.mail.take_back, draft.id))
        else:
            self._section.said.emit(translate("Mail", "Your message is on its way"), None)

    def _on_kept(self, _draft: Draft) -> None:
        self._section.said.emit(translate("Mail", "Kept in Drafts"), None)

    def _on_finished(self) -> None:
        self.dialog = None
