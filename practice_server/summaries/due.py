"""Whose care summary is to be made anew: written down with the change that asks for it.

Each change gives a new mark, so that whoever made a summary of what was before sees that it is not
the last word. One that is claimed and not settled is claimed again after some minutes.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.streams import new_mark
from practice_server.store.tables import chart_entry, summary_due
from practice_server.store.upserts import put_rows

TRIED_AGAIN_AFTER = timedelta(minutes=5)


class Due(NamedTuple):
    """One that is to be made: whose, and after which change."""

    patient: str
    mark: int


def with_charts(connection: Connection, patients: Collection[str] | None) -> set[str]:
    """Those of these persons, or of all, of whom there is a chart."""
    if patients is not None and not patients:
        return set()
    found = select(chart_entry.c.patient).distinct()
    if patients is not None:
        found = found.where(chart_entry.c.patient.in_(sorted(patients)))
    return set(connection.scalars(found))


def mark(connection: Connection, patients: Iterable[str]) -> None:
    """Their summaries are to be made, once this transaction is committed."""
    fresh, at = new_mark(), now()
    rows = [{"patient": each, "mark": fresh, "due_at": at} for each in sorted(patients)]
    put_rows(connection, summary_due, rows)


def claim(store: Store, most: int) -> list[Due]:
    """At most so many of those that wait, which for some minutes nobody else gets."""
    at = now()
    wanted = (
        select(summary_due.c.patient, summary_due.c.mark)
        .where(summary_due.c.due_at <= at)
        .order_by(summary_due.c.due_at, summary_due.c.patient)
        .limit(most)
    )
    with store.reading() as connection:  # mostly nothing waits, and nobody is made to
        if connection.execute(wanted.limit(1)).first() is None:
            return []
    with store.writing() as connection:
        found = [Due(*row) for row in connection.execute(wanted.with_for_update(skip_locked=True))]
        mine = summary_due.c.patient.in_([each.patient for each in found])
        later = update(summary_due).where(mine).values(due_at=at + TRIED_AGAIN_AFTER)
        connection.execute(later)
    return found


def settle(connection: Connection, done: Due) -> bool:
    """It was made, in this transaction; False when something changed since, and it was not."""
    mine = (summary_due.c.patient == done.patient, summary_due.c.mark == done.mark)
    return connection.execute(delete(summary_due).where(*mine)).rowcount == 1
