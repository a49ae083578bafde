"""What came from the practice, stream by stream: taking in pages, starting over, purging."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from desktop.models.mail import Folder
from desktop.models.vault import attachments, drafts, meta, outbox
from desktop.models.vault.envelope import Envelope, opened
from desktop.models.vault.tables import blob, record, stream
from portal_protocol.sync import Position, StreamPage, SyncAnswer

INDEXED_UPTO = "search.upto"
"""The name under which search keeps the number of the last record that it has read."""

_INSERT = (
    "INSERT INTO record(stream, kind, id, patient, at, body, box, thread) "
    "VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(stream, kind, id) DO NOTHING"
)
_REPLACE = (
    "UPDATE record SET patient = ?, at = ?, body = ?, box = ?, thread = ? "
    "WHERE stream = ? AND kind = ? AND id = ? AND number <= ?"
)
_DELETE = "DELETE FROM record WHERE stream = ? AND kind = ? AND id = ?"
_REFER = (
    "INSERT OR IGNORE INTO blob(record, digest) "
    "SELECT number, ? FROM record WHERE stream = ? AND kind = ? AND id = ?"
)


_Row = tuple[int, str, str, str, int, bytes, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Applied:
    """What an answer changed: kinds that lists must read again, documents nobody refers to now."""

    kinds: frozenset[str]
    digests_gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Copy:
    number: int
    live: bool


def have(conn: Connection) -> dict[str, Position]:
    """The position to ask with, for each stream: that of the copy being collected, if any."""
    rows = conn.execute(
        select(stream.c.name, stream.c.position, stream.c.mark).order_by(stream.c.live.desc())
    )
    return {name: Position(number, mark) for name, number, mark in rows}


def apply(conn: Connection, answer: SyncAnswer) -> Applied:
    """Take in the pages and purge the streams that are gone, within the caller's transaction.

    The results of actions are for `outbox.settle`, in the same transaction, before this.
    """
    kinds = _purge(conn, answer.gone) if answer.gone else set()
    for page in answer.pages:
        kinds |= _take(conn, page)
    return Applied(frozenset(kinds), attachments.take_dropped(conn))


def end_round(conn: Connection, *, first: bool) -> Applied:
    """Let go of what the patient did and nobody can see any more, when everything has come.

    After the `first` round of a copy also of what waits, and of drafts, about whom is not shared:
    it was taken over from another copy, which no longer hears that a right has ended (WHO-6).
    """
    dropped = outbox.drop_strangers(conn, refused=not first)
    if first:
        dropped |= drafts.drop_strangers(conn)
    kinds = {Folder.OUTBOX, Folder.DRAFTS} if dropped else set[str]()
    return Applied(frozenset(kinds), attachments.take_dropped(conn))


def digests(conn: Connection) -> frozenset[str]:
    """Every document that is still wanted: what `DocumentStore.sweep` must keep.

    By a record, or by a message of the patient's that is not sent.
    """
    of_records = conn.execute(select(blob.c.digest).distinct()).scalars()
    return frozenset(of_records) | attachments.digests(conn)


def _take(conn: Connection, page: StreamPage) -> set[str]:
    copy = _copy_for(conn, page)
    kinds = _write(conn, copy.number, page)
    conn.execute(
        update(stream)
        .where(stream.c.number == copy.number)
        .values(position=page.upto.number, mark=page.upto.mark)
    )
    if copy.live:
        return kinds
    return _swap(conn, page.stream, copy.number) if page.complete else set()


def _copy_for(conn: Connection, page: StreamPage) -> _Copy:
    """The copy that a page belongs to: the live one, or the one being collected beside it."""
    rows = conn.execute(select(stream.c.live, stream.c.number).where(stream.c.name == page.stream))
    found: dict[int, int] = dict(iter(rows))
    if page.start_over and 0 in found:
        _forget(conn, [found.pop(0)])
    if 0 in found:
        return _Copy(found[0], live=False)
    if 1 in found and not page.start_over:
        return _Copy(found[1], live=True)
    live = 1 not in found
    new = insert(stream).values(name=page.stream, live=int(live), position=0, mark=0)
    key = conn.execute(new).inserted_primary_key
    return _Copy(int(key[0]) if key else 0, live=live)


def _write(conn: Connection, number: int, page: StreamPage) -> set[str]:
    """Write a page's items; where a record comes twice, the later one counts."""
    latest: dict[tuple[str, str], tuple[Envelope, bytes]] = {}
    for item in page.items:
        outside = opened(item)
        latest[outside.kind, outside.id] = outside, bytes(item)
    rows, refers, deleted = [], [], []
    for (kind, name), (outside, body) in latest.items():
        if outside.deleted:
            deleted.append((number, kind, name))
            continue
        boxed = outside.box, outside.thread
        rows.append((number, kind, name, outside.patient, outside.at, body, *boxed))
        refers += [(digest, number, kind, name) for digest in outside.digests]
    if deleted:
        conn.exec_driver_sql(_DELETE, deleted)
    if rows:
        _put(conn, rows)
    if refers:
        conn.exec_driver_sql(_REFER, refers)
    return {kind for kind, _ in latest}


def _put(conn: Connection, rows: Sequence[_Row]) -> None:
    """Insert what is new and replace the rest: for each of a first sync's rows, one statement that
    can set off no trigger, which would cost a journal of its own."""
    last = _rewind(conn)
    new = conn.exec_driver_sql(_INSERT, rows).rowcount
    if new < len(rows):
        conn.exec_driver_sql(_REPLACE, [(*row[3:], *row[:3], last) for row in rows])


def _rewind(conn: Connection) -> int:
    """Let search read on from the last record that is left: SQLite gives numbers past it again."""
    last = int(conn.execute(select(func.max(record.c.number))).scalar_one() or 0)
    if last < (meta.get(conn, INDEXED_UPTO, int) or 0):
        meta.put(conn, INDEXED_UPTO, last)
    return last


def _swap(conn: Connection, name: str, collected: int) -> set[str]:
    old = conn.execute(
        select(stream.c.number).where(stream.c.name == name, stream.c.live == 1)
    ).scalar_one()
    kinds = _kinds(conn, [old, collected])
    _forget(conn, [old])
    conn.execute(update(stream).where(stream.c.number == collected).values(live=1))
    return kinds


def _purge(conn: Connection, names: Sequence[str]) -> set[str]:
    numbers = list(conn.execute(select(stream.c.number).where(stream.c.name.in_(names))).scalars())
    kinds = _kinds(conn, numbers)
    outbox.drop_about(conn, numbers)
    _forget(conn, numbers)
    drafts.drop_strangers(conn)
    return kinds


def _kinds(conn: Connection, numbers: Sequence[int]) -> set[str]:
    found = select(record.c.kind).where(record.c.stream.in_(numbers)).distinct()
    return set(conn.execute(found).scalars())


def _forget(conn: Connection, numbers: Iterable[int]) -> None:
    """Remove streams with all their records; triggers remove search entries and references."""
    for number in numbers:
        conn.execute(delete(record).where(record.c.stream == number))
        conn.execute(delete(stream).where(stream.c.number == number))
