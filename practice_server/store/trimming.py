"""Drops what only very old copies need: tombstones, and positions that were overwritten.

Whoever holds a position from before a dropped tombstone would never learn of that deletion. So the
changes that remain up to there get new marks: positions of that time are not found any more, and
those who hold them start over.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
    update,
)

from practice_server.store.columns import microseconds
from practice_server.store.store import Store
from practice_server.store.streams import lock, new_mark
from practice_server.store.tables import record, superseded


@dataclass(frozen=True, slots=True)
class Trimmed:
    """How many tombstones and overwritten positions were dropped."""

    tombstones: int = 0
    positions: int = 0

    def __add__(self, other: "Trimmed") -> "Trimmed":
        return Trimmed(self.tombstones + other.tombstones, self.positions + other.positions)


def trim(store: Store, before: datetime) -> Trimmed:
    """Drop what was deleted or overwritten before that time; one short transaction a stream."""
    old, total = microseconds(before), Trimmed()
    with store.reading() as connection:
        names = _names(connection, old)
    for name in names:
        with store.writing() as connection:
            total += _trim_stream(connection, name, old)
    return total


def _names(connection: Connection, old: int) -> list[str]:
    dead = select(record.c.stream).where(~record.c.alive, record.c.changed_at < old)
    past = select(superseded.c.stream).where(superseded.c.changed_at < old)
    return sorted(set(connection.scalars(dead)) | set(connection.scalars(past)))


def _trim_stream(connection: Connection, name: str, old: int) -> Trimmed:
    last = lock(connection, [name])[name].number
    mine = record.c.stream == name
    # the last change stays, whatever it is: the stream's end has to have a row
    dead = and_(mine, ~record.c.alive, record.c.changed_at < old, record.c.number < last)
    floor = connection.scalar(select(func.max(record.c.number)).where(dead)) or 0
    tombstones = _count(connection, record, dead)
    _renew_marks(connection, name, floor)
    past = and_(
        superseded.c.stream == name,
        (superseded.c.changed_at < old) | (superseded.c.number < floor),
    )
    return Trimmed(tombstones, _count(connection, superseded, past))


def _count(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(condition)).rowcount


def _renew_marks(connection: Connection, name: str, floor: int) -> None:
    numbers = connection.scalars(
        select(record.c.number).where(record.c.stream == name, record.c.number < floor)
    )
    rows = [{"key_number": number, "mark": new_mark()} for number in numbers]
    if rows:
        statement = update(record).where(
            record.c.stream == name, record.c.number == bindparam("key_number")
        )
        connection.execute(statement.values(mark=bindparam("mark")), rows)
