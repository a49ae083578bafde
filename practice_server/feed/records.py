"""The feed: records in, by the practice system's own ids and safe to repeat; actions out."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import select, update

from portal_protocol.actions import ActionHead, AnswerVisit
from portal_protocol.feed import FeedItem, FeedResult, OutgoingAction
from portal_protocol.records import Kind, PatientId
from practice_server import visits
from practice_server.feed.accesses import new_hashes
from practice_server.feed.batch import Batch
from practice_server.store.columns import now
from practice_server.store.counters import hold
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import outgoing as outgoing_table
from practice_server.store.writer import Writer

_LOCK = "feed"
_keys = msgspec.json.Decoder(tuple[tuple[str, str, str], ...])
_head = msgspec.json.Decoder(ActionHead)
_answer = msgspec.json.Decoder(AnswerVisit)
_ANSWER = AnswerVisit.__struct_config__.tag


def apply(store: Store, items: Sequence[FeedItem]) -> FeedResult:
    """Bring in records, links and logins in one transaction; safe to repeat.

    Raises `BadRequest`, and changes nothing, when one of them cannot be placed.
    """
    hashes = new_hashes(store, items)
    with store.writing() as connection:
        hold(connection, _LOCK)  # two feeds take turns; patients' own actions do not wait for them
        changed = Batch(connection, items, hashes).apply()
    return FeedResult(changed=changed, same=len(items) - changed)


def outgoing(store: Store, after: int, limit: int) -> list[OutgoingAction]:
    """What patients did and the practice has not acknowledged, past number `after`, in order."""
    with store.reading() as connection:
        rows = connection.execute(
            select(outgoing_table)
            .where(outgoing_table.c.number > after, outgoing_table.c.acknowledged_at.is_(None))
            .order_by(outgoing_table.c.number)
            .limit(limit)
        ).all()
    return [
        OutgoingAction(
            number=row.number,
            login=row.login,
            actor=PatientId(row.actor),
            patient=row.patient,
            received_at=row.received_at,
            body=msgspec.Raw(row.body),
        )
        for row in rows
    ]


def acknowledge(store: Store, upto: int) -> None:
    """Everything up to `upto` was taken over: answers become confirmations; safe to repeat."""
    with store.writing() as connection:
        hold(connection, _LOCK)
        mine = (outgoing_table.c.number <= upto, outgoing_table.c.acknowledged_at.is_(None))
        rows = connection.execute(
            select(outgoing_table.c.body, outgoing_table.c.records)
            .where(*mine)
            .order_by(outgoing_table.c.number)
        ).all()
        _take_over(
            Writer(connection, [key.stream for row in rows for key in _answered(row.records)]),
            [
                (_answer.decode(row.body), _answered(row.records))
                for row in rows
                if _head.decode(row.body).do == _ANSWER
            ],
        )
        connection.execute(update(outgoing_table).where(*mine).values(acknowledged_at=now()))


def _answered(records: bytes) -> list[Key]:
    return [Key(*key) for key in _keys.decode(records)]


def _take_over(writer: Writer, answers: Iterable[tuple[AnswerVisit, list[Key]]]) -> None:
    for action, keys in answers:
        writer.load(Kind.APPOINTMENT, [key.id for key in keys])
        visits.take_over(writer, keys, action.answer)
    writer.flush()
