"""Streams: numbered changes of records, read by range and verified by position.

A position is a number and a random mark. A record keeps those of its last change; when it changes
again the old pair goes to `superseded`. So every position that was ever handed out can be found,
and one that cannot be found is of another history (a restored copy) or was trimmed.
"""

import secrets
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Row, bindparam, select, union_all

from portal_protocol.records import PatientId
from portal_protocol.sync import START, Position
from practice_server.store.tables import record, stream, superseded
from practice_server.store.upserts import insert_missing

PATIENT_PREFIX = "patient:"


class Key(NamedTuple):
    """Where a record is."""

    stream: str
    kind: str
    id: str


Change = Row[int, int, bytes]
"""One change of a stream: its number, its mark, its JSON."""

_PAGE = (
    select(record.c.number, record.c.mark, record.c.body)
    .where(record.c.stream == bindparam("name"), record.c.number > bindparam("after"))
    .order_by(record.c.number)
    .limit(bindparam("most"))
)
_KNOWN = union_all(
    *(
        select(table.c.mark).where(
            table.c.stream == bindparam("name"), table.c.number == bindparam("number")
        )
        for table in (record, superseded)
    )
)


def page(connection: Connection, name: str, after: int, most: int) -> Sequence[Change]:
    """At most `most` changes past the number `after`, in order: (number, mark, JSON)."""
    return connection.execute(_PAGE, {"name": name, "after": after, "most": most}).all()


def knows(connection: Connection, name: str, position: Position) -> bool:
    """Whether this stream, in this history, ever gave that position to a change."""
    if position == START:
        return True
    marks = connection.scalars(_KNOWN, {"name": name, "number": position.number})
    return position.mark in list(marks)


def places(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """The stream in which each of these live records is, by id."""
    rows = connection.execute(
        select(record.c.id, record.c.stream).where(
            record.c.kind == kind, record.c.id.in_(list(ids)), record.c.alive
        )
    )
    return {row.id: row.stream for row in rows}


def owner_of(name: str) -> PatientId:
    """The person whose stream this is; empty for the streams of nobody."""
    return PatientId(_described(name)["patient"])


def new_mark() -> int:
    """A mark that no other change of this number has had, in this history or another."""
    return secrets.randbits(52) + 1


def lock(connection: Connection, names: Sequence[str]) -> dict[str, Position]:
    """Lock these streams until the transaction ends, making those that are missing.

    `names` are sorted: everybody locks in the same order.
    """
    rows = [_described(name) for name in names]
    insert_missing(connection, stream, rows)
    found = connection.execute(
        select(stream.c.name, stream.c.number, stream.c.mark)
        .where(stream.c.name.in_(names))
        .order_by(stream.c.name)
        .with_for_update()
    )
    return {name: Position(number, mark) for name, number, mark in found}


def _described(name: str) -> dict[str, str]:
    owner, _, section = name.removeprefix(PATIENT_PREFIX).partition("/")
    if not name.startswith(PATIENT_PREFIX):
        owner = section = ""
    return {"name": name, "patient": owner, "section": section}
