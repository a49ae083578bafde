"""What waits in the outbox, told as the activity that it will become (HEAD-8)."""

import platform
from collections.abc import Iterator

from sqlalchemy import Connection

from desktop.models.activity import Entry
from desktop.models.shown import Pending, Waiting
from desktop.models.vault import outbox, queries
from desktop.services.portal.reads.common import sound
from desktop.services.portal.reads.mail import Names
from desktop.services.portal.reads.subjects import subject_of
from portal_protocol.actions import (
    AnswerVisit,
    AnyAction,
    MarkRead,
    NoteDownloaded,
    NoteSignedIn,
    NoteViewed,
    SendMessage,
)
from portal_protocol.activity import Activity, What
from portal_protocol.records import Kind, Login, PatientId, Person, Record


def waiting(conn: Connection) -> Iterator[Entry]:
    """Each action that the practice has not answered yet, in order."""
    logins = sound(queries.all_of(conn, Login))
    me = (logins[-1].patient if logins else None) or PatientId("")
    person = queries.one(conn, Person, me)
    name = f"{person.first_name} {person.last_name}" if isinstance(person, Person) else ""
    names = Names(conn)
    for pending in outbox.pending(conn):
        if pending.state is not Waiting.FAILED:
            yield _entry(conn, pending, me, name.strip(), names)


def _entry(conn: Connection, pending: Pending, me: PatientId, name: str, names: Names) -> Entry:
    action = pending.action
    what, kind, record = _done(action)
    subject = _subject(conn, action, kind, record, names)
    patient = me if isinstance(action, NoteSignedIn) else subject.patient if subject else None
    activity = Activity(
        id=action.id,
        patient=patient,
        at=action.made_at,
        actor=me,
        actor_name=name,
        what=what,
        subject=kind,
        subject_id=record,
        device=platform.node()[:100],
        offline=action.offline,
    )
    return Entry(activity, pending, subject=subject)


def _subject(
    conn: Connection, action: AnyAction, kind: str, record: str, names: Names
) -> Record | None:
    if isinstance(action, SendMessage):
        return names.message(action, "")
    return subject_of(conn, kind, record)


def _done(action: AnyAction) -> tuple[str, str, str]:
    """What was done, to which kind of record, and to which one."""
    match action:
        case AnswerVisit():
            return action.answer.value, Kind.APPOINTMENT, action.appointment
        case SendMessage():
            return What.SENT, Kind.MESSAGE, action.id
        case MarkRead():
            return What.READ, Kind.MESSAGE, action.message
        case NoteViewed():
            return What.VIEWED, action.kind, action.record
        case NoteDownloaded():
            return What.DOWNLOADED, action.kind, action.record
        case NoteSignedIn():
            return What.SIGNED_IN, "", ""
