"""Reading a message: what the preview shows of it, and what can be done with it there."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from desktop.models.items.mail_reading import (
    conversation_words,
    expiry_words,
    head_facts,
    outgoing_facts,
)
from desktop.models.items.messages import AnyMail, MessageRow
from desktop.models.items.outgoing import OutgoingRow
from desktop.services.portal import Shown, Waiting
from desktop.views import clipboard
from desktop.views.attachments import Attachments
from desktop.views.cards.mail_preview import MailPreview
from desktop.views.dialogs.ask import AskDialog
from desktop.views.links import open_link
from desktop.views.mail_paper import paper_of, words_for
from desktop.views.paper_printing import ask_and_print
from desktop.views.section import SectionView
from desktop.views.theme import look
from desktop.views.widgets.buttons import primary, secondary
from desktop.views.widgets.tone import Tone
from portal_protocol.mail import Message, SecureEmail

translate = QCoreApplication.translate

READ_AFTER = 700  # milliseconds that a message shows before it counts as opened (MAIL-3)
LONGEST_TIMER = 2**31 - 1  # milliseconds that Qt can wait


class Reading(QObject):
    """Keeps `preview` true to the row that is read; None while nothing is."""

    reply_wanted = Signal(object)  # Message
    again_wanted = Signal(object)  # SecureEmail that is over: ask the practice for it anew

    def __init__(self, section: SectionView, preview: MailPreview) -> None:
        super().__init__(section)
        self._section, self._portal, self.preview = section, section.portal, preview
        self.row: MessageRow | None = None
        self.outgoing: OutgoingRow | None = None
        self._noted = ""  # the secure email whose showing is noted already
        self.files = Attachments(section)
        self.files.fetched.connect(preview.files.look_again)
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._soon.timeout.connect(self._mark_shown)
        self._end = QTimer(self, singleShot=True)  # of the time in which it can be read
        self._end.timeout.connect(self._show_again)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
        preview.files.open_wanted.connect(self.files.open)
        preview.files.save_wanted.connect(self.files.save)
        preview.acted.connect(self.act)
        preview.menu_wanted.connect(self._fill)
        preview.link_wanted.connect(self._ask_link)

    def show(self, row: MessageRow) -> None:
        """Read this message; the one that is read already keeps its place and selection."""
        self.row, self.outgoing = row, None
        self._end.stop()
        message, family = _readable(row.message), self._section.family
        facts = head_facts(row, family)
        if isinstance(message, SecureEmail):
            facts.append(expiry_words(message, datetime.now(UTC)))
        elif row.state is not None:
            facts.append(row.state.text)
        self.preview.show_message(message, row.title, facts, message.body, repliable=row.repliable)
        if isinstance(message, SecureEmail):
            self._say_expiry(message)
        else:
            self._ask_older(message)
        if row.unread or self._is_to_be_noted(message):
            self._soon.start()

    def show_outgoing(self, row: OutgoingRow) -> None:
        """Look at a message of the outbox, and at why it is still there."""
        self._stop()
        self.row, self.outgoing = None, row
        action = row.outgoing.action
        message = Message(
            id=row.key,
            patient=action.regarding,
            at=action.made_at,
            subject=action.subject,
            body=action.body,
            from_patient=True,
            blobs=action.attachments,
        )
        self.preview.show_message(message, row.title, outgoing_facts(row), action.body)
        self.preview.notice.hide()
        if row.outgoing.state is Waiting.FAILED:
            title = translate("Mail", "Not sent yet. Nothing is lost.")
            self.preview.show_notice(Tone.BAD, row.reason, title=title)

    def mark(self) -> None:
        """It was opened: read on both sides (MAIL-3), or noted if it is a secure email (WHO-7)."""
        if self.row is not None:
            self._mark(self.row)

    def close(self) -> None:
        """Nothing is read."""
        self._stop()
        self.row = self.outgoing = None
        self._noted = ""
        self.preview.clear()

    @property
    def key(self) -> str:
        """The id of what is shown, "" for nothing."""
        shown = self.row or self.outgoing
        return shown.key if shown is not None else ""

    def print(self) -> None:
        """Ask for the printer, if something is open."""
        self.act("print")

    def act(self, key: str) -> None:
        """One of the things that can be done with the message."""
        if self.row is None:
            self._act_on_outgoing(key)
        else:
            self.act_on(self.row, key)

    def act_on(self, row: MessageRow, key: str) -> None:
        """The same with a message that need not be the one that is read."""
        message = _readable(row.message)
        if key == "reply" and row.repliable:
            self.reply_wanted.emit(message)
        elif key == "print":
            self._print(row.title, head_facts(row, self._section.family), message.body)
        elif key == "copy":
            self._copy(message.body)
        elif key == "mark_read":
            self._mark(row)
        elif key == "save_all":
            self.files.save_all(message)

    def _act_on_outgoing(self, key: str) -> None:
        row = self.outgoing
        if row is not None and key == "print":
            self._print(row.title, outgoing_facts(row), row.outgoing.action.body)
        elif row is not None and key == "copy":
            self._copy(row.outgoing.action.body)

    def _copy(self, text: str) -> None:
        clipboard.copy(text)
        self._section.said.emit(translate("Mail", "The text was copied"), None)

    def _is_to_be_noted(self, message: AnyMail) -> bool:
        secure = isinstance(message, SecureEmail) and not message.expired(datetime.now(UTC))
        return secure and message.id != self._noted

    def _mark_shown(self) -> None:
        """Only what somebody is looking at counts: not what a sync brought under the keyboard.

        When the window is another one, the time starts anew as soon as it is this one again.
        """
        if self._section.isVisible() and self._section.isActiveWindow():
            self.mark()

    def _mark(self, row: MessageRow) -> None:
        if self.key == row.key:
            self._soon.stop()
        message = row.message
        if isinstance(message, SecureEmail):
            if self._is_to_be_noted(message):
                self._noted = message.id
                self._portal.mail.note_viewed(message)
        elif row.unread:
            self._portal.mail.mark_read(message)

    def _on_window(self) -> None:
        row = self.row
        if row is not None and (row.unread or self._is_to_be_noted(row.message)):
            self._soon.start()

    def _show_again(self) -> None:
        if self.row is not None:
            self.show(self.row)

    def _stop(self) -> None:
        self._soon.stop()
        self._end.stop()

    def _print(self, title: str, facts: Sequence[str], body: str) -> None:
        practice = self._portal.practice
        paper = paper_of(title, facts, body, practice.name if practice else "")
        ask_and_print(self._section, paper, self._on_printed)

    def _on_printed(self, taken: bool) -> None:
        self._section.said.emit(words_for(taken=taken), None)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        row = self.row
        entries = [("copy", "copy", translate("Mail", "Copy text"))]
        if row is not None and row.attached:
            entries.append(("save_all", "download", translate("Mail", "Save all attachments")))
        if row is not None and row.unread:
            entries.append(("mark_read", "check", translate("Mail", "Mark as read")))
        for key, icon, text in entries:
            action = menu.addAction(look.icon(icon, "text2"), text)
            action.triggered.connect(lambda _on=False, key=key: self.act(key))

    def _ask_older(self, message: Message) -> None:
        def done(thread: Sequence[Shown[Message]]) -> None:
            if self.preview.key == message.id:
                others = [one.record for one in thread if one.key != message.id][::-1]
                title = conversation_words(message, others)
                self.preview.show_older(others, self._section.family, title)

        self._portal.mail.conversation(message, owner=self, done=done)

    def _say_expiry(self, email: SecureEmail) -> None:
        now = datetime.now(UTC)
        if not email.expired(now):
            left = int((email.expires_at - now).total_seconds() * 1000) + 1
            self._end.start(min(left, LONGEST_TIMER))
            return
        again = secondary(translate("Mail", "Ask the practice to send it again"), "mail-plus")
        again.clicked.connect(lambda: self.again_wanted.emit(email))
        said = translate(
            "Mail",
            "This email could be read for some days only, and its time is over. Nothing of it is "
            "kept here. The practice can send it again.",
        )
        self.preview.show_notice(Tone.WARN, said, (again,), icon="clock")

    def _ask_link(self, link: str) -> None:
        button = primary(translate("Mail", "Open in the browser"), "external-link")
        said = (
            translate("Mail", "It leads out of this program, to:"),
            link,
            translate("Mail", "Open it only if you know where it leads."),
        )
        title = translate("Mail", "Open this web address?")
        dialog = AskDialog(title, said, button, self._section)
        dialog.agreed.connect(lambda: _open(link))
        dialog.open()


def _readable(message: AnyMail) -> AnyMail:
    """The message; nothing of a secure email whose time is over (MAIL-7)."""
    if isinstance(message, SecureEmail) and message.expired(datetime.now(UTC)):
        return replace(message, body="", blobs=())
    return message


def _open(link: str) -> None:
    if link.startswith("https://"):
        open_link(link)
