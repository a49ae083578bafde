"""Writes changes of records into their streams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, update

from portal_protocol.records import Blob
from portal_protocol.sync import START, Position, Tombstone
from practice_server.store.changes import EVERYTHING, touched_streams
from practice_server.store.columns import microseconds, now
from practice_server.store.streams import Key, lock, new_mark
from practice_server.store.tables import blob_ref, record, stream, superseded

Values = dict[str, Any]


class Held(NamedTuple):
    """What a stream holds of a record: its last change, and a digest of what the feed brought."""

    number: int
    mark: int
    alive: bool
    fed: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it shall be: its JSON, its blobs, its place in time and its end (microseconds).

    From `expires_at` on only its head is shared (`expiry`).
    """

    body: bytes
    fed: bytes = b""
    at: int | None = None
    blobs: tuple[Blob, ...] = ()
    alive: bool = True
    expires_at: int | None = None


class Writer:
    """Changes records of some streams, whose rows it locks until the transaction ends.

    One writer a transaction: locks are taken in order of name, so that nobody waits in a circle.
    Nothing is written before `flush`.
    """

    def __init__(self, connection: Connection, names: Iterable[str]) -> None:
        self._connection = connection
        self._heads = lock(connection, sorted(set(names)))
        self._new = {name for name, head in self._heads.items() if head == START}
        self._held: dict[Key, Held] = {}
        self._drafts: dict[Key, Draft] = {}

    def load(self, kind: str, ids: Iterable[str]) -> None:
        """Read what the locked streams hold of these records."""
        rows = self._connection.execute(
            _LOAD.where(record.c.kind == kind, record.c.id.in_(list(ids)))
        )
        for name, identity, number, mark, alive, fed, body in rows:
            if name in self._heads:
                self._held[Key(name, kind, identity)] = Held(number, mark, alive, fed, body)

    def held(self, key: Key) -> Held | None:
        """The loaded record; None when the stream does not hold it, or its tombstone only."""
        row = self._held.get(key)
        return row if row is not None and row.alive else None

    def put(self, key: Key, draft: Draft) -> None:
        """The record shall be this; it has been loaded before."""
        self._drafts[key] = draft

    def remove(self, key: Key) -> None:
        """The record shall be a tombstone; nothing is written when it is not held."""
        self._drafts.pop(key, None)
        if self.held(key) is not None:
            body = msgspec.json.encode(Tombstone(id=key.id, of=key.kind))
            self._drafts[key] = Draft(body, alive=False)

    def flush(self) -> None:
        """Give every change its number and mark, and write them all."""
        if not self._drafts:
            return
        moment = microseconds(now())
        rows = {key: self._row(key, draft, moment) for key, draft in self._drafts.items()}
        old = [key for key in rows if key in self._held]
        self._keep_positions(old, moment)
        self._run(_DROP_BLOBS, [{"key_kind": key.kind, "key_id": key.id} for key in old])
        self._run(_CHANGE, [_renamed(rows.pop(key)) for key in old])
        self._run(insert(record), list(rows.values()))
        self._run(insert(blob_ref), [row for item in self._drafts.items() for row in _refs(*item)])
        self._move_heads()
        self._drafts.clear()

    def _row(self, key: Key, draft: Draft, moment: int) -> Values:
        number, mark = self._heads[key.stream].number + 1, new_mark()
        self._heads[key.stream] = Position(number, mark)
        return {
            **key._asdict(),
            "number": number,
            "mark": mark,
            "alive": draft.alive,
            "at": draft.at,
            "expires_at": draft.expires_at,
            "fed": draft.fed,
            "changed_at": moment,
            "body": draft.body,
        }

    def _keep_positions(self, keys: Iterable[Key], moment: int) -> None:
        held = [(key.stream, self._held[key]) for key in keys]
        self._run(
            insert(superseded),
            [
                {"stream": name, "number": row.number, "mark": row.mark, "changed_at": moment}
                for name, row in held
            ],
        )

    def _move_heads(self) -> None:
        names = sorted({key.stream for key in self._drafts})
        heads = [(name, self._heads[name]) for name in names]
        self._run(
            _MOVE_HEAD,
            [{"key_name": name, "number": at.number, "mark": at.mark} for name, at in heads],
        )
        touched_streams(self._connection).update(names, map(_awaited_at, self._new & set(names)))

    def _run(self, statement: Executable, rows: list[Values]) -> None:
        if rows:
            self._connection.execute(statement, rows)


def _awaited_at(name: str) -> str:
    """The stream at which those wait who will see this one, which nobody has seen yet."""
    person_stream, slash, _ = name.partition("/")
    return person_stream if slash else EVERYTHING


def _renamed(row: Values) -> Values:
    """The row with its key under the names that an update's WHERE may use."""
    return {f"key_{name}" if name in Key._fields else name: row[name] for name in row}


def _refs(key: Key, draft: Draft) -> list[Values]:
    return [
        {
            "kind": key.kind,
            "record_id": key.id,
            "digest": digest,
            "stream": key.stream,
            "size": blob.size,
            "media_type": blob.media_type,
        }
        for digest, blob in {blob.digest: blob for blob in draft.blobs}.items()
    ]


_LOAD = select(
    record.c.stream,
    record.c.id,
    record.c.number,
    record.c.mark,
    record.c.alive,
    record.c.fed,
    record.c.body,
)
_CHANGED: Mapping[str, Any] = {
    name: bindparam(name)
    for name in ("number", "mark", "alive", "at", "expires_at", "fed", "changed_at", "body")
}
_CHANGE = (
    update(record)
    .where(
        record.c.stream == bindparam("key_stream"),
        record.c.kind == bindparam("key_kind"),
        record.c.id == bindparam("key_id"),
    )
    .values(**_CHANGED)
)
_MOVE_HEAD = (
    update(stream)
    .where(stream.c.name == bindparam("key_name"))
    .values(number=bindparam("number"), mark=bindparam("mark"))
)
_DROP_BLOBS = delete(blob_ref).where(
    blob_ref.c.kind == bindparam("key_kind"), blob_ref.c.record_id == bindparam("key_id")
)
