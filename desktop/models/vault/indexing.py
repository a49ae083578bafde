"""Filling the search: records in small steps after a sync, each under the record's number."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, select

from desktop.models.folding import words
from desktop.models.vault import meta
from desktop.models.vault.papers import PASSED_OVER
from desktop.models.vault.streams import INDEXED_UPTO
from desktop.models.vault.tables import record, unread
from portal_protocol.records import Kind

SEARCHED = frozenset(
    {
        Kind.APPOINTMENT,
        Kind.RECALL,
        Kind.STATEMENT,
        Kind.TREATMENT_PLAN,
        Kind.MESSAGE,
        Kind.SECURE_EMAIL,
        Kind.CARE_SUMMARY,
        Kind.IMAGE,
    }
)
"""Kinds that search knows: those that a person reads in a place of their own (HEAD-6)."""

_WORDS = frozenset(
    {
        "description",
        "practice_status",
        "bring",
        "subject",
        "body",
        "author_name",
        "to_name",
        "heading",
        "note",
        "name",
        "tooth",
        "surface",
        "code",
        "priority",
        "folder_name",
        "title",
        "author",
        "custodian",
    }
)
_WHO = ("patient", "provider", "clinic")
_PDF = "application/pdf"
_INDEXED = "INSERT OR REPLACE INTO indexed(record, stream, kind, patient, at) VALUES(?, ?, ?, ?, ?)"
_SEARCH = "INSERT OR REPLACE INTO search(rowid, words, who, paper, pages) VALUES(?, ?, ?, '', '')"
_PASS_OVER = f"UPDATE blob SET read = {PASSED_OVER} WHERE record = ? AND digest = ?"  # noqa: S608 - a number


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
    return left(conn)


def left(conn: Connection) -> int:
    """How many records are still to be read, at most."""
    last = conn.execute(select(func.max(record.c.number))).scalar_one() or 0
    waiting = conn.execute(select(func.count()).select_from(unread)).scalar_one()
    return int(waiting + max(last - _upto(conn), 0))


def who(what: str, name: str) -> str:
    """The word that stands for a person, provider or clinic with this id."""
    return what[:2] + name.encode("utf-8", "replace").hex()


def _upto(conn: Connection) -> int:
    return meta.get(conn, INDEXED_UPTO, int) or 0


def _read(conn: Connection, which: ColumnElement[bool], limit: int) -> list[int]:
    """Read these records into the search, in order; returns their numbers."""
    columns = (record.c.number, record.c.stream, record.c.kind, record.c.patient, record.c.at)
    rows = conn.execute(
        select(*columns, record.c.body).where(which).order_by(record.c.number).limit(limit)
    ).all()
    known = [(row, _fields(row.body)) for row in rows if row.kind in SEARCHED]
    if known:
        conn.exec_driver_sql(_INDEXED, [tuple(row)[:5] for row, _ in known])
        conn.exec_driver_sql(
            _SEARCH, [_entry(row.number, row.kind, fields) for row, fields in known]
        )
    strange = [
        (row.number, digest)
        for row, fields in known
        if row.kind != Kind.CARE_SUMMARY  # whose files are read whatever they are
        for digest in _no_pdfs(fields)
    ]
    if strange:
        conn.exec_driver_sql(_PASS_OVER, strange)
    return [row.number for row in rows]


def _fields(body: bytes) -> dict[str, Any]:
    try:
        fields: Any = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _entry(number: int, kind: str, fields: dict[str, Any]) -> tuple[int, str, str]:
    texts = list(_texts(fields))
    if kind == Kind.STATEMENT:
        texts.append(str(fields.get("type", "statement")))
    named = [who(what, str(fields[what])) for what in _WHO if fields.get(what)]
    return number, " ".join(words(" ".join(texts))), " ".join(named)


def _texts(value: object) -> Iterator[str]:
    """What a person reads of a record, its amounts as they are written."""
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        if isinstance(inner, str):
            if name in _WORDS:
                yield inner
        elif isinstance(inner, int) and name.endswith("_cents"):
            yield "{}.{:02}".format(*divmod(abs(inner), 100))
        else:
            yield from _texts(inner)


def _no_pdfs(fields: dict[str, Any]) -> Iterator[str]:
    """Digests of files that have no text to read."""
    blobs = fields.get("blobs")
    for blob in blobs if isinstance(blobs, list) else ():
        if isinstance(blob, dict) and blob.get("media_type", _PDF) != _PDF:
            yield str(blob.get("digest"))
