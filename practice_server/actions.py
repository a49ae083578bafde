"""What patients do: each action carried out once, in one transaction with its result.

The same id with the same body gives the stored result; with another body it is refused. An action
changes nothing unless it is about a record that the caller may see now (WHO-8).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select, update

from portal_protocol.actions import (
    ActionHead,
    ActionResult,
    AnswerVisit,
    AnyAction,
    NoteDownloaded,
    NoteViewed,
    Outcome,
)
from portal_protocol.problems import ProblemCode
from portal_protocol.records import Activity, Kind, PatientId
from portal_protocol.sync import patient_stream
from practice_server import audit, visits
from practice_server.access import Caller, visible_heads
from practice_server.store.columns import microseconds, now
from practice_server.store.counters import take
from practice_server.store.store import Store
from practice_server.store.streams import Key, owner_of, places
from practice_server.store.tables import action as action_table
from practice_server.store.tables import device, outgoing, person
from practice_server.store.upserts import insert_once
from practice_server.store.writer import Draft, Writer

OUTGOING = "outgoing"

_head = msgspec.json.Decoder(ActionHead)
_action: msgspec.json.Decoder[AnyAction] = msgspec.json.Decoder(AnyAction)
_KNOWN = frozenset(kind.__struct_config__.tag for kind in (AnswerVisit, NoteViewed, NoteDownloaded))


class _Refused(Exception):  # noqa: N818 (an answer, not an error)
    def __init__(self, code: ProblemCode) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class _Doing:
    """One action while it is carried out, and what it turned out to be about."""

    connection: Connection
    caller: Caller
    raw: bytes
    moment: datetime
    patient: str = ""
    kind: str = ""
    record: str = ""


def carry_out(store: Store, caller: Caller, raw: msgspec.Raw) -> ActionResult:
    """The result of an action, now or when it was carried out before.

    Raises `msgspec.ValidationError` when it has no id or no name.
    """
    body = bytes(raw)
    head = _head.decode(body)
    digest = hashlib.sha256(f"{caller.login}\n".encode() + body).digest()
    with store.writing() as connection:
        doing = _Doing(connection, caller, body, now())
        row: dict[str, object] = {"id": head.id, "login": caller.login, "body_digest": digest}
        row |= {"outcome": "", "received_at": doing.moment}
        if not insert_once(connection, action_table, row):
            return _result_of(connection, head.id, digest)
        result = _carried_out(doing, head)
        connection.execute(
            update(action_table)
            .where(action_table.c.id == head.id)
            .values(outcome=result.outcome, code=result.code)
        )
        _log(doing, head, result)
    return result


def _result_of(connection: Connection, identity: str, digest: bytes) -> ActionResult:
    row = connection.execute(select(action_table).where(action_table.c.id == identity)).one()
    if row.body_digest != digest:
        return ActionResult(identity, Outcome.REFUSED, ProblemCode.ACTION_CHANGED)
    return ActionResult(identity, Outcome(row.outcome), row.code)


def _carried_out(doing: _Doing, head: ActionHead) -> ActionResult:
    try:
        match _decoded(doing.raw, head):
            case AnswerVisit() as action:
                _answer_visit(doing, action)
            case NoteViewed() | NoteDownloaded() as action:
                _note(doing, action)
    except _Refused as refused:
        return ActionResult(head.id, Outcome.REFUSED, refused.code)
    return ActionResult(head.id, Outcome.DONE)


def _decoded(raw: bytes, head: ActionHead) -> AnyAction:
    if head.do not in _KNOWN:
        raise _Refused(ProblemCode.ACTION_UNKNOWN)
    try:
        return _action.decode(raw)
    except msgspec.ValidationError:
        raise _Refused(ProblemCode.BAD_REQUEST) from None


def _answer_visit(doing: _Doing, action: AnswerVisit) -> None:
    """Answer all visits of that person on that day together (APPT-4)."""
    stream = _visible(doing, Kind.APPOINTMENT, action.appointment)
    patient = owner_of(stream)
    writer = Writer(doing.connection, [stream, patient_stream(patient)])
    writer.load(Kind.APPOINTMENT, [action.appointment])
    row = writer.held(Key(stream, Kind.APPOINTMENT, action.appointment))
    if row is None:
        raise _Refused(ProblemCode.NOT_FOUND)
    visit, practice = visits.decode(row.body), visits.practice_of(doing.connection)
    refused = visits.why_refused(visit, action, practice, doing.moment)
    if refused is not None:
        raise _Refused(refused)
    answered = _answer_day(doing, writer, action, stream)
    _tell_person(doing, writer, action, patient)
    writer.flush()
    _tell_practice(doing, action, patient, answered)


def _answer_day(doing: _Doing, writer: Writer, action: AnswerVisit, stream: str) -> list[Key]:
    practice = visits.practice_of(doing.connection)
    first = writer.held(Key(stream, Kind.APPOINTMENT, action.appointment))
    assert first is not None  # noqa: S101 (the caller has looked)
    ids = visits.same_day(doing.connection, stream, visits.decode(first.body), practice)
    writer.load(Kind.APPOINTMENT, ids)
    answered = []
    for identity in ids:
        key = Key(stream, Kind.APPOINTMENT, identity)
        row = writer.held(key)
        if row and visits.may_be_answered(visits.decode(row.body), practice, doing.moment):
            visits.set_answer(writer, key, row, action.answer)
            answered.append(key)
    return answered


def _note(doing: _Doing, action: NoteViewed | NoteDownloaded) -> None:
    """Write down that a document was opened or saved, for the person to see (WHO-7)."""
    patient = owner_of(_visible(doing, action.kind, action.record))
    if not patient:
        raise _Refused(ProblemCode.NOT_FOUND)
    writer = Writer(doing.connection, [patient_stream(patient)])
    _tell_person(doing, writer, action, patient)
    writer.flush()


def _visible(doing: _Doing, kind: str, identity: str) -> str:
    """The stream of a record that the caller may see; else it is not found (WHO-8)."""
    found = set(places(doing.connection, kind, [identity]).values())
    visible = found & visible_heads(doing.connection, doing.caller).keys()
    if not visible:
        raise _Refused(ProblemCode.NOT_FOUND)
    name = visible.pop()
    doing.patient, doing.kind, doing.record = owner_of(name), kind, identity
    return name


def _tell_person(doing: _Doing, writer: Writer, action: AnyAction, patient: PatientId) -> None:
    caller, connection = doing.caller, doing.connection
    name = connection.scalar(select(person.c.name).where(person.c.id == caller.patient))
    device_name = connection.scalar(select(device.c.name).where(device.c.id == caller.device))
    what, subject, subject_id = _about(action)
    at = min(action.made_at, doing.moment)  # a clock set forward does not write into the future
    activity = Activity(
        id=action.id,
        patient=patient,
        at=at,
        actor=caller.patient,
        actor_name=name or "",
        what=what,
        subject=subject,
        subject_id=subject_id,
        device=device_name or "",
        offline=action.offline,
    )
    key = Key(patient_stream(patient), Kind.ACTIVITY, action.id)
    writer.put(key, Draft(msgspec.json.encode(activity), at=microseconds(at)))


def _about(action: AnyAction) -> tuple[str, str, str]:
    match action:
        case AnswerVisit():
            return action.answer.value, Kind.APPOINTMENT.value, action.appointment
        case NoteViewed():
            return "viewed", action.kind, action.record
        case NoteDownloaded():
            return "downloaded", action.kind, action.record


def _tell_practice(
    doing: _Doing, action: AnswerVisit, patient: PatientId, answered: list[Key]
) -> None:
    row = {
        "number": take(doing.connection, OUTGOING),
        "action": action.id,
        "login": doing.caller.login,
        "actor": doing.caller.patient,
        "patient": patient,
        "body": doing.raw,
        "records": msgspec.json.encode(answered),
        "received_at": doing.moment,
    }
    doing.connection.execute(insert(outgoing).values(**row))


def _log(doing: _Doing, head: ActionHead, result: ActionResult) -> None:
    audit.write(
        doing.connection,
        actor=doing.caller.patient,
        what=head.do if head.do in _KNOWN else "unknown",
        login=doing.caller.login,
        device=doing.caller.device,
        patient=doing.patient,
        subject=doing.kind,
        subject_id=doing.record,
        detail=result.code or result.outcome,
    )
