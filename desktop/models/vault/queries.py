"""Reading records: long lists in pages by keyset, one record, all of a kind.

What does not decode comes as `Unreadable`, never as an exception. Only live copies are read.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from desktop.models.unreadable import Unreadable
from desktop.models.vault.envelope import Box, as_time, microseconds
from desktop.models.vault.tables import record, stream
from portal_protocol.records import PatientId, Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_AT_ONCE = 500
_About = tuple[ColumnElement[bool], ...]
LIVE = record.c.stream.in_(select(stream.c.number).where(stream.c.live == 1))


class _Row(NamedTuple):
    at: int
    id: str
    patient: str
    body: bytes


def page(  # noqa: PLR0913 - all by name
    conn: Connection,
    kind: type[R],
    *,
    patients: frozenset[PatientId] | None,
    newest_first: bool,
    boxes: Sequence[Box] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[tuple[R | Unreadable, ...], str | None]:
    """One page by (at, id), and the cursor of the next one (None at the end).

    `patients` None is everybody's, also what is about nobody; no `boxes` are all of them. `since`
    is included, `until` is not; a record without a time is before all others.
    """
    lists = [
        _rows(conn, _list(about, newest_first, since, until, cursor).limit(limit + 1))
        for about in _abouts(conn, kind, patients, boxes)
    ]
    merged = heapq.merge(*lists, key=_place, reverse=newest_first)
    rows = _first_unlike(merged, limit + 1)
    records = tuple(_decoded(kind, row) for row in rows[:limit])
    more = len(rows) > limit
    return records, _cursor(rows[limit - 1]) if more else None


def everything(  # noqa: PLR0913 - all by name
    reading: Callable[[], AbstractContextManager[Connection]],
    kind: type[R],
    ready: Callable[[Connection, R | Unreadable], T],
    *,
    patients: frozenset[PatientId] | None,
    newest_first: bool,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[T]:
    """What `ready` makes of each record that `page` would give, a page in memory at a time.

    Each page is a transaction of `reading`; none is open while the caller looks at one.
    """
    cursor: str | None = None
    while True:
        with reading() as conn:
            rows, cursor = page(
                conn,
                kind,
                patients=patients,
                newest_first=newest_first,
                since=since,
                until=until,
                cursor=cursor,
                limit=_AT_ONCE,
            )
            made = [ready(conn, row) for row in rows]
        yield from made
        if cursor is None:
            return


def count(
    conn: Connection,
    kind: type[Record],
    *,
    patients: frozenset[PatientId] | None,
    boxes: Sequence[Box] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """How many records `page` would give in all."""
    return sum(
        conn.execute(select(func.count()).where(*about, *_between(since, until))).scalar_one()
        for about in _abouts(conn, kind, patients, boxes)
    )


def count_box(
    conn: Connection,
    kind: type[Record],
    box: Box,
    *,
    patients: frozenset[PatientId] | None,
    at_most: int,
) -> int:
    """How many records are in a box, counted up to `at_most`: the time does not grow beyond it."""
    counted = 0
    for about in _abouts(conn, kind, patients, (box,)):
        some = select(record.c.number).where(*about).limit(at_most - counted).subquery()
        counted += conn.execute(select(func.count()).select_from(some)).scalar_one()
    return counted


def in_box(
    conn: Connection,
    kind: type[Record],
    box: Box,
    *,
    patients: frozenset[PatientId] | None,
    ids: Sequence[str],
) -> int:
    """How many of these records are in a box."""
    found = 0
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        wanted = (record.c.kind == tag(kind), record.c.box == box.value, record.c.id.in_(some))
        who = () if patients is None else (record.c.patient.in_(patients),)
        counting = select(func.count(record.c.id.distinct())).where(*wanted, *who, LIVE)
        found += conn.execute(counting).scalar_one()
    return found


def thread(conn: Connection, kind: type[R], name: str) -> tuple[R | Unreadable, ...]:
    """Every record of a conversation, oldest first."""
    wanted = (
        select(record.c.at, record.c.id, record.c.patient, record.c.body)
        .where(record.c.thread == name, record.c.kind == tag(kind), LIVE)
        .order_by(record.c.at, record.c.id)
    )
    return tuple(_decoded(kind, row) for row in _first_unlike(_rows(conn, wanted), None))


def patients_of(conn: Connection, kind: type[Record]) -> frozenset[PatientId]:
    """Whom records of a kind are about: what `patients` None stands for, read once."""
    return frozenset(PatientId(patient) for patient in _patients(conn, kind, None))


def one(conn: Connection, kind: type[R], record_id: str) -> R | Unreadable | None:
    """The record with that id, or None."""
    streams = select(stream.c.number).where(stream.c.live == 1)
    wanted = select(record.c.at, record.c.id, record.c.patient, record.c.body).where(
        record.c.stream.in_(streams), record.c.kind == tag(kind), record.c.id == record_id
    )
    row = conn.execute(wanted.order_by(record.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else _decoded(kind, _Row(*row))


def all_of(conn: Connection, kind: type[R]) -> tuple[R | Unreadable, ...]:
    """Every record of a kind that has few, oldest first."""
    wanted = (
        select(record.c.at, record.c.id, record.c.patient, record.c.body)
        .where(record.c.kind == tag(kind), LIVE)
        .order_by(record.c.at, record.c.id)
    )
    return tuple(_decoded(kind, row) for row in _first_unlike(_rows(conn, wanted), None))


def tag(kind: type[Record]) -> str:
    """The value of `kind` on the wire."""
    return str(kind.__struct_config__.tag)


def _patients(
    conn: Connection, kind: type[Record], patients: frozenset[PatientId] | None
) -> Iterable[str]:
    """Whose lists to read; for everybody, each step jumps to the next person in the index."""
    if patients is not None:
        return sorted(patients)
    found: list[str] = []
    every = select(func.min(record.c.patient)).where(record.c.kind == tag(kind))
    following = conn.execute(every).scalar_one()
    while following is not None:
        found.append(following)
        following = conn.execute(every.where(record.c.patient > following)).scalar_one()
    return found


def _abouts(
    conn: Connection,
    kind: type[Record],
    patients: frozenset[PatientId] | None,
    boxes: Sequence[Box],
) -> Iterator[_About]:
    """One list a person and box, each a range of an index."""
    for patient in _patients(conn, kind, patients):
        about = (record.c.kind == tag(kind), record.c.patient == patient, LIVE)
        if not boxes:
            yield about
        for box in boxes:
            yield *about, record.c.box == box.value


def _between(since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield record.c.at >= microseconds(since)
    if until is not None:
        yield record.c.at < microseconds(until)


def _list(
    about: _About,
    newest_first: bool,
    since: datetime | None,
    until: datetime | None,
    cursor: str | None,
) -> Select[int, str, str, bytes]:
    place = tuple_(record.c.at, record.c.id)
    wanted = select(record.c.at, record.c.id, record.c.patient, record.c.body).where(
        *about, *_between(since, until)
    )
    if cursor is not None:
        at, _, name = cursor.partition(":")
        passed = tuple_(int(at), name)
        wanted = wanted.where(place < passed if newest_first else place > passed)
    if newest_first:
        return wanted.order_by(record.c.at.desc(), record.c.id.desc())
    return wanted.order_by(record.c.at, record.c.id)


def _rows(conn: Connection, wanted: Select[int, str, str, bytes]) -> Iterator[_Row]:
    return (_Row(*row) for row in conn.execute(wanted))


def _place(row: _Row) -> tuple[int, str]:
    return row.at, row.id


def _cursor(row: _Row) -> str:
    return f"{row.at}:{row.id}"


def _first_unlike(rows: Iterable[_Row], limit: int | None) -> list[_Row]:
    """The first `limit` rows by id: what moves between streams is shown once."""
    found: dict[str, _Row] = {}
    for row in rows:
        if limit is not None and len(found) == limit:
            break
        found.setdefault(row.id, row)
    return list(found.values())


def _decoded(kind: type[R], row: _Row) -> R | Unreadable:
    try:
        return msgspec.json.decode(row.body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        about = PatientId(row.patient) if row.patient else None
        return Unreadable(id=row.id, patient=about, at=as_time(row.at), kind_of=tag(kind))
