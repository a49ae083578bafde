"""What the patient writes: drafts, and the messages that they become (MAIL-2, MAIL-3, MAIL-6).

Each method is one transaction: a message is a draft, or in the outbox, or neither, never both.
"""

from datetime import UTC, datetime

from msgspec.structs import replace
from sqlalchemy import Connection

from desktop.models import mail
from desktop.models.draft import Draft
from desktop.models.shown import Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import attachments, drafts, outbox, queries
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from portal_protocol.actions import MarkRead, SendMessage
from portal_protocol.mail import MOST_BODY, MOST_SUBJECT, Message
from portal_protocol.records import Person, Practice


class Letters:
    """Drafts and outgoing messages of one open copy; each public method is work for a lane."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._sent: set[str] = set()  # so that a window that is still open brings none back

    def keep(self, _context: Context, *, draft: Draft) -> None:
        """Keep the text; nothing when it was sent. NOT_FOUND when the person is out of view."""
        with self._vault.writing() as conn:
            if not self._is_sent(conn, draft):
                self.put(conn, draft)

    def put(self, conn: Connection, draft: Draft) -> Draft:
        """Keep the text within the caller's transaction; returns the draft as it is kept.

        Its files are those that are kept already: the window may not know of the latest.
        """
        if self._is_sent(conn, draft):
            raise PortalError(Trouble.ALREADY_SENT)
        if not isinstance(queries.one(conn, Person, draft.regarding), Person):
            raise PortalError(Trouble.NOT_FOUND)  # else it would outlive the right (WHO-6)
        held = drafts.one(conn, draft.id)
        kept = replace(
            draft,
            subject=_sound(draft.subject),
            body=_sound(draft.body),
            attachments=held.attachments if held else draft.attachments,
            changed_at=datetime.now(UTC),
        )
        drafts.put(conn, kept)
        return kept

    def discard_draft(self, _context: Context, *, draft_id: str) -> None:
        """Forget a draft. Its files stay until the next start, should it be wanted back."""
        with self._vault.writing() as conn:
            held = drafts.one(conn, draft_id)
            drafts.remove(conn, draft_id)
            gone = attachments.take_dropped(conn)
        if held is not None:
            gone -= {blob.digest for blob in held.attachments}
        attachments.forget(self._vault, gone)

    def send(self, _context: Context, *, draft: Draft, offline: bool) -> None:
        """Put the message into the outbox and end the draft; it stays one when it is refused."""
        with self._vault.writing() as conn:
            if self._is_sent(conn, draft):
                return
            kept = self.put(conn, draft)
            trouble = self._why_not(conn, kept)
            if trouble is None:
                drafts.remove(conn, kept.id)
                outbox.put(conn, _message(kept, offline=offline))
        if trouble is not None:
            raise PortalError(trouble)
        self._sent.add(draft.id)

    def edit(self, _context: Context, *, action_id: str) -> Draft:
        """A message that was never sent, or was refused, as a draft; else ALREADY_SENT."""
        with self._vault.writing() as conn:
            action = _withdrawn(conn, action_id)
            draft = Draft(
                id=outbox.new_id(conn),
                regarding=action.regarding,
                subject=action.subject,
                body=action.body,
                reply_to=action.reply_to,
                attachments=action.attachments,
                changed_at=datetime.now(UTC),
            )
            drafts.put(conn, draft)
        return draft

    def retry(self, _context: Context, *, action_id: str, offline: bool) -> None:
        """Send a refused message again under a new id: the old one stays refused for ever."""
        with self._vault.writing() as conn:
            failed = [row for row in outbox.pending(conn) if row.state is Waiting.FAILED]
            action = next((row.action for row in failed if row.action.id == action_id), None)
            if isinstance(action, SendMessage):
                fresh = replace(
                    action,
                    id=outbox.new_id(conn),
                    made_at=datetime.now(UTC),
                    offline=offline,
                )
                outbox.dismiss(conn, action_id)
                outbox.put(conn, fresh)

    def discard(self, _context: Context, *, action_id: str) -> None:
        """Forget a message that was never sent, or was refused, with its files."""
        with self._vault.writing() as conn:
            _withdrawn(conn, action_id)
            gone = attachments.take_dropped(conn)
        attachments.forget(self._vault, gone)

    def mark_read(self, _context: Context, *, message: Message, offline: bool) -> bool:
        """Note that it was opened (MAIL-3); False when it is noted already."""
        with self._vault.writing() as conn:
            known = queries.one(conn, Message, message.id)
            if not isinstance(known, Message) or known.from_patient or known.read_at is not None:
                return False
            for row in outbox.pending(conn):
                if isinstance(row.action, MarkRead) and row.action.message == message.id:
                    if row.state is not Waiting.FAILED:
                        return False
                    outbox.dismiss(conn, row.action.id)
            action = MarkRead(
                id=outbox.new_id(conn),
                made_at=datetime.now(UTC),
                offline=offline,
                message=message.id,
            )
            outbox.put(conn, action)
        return True

    def _is_sent(self, conn: Connection, draft: Draft) -> bool:
        """Also before this copy was renewed, or one that a spare list brought back."""
        return draft.id in self._sent or outbox.holds(conn, draft.id)

    def _why_not(self, conn: Connection, draft: Draft) -> Trouble | None:
        """What the practice would refuse, or what no action may hold (MAIL-2)."""
        person = queries.one(conn, Person, draft.regarding)
        practice = queries.one(conn, Practice, "practice")
        practice = practice if isinstance(practice, Practice) else None
        trouble = mail.why_not(person if isinstance(person, Person) else None, practice)
        return trouble or _unsound(draft) or self._without_files(draft, practice)

    def _without_files(self, draft: Draft, practice: Practice | None) -> Trouble | None:
        if not draft.attachments:
            return None
        if practice is None or not practice.webmail.attachments:
            return Trouble.ATTACHMENT_REFUSED
        here = all(self._vault.documents.has(blob.digest) for blob in draft.attachments)
        return None if here else Trouble.ATTACHMENT_MISSING


def _unsound(draft: Draft) -> Trouble | None:
    if not draft.subject.strip():
        return Trouble.NO_SUBJECT
    if not draft.body.strip():
        return Trouble.NO_TEXT
    if len(_one_line(draft.subject)) > MOST_SUBJECT or len(draft.body) > MOST_BODY:
        return Trouble.TEXT_TOO_LONG
    return None


def _message(draft: Draft, *, offline: bool) -> SendMessage:
    return SendMessage(
        id=draft.id,
        made_at=datetime.now(UTC),
        offline=offline,
        regarding=draft.regarding,
        subject=_one_line(draft.subject),
        body=draft.body,
        reply_to=draft.reply_to,
        attachments=draft.attachments,
    )


def _withdrawn(conn: Connection, action_id: str) -> SendMessage:
    action = outbox.withdraw(conn, action_id)
    if not isinstance(action, SendMessage):
        raise PortalError(Trouble.ALREADY_SENT)
    return action


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sound(text: str) -> str:
    """Without halves of signs that UTF-16 can hold and nothing else can."""
    return text.encode("utf-8", "replace").decode()
