"""Everything that was done to the records of whoever is in view (HEAD-8, WHO-7)."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from desktop.models.activity import Asked, Choices, Entry
from desktop.models.items.activity import Wording
from desktop.models.items.activity_file import csv_of
from desktop.models.mail import UNCOUNTED
from desktop.models.shown import Page
from desktop.models.unreadable import Unreadable
from desktop.models.vault import activity, queries
from desktop.models.vault.envelope import NO_TIME, microseconds
from desktop.models.vault.vault import Vault
from desktop.services import saving
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import PAGE, damaged, only, sound
from desktop.services.portal.reads.subjects import subject_of
from desktop.services.portal.reads.waiting import waiting
from portal_protocol.activity import Activity
from portal_protocol.records import Record

AT_ONCE = 500
Place = tuple[int, str]
_Subjects = dict[tuple[str, str], Record | None]


class ActivityReads:
    """Reads for `ActivityFace`. What waits in the outbox stands among the rest, by its time."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def choices(self, _context: Context) -> Choices:
        """Whose records, by whom and what there is to choose from."""
        with self._vault.reading() as conn:
            mine = [entry.record for entry in waiting(conn)]
            actors, whats = activity.actors(conn), activity.whats(conn)
            patients = queries.patients_of(conn, Activity)
        actors |= {one.actor: one.actor_name for one in mine}
        named = sorted(actors.items(), key=lambda pair: pair[1].casefold())
        return Choices(
            frozenset(filter(None, {*patients, *(one.patient for one in mine)})),
            tuple(named),
            tuple(sorted(whats | {one.what for one in mine})),
        )

    def page(self, context: Context, *, asked: Asked, cursor: str | None) -> Page[Activity]:
        """One page, newest first; the first one's `total` counts all that are wanted."""
        with self._vault.reading() as conn:
            rows, following = _matching(context, conn, asked, cursor)
            mine = [one for one in waiting(conn) if asked.covers(one.record)]
            total = UNCOUNTED if cursor else len(mine) + _count(context, conn, asked)
            between = [one for one in mine if _is_between(_place(one.record), cursor, following)]
            entries = [*_entries(conn, sound(rows)), *between]
        entries.sort(key=lambda one: _place(one.record), reverse=True)
        return Page(tuple(entries), following, total, damaged(rows))

    def everything(self, context: Context, *, asked: Asked) -> Page[Activity]:
        """All that are wanted, newest first."""
        with self._vault.reading() as conn:
            rows = [row for part in _parts(context, conn, asked) for row in part]
            found = [row for row in sound(rows) if asked.fits(row)]
            mine = [one for one in waiting(conn) if asked.covers(one.record)]
            entries = [*_entries(conn, found), *mine]
        entries.sort(key=lambda one: _place(one.record), reverse=True)
        return Page(tuple(entries), None, len(entries), damaged(rows))

    def save_csv(self, context: Context, *, asked: Asked, wording: Wording, path: Path) -> None:
        """Write all that are wanted as a table for other programs."""
        data = csv_of(self.everything(context, asked=asked).rows, wording)
        self.save(context, data=data, path=path)

    def save(self, context: Context, *, data: bytes, path: Path) -> None:
        """Write a file as a whole; the dialog that chose `path` has asked before replacing one."""
        piece = saving.Piece(path.name, lambda _context: data)
        saving.save_one(piece, path, context, replace=True)


def _matching(
    context: Context, conn: Connection, asked: Asked, cursor: str | None
) -> tuple[list[Activity | Unreadable], str | None]:
    """The next entries, at least a page of them if there are so many."""
    found: list[Activity | Unreadable] = []
    while True:
        context.check_cancelled()
        rows, cursor = _read(conn, asked, cursor, PAGE)
        found += [row for row in rows if isinstance(row, Unreadable) or asked.fits(row)]
        if cursor is None or len(found) >= PAGE:
            return found, cursor


def _read(
    conn: Connection, asked: Asked, cursor: str | None, limit: int
) -> tuple[tuple[Activity | Unreadable, ...], str | None]:
    return queries.page(
        conn,
        Activity,
        patients=only(asked.patient),
        newest_first=True,
        since=asked.since,
        until=asked.until,
        cursor=cursor,
        limit=limit,
    )


def _parts(
    context: Context, conn: Connection, asked: Asked
) -> Iterator[tuple[Activity | Unreadable, ...]]:
    cursor: str | None = None
    while True:
        context.check_cancelled()
        rows, cursor = _read(conn, asked, cursor, AT_ONCE)
        yield rows
        if cursor is None:
            return


def _count(context: Context, conn: Connection, asked: Asked) -> int:
    """How many entries of the vault are wanted."""
    if asked.actor is None and not asked.what and not asked.subject:
        return queries.count(
            conn, Activity, patients=only(asked.patient), since=asked.since, until=asked.until
        )
    parts = _parts(context, conn, asked)
    return sum(asked.fits(row) for part in parts for row in sound(part))


def _entries(conn: Connection, rows: tuple[Activity, ...] | list[Activity]) -> list[Entry]:
    """Rows with their records; what was done to one record ten times reads it once."""
    known: _Subjects = {}
    entries = []
    for row in rows:
        about = (row.subject, row.subject_id)
        if about not in known:
            known[about] = subject_of(conn, *about)
        entries.append(Entry(row, subject=known[about]))
    return entries


def _place(row: Activity | Unreadable) -> Place:
    return NO_TIME if row.at is None else microseconds(row.at), row.id


def _is_between(place: Place, after: str | None, upto: str | None) -> bool:
    """Whether an entry stands on the page that begins behind one cursor and ends with the other."""
    behind = after is None or place < _parsed(after)
    return behind and (upto is None or place > _parsed(upto))


def _parsed(cursor: str) -> Place:
    at, _, name = cursor.partition(":")
    return int(at), name
