"""What is shared for some time only: from then on its head alone (MAIL-7)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, select

from practice_server.store.columns import microseconds, now
from practice_server.store.edits import edit
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import record
from practice_server.store.writer import Writer

CONTENT = ("body", "blobs")
"""The fields that go; the others are the head."""


def is_due(connection: Connection) -> bool:
    """Whether something is over that streams still hold whole: one look into an index."""
    return bool(connection.scalar(select(exists().where(_over(now())))))


def due(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those of these streams that still hold whole what is over."""
    mine = (_over(now()), record.c.stream.in_(list(names)))
    return set(connection.scalars(select(record.c.stream).where(*mine)))


def expire(store: Store, names: Iterable[str] | None = None) -> int:
    """Leave only the heads of what is over, in these streams or in all; answers of how many.

    One transaction a stream.
    """
    if names is None:
        with store.reading() as connection:
            names = set(connection.scalars(select(record.c.stream).where(_over(now()))))
    total = 0
    for name in sorted(names):
        with store.writing() as connection:
            total += _expire_stream(connection, name)
    return total


def _expire_stream(connection: Connection, name: str) -> int:
    writer, count = Writer(connection, [name]), 0
    over = select(record.c.kind, record.c.id).where(_over(now()), record.c.stream == name)
    for kind, identity in connection.execute(over).all():
        key = Key(name, kind, identity)
        writer.load(kind, [identity])
        row = writer.held(key)
        if row is not None:
            edit(writer, key, row, {}, without=CONTENT)
            count += 1
    writer.flush()
    return count


def _over(moment: datetime) -> ColumnElement[bool]:
    return record.c.expires_at <= microseconds(moment)
