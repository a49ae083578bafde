"""Which statements this login has looked at on this computer: a small note in the vault."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desktop.models.vault import meta, queries
from desktop.services.portal.reads.common import sound
from portal_protocol.records import Statement

NAME = "seen.statements"
NEW_FOR = timedelta(days=60)
MOST_NEW = 200


class Seen:
    """Tells whether a statement is new: made in the last 60 days and not looked at yet."""

    def __init__(self, conn: Connection, now: datetime) -> None:
        self._ids = frozenset(meta.get(conn, NAME, tuple[str, ...]) or ())
        self._since = now - NEW_FOR

    def new(self, statement: Statement) -> bool:
        """Whether the row carries the word New."""
        recent = statement.at is not None and statement.at >= self._since
        return recent and statement.id not in self._ids


def count_new(conn: Connection, now: datetime) -> int:
    """How many statements are new, everybody's (HEAD-2)."""
    seen = Seen(conn, now)
    return sum(seen.new(statement) for statement in _recent(conn, now))


def mark_all(conn: Connection, now: datetime) -> bool:
    """Note all recent statements as seen; whether any was new."""
    had = count_new(conn, now)
    if had:
        meta.put(conn, NAME, [statement.id for statement in _recent(conn, now)])
    return bool(had)


def _recent(conn: Connection, now: datetime) -> Iterable[Statement]:
    rows, _ = queries.page(
        conn, Statement, patients=None, newest_first=True, since=now - NEW_FOR, limit=MOST_NEW
    )
    return sound(rows)
