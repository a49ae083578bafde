"""What the patient does that may wait: written to the outbox, sent by the next sync."""

from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.models.shown import Pending
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import outbox
from desktop.models.vault.vault import Vault
from portal_protocol.actions import AnswerVisit, AnyAction, NoteDownloaded, NoteSignedIn, NoteViewed
from portal_protocol.records import Answer, Appointment, Record


@dataclass(frozen=True, slots=True)
class Outbox:
    """Each method is one short transaction; what it returned is on the disk (OFF-3)."""

    vault: Vault

    def answer(self, visit: Appointment, answer: Answer, *, offline: bool) -> str:
        """Confirm a visit or ask for a call back (APPT-4); the action's id.

        One answer a visit: an earlier one that was never sent, or was refused, is replaced. Raises
        ALREADY_ANSWERED while one is on its way, VISIT_CHANGED for a visit without a time.
        """
        if visit.at is None:
            raise PortalError(Trouble.VISIT_CHANGED)
        with self.vault.writing() as connection:
            for pending in outbox.pending(connection):
                if not _about(pending.action, visit):
                    continue
                name = pending.action.id
                if not (outbox.take_back(connection, name) or outbox.dismiss(connection, name)):
                    raise PortalError(Trouble.ALREADY_ANSWERED)
            action = AnswerVisit(
                id=outbox.new_id(connection),
                made_at=datetime.now(UTC),
                offline=offline,
                appointment=visit.id,
                start=visit.at,
                answer=answer,
            )
            outbox.put(connection, action)
        return action.id

    def note_viewed(self, record: Record, *, offline: bool) -> None:
        """A document of the record was opened (WHO-7)."""
        self._note(NoteViewed, record, offline=offline)

    def note_downloaded(self, record: Record, *, offline: bool) -> None:
        """A document of the record was saved as a file (WHO-7)."""
        self._note(NoteDownloaded, record, offline=offline)

    def note_signed_in(self, at: datetime) -> None:
        """The saved copy was opened without the practice, at that time (HEAD-8)."""
        with self.vault.writing() as connection:
            name = outbox.new_id(connection)
            outbox.put(connection, NoteSignedIn(id=name, made_at=at, offline=True))

    def take_back(self, action_id: str) -> bool:
        """Undo an action; False when it was sent already."""
        with self.vault.writing() as connection:
            return outbox.take_back(connection, action_id)

    def dismiss(self, action_id: str) -> bool:
        """Forget an action that the practice refused and the patient has read about."""
        with self.vault.writing() as connection:
            return outbox.dismiss(connection, action_id)

    def pending(self) -> tuple[Pending, ...]:
        """Everything that waits or was refused, in order."""
        with self.vault.reading() as connection:
            return outbox.pending(connection)

    def _note(
        self, kind: type[NoteViewed] | type[NoteDownloaded], record: Record, *, offline: bool
    ) -> None:
        tag = str(record.__struct_config__.tag)
        with self.vault.writing() as connection:
            action = kind(
                id=outbox.new_id(connection),
                made_at=datetime.now(UTC),
                offline=offline,
                kind=tag,
                record=record.id,
            )
            outbox.put(connection, action)


def _about(action: AnyAction, visit: Appointment) -> bool:
    return isinstance(action, AnswerVisit) and action.appointment == visit.id
