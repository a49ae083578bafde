"""Messages, drafts and the outbox as the WebMail tab shows them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection

from desktop.models.draft import Draft
from desktop.models.mail import MOST_COUNTED, UNCOUNTED, Folder, Folders, Outgoing
from desktop.models.shown import Page, Pending, Shown, Waiting
from desktop.models.vault import drafts, outbox, queries
from desktop.models.vault.envelope import Box
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import PAGE, damaged, only, practice, sound, still
from portal_protocol.actions import MarkRead, SendMessage
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import PatientId, Person, Provider

BOXES = {Folder.INBOX: (Box.UNREAD, Box.READ), Folder.SENT: (Box.SENT,)}
_ORDER = (Waiting.FAILED, Waiting.SENDING, Waiting.QUEUED)


class MailReads:
    """Reads for `MailFace`; each is one transaction. `now` gives aware UTC."""

    def __init__(self, vault: Vault, now: Callable[[], datetime]) -> None:
        self._vault, self._now = vault, now

    def folders(self, _context: Context, *, chosen: PatientId | None) -> Folders:
        """What waits in each folder."""
        with self._vault.reading() as conn:
            pending = outbox.pending(conn)
            mine = [row for row in pending if _is_about(row, chosen)]
            failed = sum(row.state is Waiting.FAILED for row in mine)
            return Folders(
                unread=unread(conn, only(chosen), pending),
                outbox_waiting=len(mine) - failed,
                outbox_failed=failed,
                drafts=len(drafts.all_of(conn, only(chosen))),
            )

    def messages(
        self, _context: Context, *, folder: Folder, chosen: PatientId | None, cursor: str | None
    ) -> Page[Message]:
        """A page of the inbox or of what was sent, newest first (MAIL-1)."""
        with self._vault.reading() as conn:
            rows, following = queries.page(
                conn,
                Message,
                patients=only(chosen),
                newest_first=True,
                boxes=BOXES[folder],
                cursor=cursor,
                limit=PAGE,
            )
            marks = _marks(outbox.pending(conn))
        shown = tuple(Shown(row, marks.get(row.id)) for row in sound(rows))
        return Page(shown, following, UNCOUNTED, damaged(rows))

    def secure(
        self, _context: Context, *, chosen: PatientId | None, cursor: str | None
    ) -> Page[SecureEmail]:
        """A page of encrypted email, newest first; what is over shows its head alone (MAIL-7)."""
        with self._vault.reading() as conn:
            rows, following = queries.page(
                conn,
                SecureEmail,
                patients=only(chosen),
                newest_first=True,
                boxes=(Box.SECURE,),
                cursor=cursor,
                limit=PAGE,
            )
        now = self._now()
        shown = tuple(Shown(still(row, now)) for row in sound(rows))
        return Page(shown, following, UNCOUNTED, damaged(rows))

    def conversation(self, _context: Context, *, message: Message) -> tuple[Shown[Message], ...]:
        """A thread, oldest first, with what waits to go into it (MAIL-9)."""
        with self._vault.reading() as conn:
            rows = sound(queries.thread(conn, Message, message.conversation))
            pending = outbox.pending(conn)
            names = Names(conn)
        marks = _marks(pending)
        shown = [Shown(row, marks.get(row.id)) for row in rows]
        here = {row.id for row in rows} | {message.id}
        for row in pending:
            action = row.action
            if isinstance(action, SendMessage) and action.reply_to in here:
                shown.append(Shown(names.message(action, message.conversation), row))
        return tuple(shown)

    def outbox(self, _context: Context, *, chosen: PatientId | None) -> tuple[Outgoing, ...]:
        """What is not sent, the newest first; what is on its way; what is queued."""
        with self._vault.reading() as conn:
            pending = [row for row in outbox.pending(conn) if _is_about(row, chosen)]
            names = Names(conn)
        going = [
            Outgoing(row.action, row.state, row.code, names.provider(row.action.regarding).name)
            for row in pending
            if isinstance(row.action, SendMessage)
        ]
        failed = [one for one in reversed(going) if one.state is Waiting.FAILED]
        rest = [one for one in going if one.state is not Waiting.FAILED]
        return (*failed, *sorted(rest, key=lambda one: _ORDER.index(one.state)))

    def drafts(self, _context: Context, *, chosen: PatientId | None) -> tuple[Draft, ...]:
        """Drafts, the latest first."""
        with self._vault.reading() as conn:
            return drafts.all_of(conn, only(chosen))


class Names:
    """Who writes to whom, for messages that the practice has not taken in yet."""

    def __init__(self, conn: Connection) -> None:
        self._people = {person.id: person for person in sound(queries.all_of(conn, Person))}
        known = practice(conn)
        self._providers = {one.id: one for one in (known.providers if known else ())}

    def provider(self, patient: PatientId) -> Provider:
        """The provider whom messages about a person go to; one without a name for nobody."""
        person = self._people.get(patient)
        wanted = person.primary_provider if person else None
        return self._providers.get(wanted or "") or Provider(id="", name="")

    def message(self, action: SendMessage, thread: str) -> Message:
        """The message that an action will become."""
        provider = self.provider(action.regarding)
        return Message(
            id=action.id,
            patient=action.regarding,
            at=action.made_at,
            subject=action.subject,
            body=action.body,
            from_patient=True,
            to_name=provider.name,
            provider=provider.id,
            thread=thread,
            blobs=action.attachments,
        )


def unread(
    conn: Connection, patients: frozenset[PatientId] | None, pending: Iterable[Pending]
) -> int:
    """Messages that nobody has opened, less those whose MarkRead waits; up to `MOST_COUNTED`."""
    marks = tuple(_marks(pending))
    most = MOST_COUNTED + len(marks)
    found = queries.count_box(conn, Message, Box.UNREAD, patients=patients, at_most=most)
    if found and marks:
        found -= queries.in_box(conn, Message, Box.UNREAD, patients=patients, ids=marks)
    return min(found, MOST_COUNTED)


def _marks(pending: Iterable[Pending]) -> dict[str, Pending]:
    """Waiting MarkReads by message; one that was refused marks nothing."""
    return {
        row.action.message: row
        for row in pending
        if isinstance(row.action, MarkRead) and row.state is not Waiting.FAILED
    }


def _is_about(row: Pending, chosen: PatientId | None) -> bool:
    about = row.action.regarding if isinstance(row.action, SendMessage) else None
    return about is not None and chosen in {None, about}
