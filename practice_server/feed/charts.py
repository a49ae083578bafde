"""Entries of charts, as the feed tells them; whoever's chart changed gets a new care summary."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple, get_args

import msgspec
from sqlalchemy import Connection, delete, select

from portal_protocol.charts import AnyEntry, Chart, Entry
from portal_protocol.records import Kind
from practice_server.feed.publication import check_id
from practice_server.problems import BadRequest
from practice_server.store.streams import owner_of
from practice_server.store.tables import chart_entry
from practice_server.store.upserts import put_rows
from practice_server.summaries import due

ENTRY_KINDS: Final = frozenset(str(kind.__struct_config__.tag) for kind in get_args(AnyEntry))
SUMMARISED: Final = frozenset({Kind.PERSON, Kind.REFERRAL})
"""Kinds of records, beside the practice, that a care summary tells of."""

Name = tuple[str, str]
"""Kind and id of an entry."""


class Held(NamedTuple):
    """An entry as it is kept."""

    patient: str
    body: bytes


def tag_of(entry: Entry) -> str:
    """The kind of an entry, as on the wire."""
    return str(entry.__struct_config__.tag)


def check_entry(entry: Entry) -> None:
    """Raises `BadRequest`, which names the field, for an entry that has no place."""
    check_id(entry.id)
    check_id(entry.patient)
    if isinstance(entry, Chart) and entry.id != entry.patient:
        raise BadRequest("the id of a chart is its patient")


@dataclass
class Charts:
    """Changes entries in one transaction. Nothing is written before `flush`."""

    connection: Connection
    _held: dict[Name, Held] = field(default_factory=dict)
    _put: dict[Name, Held] = field(default_factory=dict)
    _dropped: set[Name] = field(default_factory=set)
    _patients: set[str] = field(default_factory=set)
    _others: set[str] = field(default_factory=set)
    _everybody: bool = False

    def load(self, names: Iterable[Name]) -> None:
        """Read what is kept of those of these that are entries."""
        wanted = sorted({name for name in names if name[0] in ENTRY_KINDS})
        for kind, some in groupby(wanted, key=itemgetter(0)):
            rows = self.connection.execute(
                select(chart_entry.c.id, chart_entry.c.patient, chart_entry.c.body).where(
                    chart_entry.c.kind == kind, chart_entry.c.id.in_([each for _, each in some])
                )
            )
            self._held |= {(kind, identity): Held(who, body) for identity, who, body in rows}

    def put(self, entry: Entry) -> bool:
        """The entry shall be this; answers whether that is new."""
        name = (tag_of(entry), entry.id)
        fresh, before = Held(entry.patient, msgspec.json.encode(entry)), self._held.get(name)
        if fresh == before:
            return False
        self._put[name] = fresh
        self._patients |= {each.patient for each in (fresh, before) if each is not None}
        return True

    def remove(self, kind: str, identity: str) -> bool:
        """The entry is no more; answers whether there was one."""
        before = self._held.get((kind, identity))
        if before is None:
            return False
        self._dropped.add((kind, identity))
        self._patients.add(before.patient)
        return True

    def touch(self, kind: str, stream: str) -> None:
        """A record in this stream changed, of which care summaries may tell."""
        if kind in SUMMARISED:
            self._others.add(owner_of(stream))
        elif kind == Kind.PRACTICE:
            self._everybody = True

    def flush(self) -> None:
        """Write everything, and down whose care summary is to be made."""
        rows = [
            {"kind": kind, "id": identity, **held._asdict()}
            for (kind, identity), held in self._put.items()
        ]
        put_rows(self.connection, chart_entry, rows)
        for kind, identity in self._dropped:
            mine = (chart_entry.c.kind == kind, chart_entry.c.id == identity)
            self.connection.execute(delete(chart_entry).where(*mine))
        others = None if self._everybody else self._others
        known = due.with_charts(self.connection, others)
        due.mark(self.connection, self._patients | known)
