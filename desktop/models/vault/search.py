"""Full-text search over what lists show, in any script; filled in small steps after a sync."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, select, text

from desktop.models.vault import meta
from desktop.models.vault.envelope import as_time
from desktop.models.vault.streams import INDEXED_UPTO
from desktop.models.vault.tables import record, unread
from portal_protocol.records import Kind

_NOT_WORDS = frozenset(
    {
        "kind",
        "id",
        "patient",
        "at",
        "blobs",
        "logo",
        "accent",
        "currency",
        "statement",
        "subject_id",
    }
)
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that are written without spaces: each of their signs is searched as a word of its own."""

_SEARCH = text(
    "SELECT record.kind, record.id, record.patient, record.at FROM search "
    "JOIN record ON record.number = search.rowid "
    "JOIN stream ON stream.number = record.stream AND stream.live = 1 "
    "WHERE search MATCH :words ORDER BY search.rank, record.at DESC LIMIT :most"
)


class Found(NamedTuple):
    """A record that has the words; `patient` is "" for nobody's."""

    kind: str
    id: str
    patient: str
    at: datetime | None


def index_some(conn: Connection, limit: int) -> int:
    """Read at most `limit` records into the search.

    Returns how many are left to read at most: 0 only when none is.
    """
    changed = record.c.number.in_(select(unread.c.record))
    again = _read(conn, changed, limit)
    conn.execute(delete(unread).where(unread.c.record.in_(again)))
    fresh = _read(conn, record.c.number > _upto(conn), limit - len(again))
    if fresh:
        meta.put(conn, INDEXED_UPTO, fresh[-1])
    last = conn.execute(select(func.max(record.c.number))).scalar_one() or 0
    waiting = conn.execute(select(func.count()).select_from(unread)).scalar_one()
    return int(waiting + max(last - _upto(conn), 0))


def _upto(conn: Connection) -> int:
    return meta.get(conn, INDEXED_UPTO, int) or 0


def _read(conn: Connection, which: ColumnElement[bool], limit: int) -> list[int]:
    """Read these records into the search, in order; returns their numbers."""
    rows = conn.execute(
        select(record.c.number, record.c.kind, record.c.body)
        .where(which)
        .order_by(record.c.number)
        .limit(limit)
    ).all()
    words = [(number, _words_of(body)) for number, kind, body in rows if kind in _KNOWN]
    if words:
        conn.exec_driver_sql("INSERT OR REPLACE INTO search(rowid, words) VALUES(?, ?)", words)
    return [number for number, _, _ in rows]


def search(conn: Connection, words: str, limit: int) -> tuple[Found, ...]:
    """Records that have all of the words (the beginning of one is enough), the best first."""
    wanted = " ".join(f'"{word}"*' for word in _typed(words))
    if not wanted:
        return ()
    rows = conn.execute(_SEARCH, {"words": wanted, "most": limit})
    return tuple(Found(kind, name, patient, as_time(at)) for kind, name, patient, at in rows)


_KNOWN = frozenset(kind.value for kind in Kind)
_MOST_WORDS = 32


def _typed(words: str) -> list[str]:
    """What was typed as phrases that mean nothing to the search's own language."""
    typed = [_spaced(word).strip() for word in _plain(words).replace('"', " ").split()]
    return [word for word in typed if any(map(str.isalnum, word))][:_MOST_WORDS]


def _words_of(body: bytes) -> str:
    try:
        fields: Any = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return _spaced(_plain(" ".join(_texts(fields))))


def _texts(value: object) -> Iterator[str]:
    """Every text of a record, but names of kinds, ids, times and files."""
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                if name not in _NOT_WORDS:
                    yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)


def _plain(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else " " for sign in plain)


def _spaced(words: str) -> str:
    return _SPACELESS.sub(r" \g<0> ", words)
