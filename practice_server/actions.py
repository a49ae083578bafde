"""What patients do: each action carried out once, in one transaction with its result.

The same id with the same body gives the stored result; with another body it is refused. An action
changes nothing unless it is about a record that the caller may see now (WHO-8).
"""

import hashlib
from typing import get_args

import msgspec
from sqlalchemy import Connection, select, update

from portal_protocol.actions import (
    ActionHead,
    ActionResult,
    AnswerVisit,
    AnyAction,
    MarkRead,
    NoteDownloaded,
    NoteSignedIn,
    NoteViewed,
    Outcome,
    SendMessage,
)
from portal_protocol.activity import What
from portal_protocol.problems import ProblemCode
from portal_protocol.sync import login_stream, patient_stream
from practice_server import audit, messages
from practice_server.access import Caller
from practice_server.acting import Doing, Done, Refused, tell_person, visible
from practice_server.answering import answer_visit
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.streams import owner_of
from practice_server.store.tables import action as action_table
from practice_server.store.upserts import insert_once
from practice_server.store.writer import Writer

_head = msgspec.json.Decoder(ActionHead)
_action: msgspec.json.Decoder[AnyAction] = msgspec.json.Decoder(AnyAction)
_KNOWN = frozenset(kind.__struct_config__.tag for kind in get_args(AnyAction))


def carry_out(store: Store, caller: Caller, raw: msgspec.Raw) -> ActionResult:
    """The result of an action, now or when it was carried out before.

    Raises `msgspec.ValidationError` when it has no id or no name.
    """
    body = bytes(raw)
    head = _head.decode(body)
    digest = hashlib.sha256(f"{caller.login}\n".encode() + body).digest()
    with store.writing() as connection:
        doing = Doing(connection, caller, body, now())
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


def _carried_out(doing: Doing, head: ActionHead) -> ActionResult:
    try:
        _do(doing, _decoded(doing.raw, head))
    except Refused as refused:
        return ActionResult(head.id, Outcome.REFUSED, refused.code)
    return ActionResult(head.id, Outcome.DONE)


def _do(doing: Doing, action: AnyAction) -> None:
    match action:
        case AnswerVisit():
            answer_visit(doing, action)
        case SendMessage():
            messages.send(doing, action)
        case MarkRead():
            messages.mark_read(doing, action)
        case NoteViewed():
            _note(doing, action, What.VIEWED)
        case NoteDownloaded():
            _note(doing, action, What.DOWNLOADED)
        case NoteSignedIn():
            _note_signed_in(doing, action)


def _decoded(raw: bytes, head: ActionHead) -> AnyAction:
    if head.do not in _KNOWN:
        raise Refused(ProblemCode.ACTION_UNKNOWN)
    try:
        return _action.decode(raw)
    except msgspec.ValidationError:
        raise Refused(ProblemCode.BAD_REQUEST) from None


def _note(doing: Doing, action: NoteViewed | NoteDownloaded, what: What) -> None:
    """Write down that a record was opened or saved, for the person to see (WHO-7)."""
    patient = owner_of(visible(doing, action.kind, action.record))
    if not patient:
        raise Refused(ProblemCode.NOT_FOUND)
    stream = patient_stream(patient)
    writer = Writer(doing.connection, [stream])
    tell_person(doing, writer, action, stream, Done(what, action.kind, action.record))
    writer.flush()


def _note_signed_in(doing: Doing, action: NoteSignedIn) -> None:
    """The saved copy was opened: for whoever has this login to see (HEAD-8)."""
    stream = login_stream(doing.caller.login)
    writer = Writer(doing.connection, [stream])
    tell_person(doing, writer, action, stream, Done(What.SIGNED_IN))
    writer.flush()


def _log(doing: Doing, head: ActionHead, result: ActionResult) -> None:
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
