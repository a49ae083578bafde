"""What the patient did that waits for the practice: queued, sent, refused, taken back."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec
import uuid_utils
from msgspec import Raw
from sqlalchemy import Connection, Row, bindparam, delete, exists, func, select, update

from desktop.models.shown import Pending, Waiting
from desktop.models.vault.tables import outbox, record
from portal_protocol.actions import (
    Action,
    ActionHead,
    ActionResult,
    AnswerVisit,
    AnyAction,
    MarkRead,
    NoteDownloaded,
    NoteViewed,
    Outcome,
    SendMessage,
)
from portal_protocol.records import Kind

_WAITING = outbox.c.code.is_(None)
_NOTE = b'{"do":"note_'
"""How notes of what was done begin: nothing waits for them, so no spare list holds them."""
IS_NOTE = func.substr(outbox.c.body, 1, len(_NOTE)) == _NOTE
_DECODER: msgspec.json.Decoder[AnyAction] = msgspec.json.Decoder(AnyAction)


def new_id(conn: Connection) -> str:
    """A UUIDv7 past every id in the outbox, so that a clock set back changes no order."""
    fresh = str(uuid_utils.uuid7())
    last = conn.execute(select(func.max(outbox.c.id))).scalar_one()
    if last is None or fresh > last:
        return fresh
    return _following(UUID(last).int)


def put(conn: Connection, action: AnyAction) -> None:
    """Queue an action; it is on the disk when the transaction ends."""
    kind, about = _about(action)
    body = msgspec.json.encode(action)
    conn.execute(outbox.insert().values(id=action.id, body=body, kind=kind, record=about))


def waiting(conn: Connection, limit: int = 100) -> tuple[Raw, ...]:
    """What is not answered yet, in order, without noting that it is sent: see `send`."""
    return tuple(Raw(body) for _, body in _first(conn, limit))


def send(conn: Connection, limit: int = 100, upto: int | None = None) -> tuple[Raw, ...]:
    """`waiting`, and each one noted as sent: from here on it cannot be taken back.

    Nothing that was put after the action of number `upto`. For a transaction of its own, before
    the call to the server.
    """
    rows = [row for row in _first(conn, limit) if upto is None or row[0] <= upto]
    if rows:
        counted = update(outbox).where(outbox.c.number == bindparam("row"))
        conn.execute(
            counted.values(attempts=outbox.c.attempts + 1), [{"row": number} for number, _ in rows]
        )
    return tuple(Raw(body) for _, body in rows)


def settle(conn: Connection, results: Sequence[ActionResult]) -> None:
    """Take in the server's answers: done ones go, refused ones stay until `dismiss`.

    But notes of what was done go when they are refused: nobody could do anything about them, or
    see them. Answers to what is no longer here are ignored; settling twice is settling once.
    """
    for result in results:
        row = outbox.c.id == result.id
        if result.outcome is Outcome.DONE:
            conn.execute(delete(outbox).where(row))
        else:
            conn.execute(update(outbox).where(row).values(code=result.code))
    conn.execute(delete(outbox).where(IS_NOTE, ~_WAITING))


def pending(conn: Connection) -> tuple[Pending, ...]:
    """Everything in the outbox, in order; what another version put there is left out."""
    rows = conn.execute(
        select(outbox.c.body, outbox.c.attempts, outbox.c.code).order_by(outbox.c.number)
    )
    return tuple(_pending(rows))


def take_back(conn: Connection, action_id: str) -> bool:
    """Forget an action that was never sent; False when it was, or is not here."""
    unsent = (outbox.c.id == action_id) & _WAITING & (outbox.c.attempts == 0)
    return bool(conn.execute(delete(outbox).where(unsent)).rowcount)


def dismiss(conn: Connection, action_id: str) -> bool:
    """Forget a refused action that the patient has seen; False when there is none."""
    refused = (outbox.c.id == action_id) & outbox.c.code.is_not(None)
    return bool(conn.execute(delete(outbox).where(refused)).rowcount)


def withdraw(conn: Connection, action_id: str) -> AnyAction | None:
    """Take out an action that was never sent, or was refused; None when that cannot be."""
    body = conn.execute(select(outbox.c.body).where(outbox.c.id == action_id)).scalar_one_or_none()
    action = None if body is None else _decoded(body)
    if action is None or not (take_back(conn, action_id) or dismiss(conn, action_id)):
        return None
    return action


def to_upload(conn: Connection) -> tuple[tuple[SendMessage, bool], ...]:
    """Messages that wait with files, in order, each with whether it may have been sent before.

    Their files must be at the practice first, also then: it may never have come there.
    """
    rows = conn.execute(
        select(outbox.c.body, outbox.c.attempts, outbox.c.code)
        .where(_WAITING, outbox.c.kind == Kind.PERSON)
        .order_by(outbox.c.number)
    )
    return tuple(
        (row.action, row.state is Waiting.SENDING)
        for row in _pending(rows)
        if isinstance(row.action, SendMessage) and row.action.attachments
    )


def holds(conn: Connection, action_id: str) -> bool:
    """Whether the action is here, waiting or refused."""
    found = conn.execute(select(outbox.c.number).where(outbox.c.id == action_id))
    return found.scalar_one_or_none() is not None


def last(conn: Connection) -> int:
    """The number of the last action that was put; 0 when there is none."""
    return conn.execute(select(func.max(outbox.c.number))).scalar_one() or 0


def counts(conn: Connection) -> tuple[int, int]:
    """How many wait, and how many were refused and not dismissed."""
    everything, waits = conn.execute(select(func.count(), func.count().filter(_WAITING))).one()
    return waits, everything - waits


def drop_about(conn: Connection, streams: Sequence[int]) -> None:
    """Forget actions about records of these streams that no other stream holds (WHO-6)."""
    same = (record.c.kind == outbox.c.kind) & (record.c.id == outbox.c.record)
    here, elsewhere = record.c.stream.in_(streams), record.c.stream.not_in(streams)
    conn.execute(
        delete(outbox).where(
            exists().where(same, here).correlate(outbox),
            ~exists().where(same, elsewhere).correlate(outbox),
        )
    )


def drop_strangers(conn: Connection, *, refused: bool) -> bool:
    """Forget actions about records that are not here, where nobody could see them: those that
    were refused, or else all of them (WHO-6). For when everything that is shared has come.
    Returns whether there were any.
    """
    same = (record.c.kind == outbox.c.kind) & (record.c.id == outbox.c.record)
    strange = (outbox.c.kind != "", ~exists().where(same).correlate(outbox))
    dropped = delete(outbox).where(*strange, *([~_WAITING] if refused else []))
    return bool(conn.execute(dropped).rowcount)


def become(conn: Connection, last: int, bodies: Iterable[bytes]) -> None:
    """Hold exactly these actions again, as a spare list has them, and the notes that are here.

    New numbers are past `last`. One that comes back may have been sent before, so it cannot be
    taken back.
    """
    wanted = {msgspec.json.decode(body, type=ActionHead).id: body for body in bodies}
    conn.execute(delete(outbox).where(outbox.c.id.not_in(wanted), ~IS_NOTE))
    here = set(conn.execute(select(outbox.c.id)).scalars())
    lost = sorted((name, body) for name, body in wanted.items() if name not in here)
    for number, (name, body) in enumerate(lost, last + 1):
        kind, about = _about(_decoded(body))
        row = {"number": number, "id": name, "body": body, "kind": kind, "record": about}
        conn.execute(outbox.insert().values(**row, attempts=1))


def _following(last: int) -> str:
    """The next UUIDv7 in order: one more in its 122 bits beside version and variant (RFC 9562)."""
    time, low, rest = last >> 80, last >> 64 & 0xFFF, last & (1 << 62) - 1
    counted = (time << 74 | low << 62 | rest) + 1
    time, low, rest = counted >> 74, counted >> 62 & 0xFFF, counted & (1 << 62) - 1
    return str(UUID(int=time << 80 | 7 << 76 | low << 64 | 2 << 62 | rest))


def _first(conn: Connection, limit: int) -> list[tuple[int, bytes]]:
    rows = conn.execute(
        select(outbox.c.number, outbox.c.body)
        .where(_WAITING)
        .order_by(outbox.c.number)
        .limit(limit)
    )
    return [(number, body) for number, body in rows]


def _pending(rows: Iterable[Row[bytes, int, str | None]]) -> Iterator[Pending]:
    for body, attempts, code in rows:
        action = _decoded(body)
        if action is None:
            continue
        if code is not None:
            yield Pending(action, Waiting.FAILED, code)
        else:
            yield Pending(action, Waiting.SENDING if attempts else Waiting.QUEUED)


def _decoded(body: bytes) -> AnyAction | None:
    """The action; None for one that another version put here."""
    try:
        action: AnyAction = _DECODER.decode(body)
    except msgspec.MsgspecError:
        return None
    return action


def _about(action: Action | None) -> tuple[str, str]:
    match action:
        case AnswerVisit():
            return Kind.APPOINTMENT.value, action.appointment
        case NoteViewed() | NoteDownloaded():
            return action.kind, action.record
        case MarkRead():
            return Kind.MESSAGE.value, action.message
        case SendMessage():
            return Kind.PERSON.value, action.regarding
    return "", ""
