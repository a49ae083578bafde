"""The audit log: who did what to whose records, each entry chained to the one before by SHA-256.

An entry that is changed, dropped or moved breaks the chain, and so does a tail that is cut off.
Entries hold ids and names of actions only, no health data.
"""

import hashlib
from collections.abc import Iterable
from typing import TypedDict

import msgspec
from sqlalchemy import Connection, RowMapping, insert, select, update
from typing_extensions import Unpack

from practice_server.store.columns import microseconds, now
from practice_server.store.store import Store
from practice_server.store.tables import audit, counter
from practice_server.store.upserts import insert_missing

_CHAIN = "audit"
_BEGINNING = bytes(32)
_FIELDS = ("actor", "what", "login", "device", "patient", "subject", "subject_id", "detail")


class About(TypedDict, total=False):
    """What an entry may say besides who did what."""

    login: str
    device: str
    patient: str
    subject: str
    subject_id: str
    detail: str


class Entry(About):
    """One entry; `actor` is a person's id, or `feed`, or `server`."""

    actor: str
    what: str


class AuditBrokenError(Exception):
    """The chain does not hold at the entry `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(f"the audit log does not hold at entry {number}")
        self.number = number


def write(connection: Connection, *, actor: str, what: str, **about: Unpack[About]) -> None:
    """Add one entry, as the transaction's last writing: all writers take turns from here on."""
    entry: Entry = {"actor": actor, "what": what, **about}
    write_all(connection, [entry])


def write_all(connection: Connection, entries: Iterable[Entry]) -> None:
    """Add entries, as the transaction's last writing."""
    moment, rows = now(), []
    number, previous = _lock_chain(connection)
    for entry in entries:
        number += 1
        texts = {name: str(entry.get(name, "")) for name in _FIELDS}
        digest = _digest(previous, number, microseconds(moment), texts)
        rows.append(
            {"number": number, "at": moment, "previous": previous, "digest": digest, **texts}
        )
        previous = digest
    if rows:
        connection.execute(insert(audit), rows)
        connection.execute(
            update(counter).where(counter.c.name == _CHAIN).values(value=number, digest=previous)
        )


def verify(store: Store) -> int:
    """How many entries the chain has; raises `AuditBrokenError` at the first that does not hold."""
    with store.reading() as connection:
        with connection.execution_options(yield_per=1000).execute(_ENTRIES) as entries:
            number, previous = _follow(entries.mappings())
        head = connection.execute(_HEAD).one_or_none()
    if (head.value, head.digest or _BEGINNING) != (number, previous) if head else number:
        raise AuditBrokenError(number + 1)
    return number


def _follow(rows: Iterable[RowMapping]) -> tuple[int, bytes]:
    """The last link of the chain: its number and digest."""
    number, previous = 0, _BEGINNING
    for row in rows:
        number += 1
        if row["number"] != number or not _holds(row, previous):
            raise AuditBrokenError(number)
        previous = row["digest"]
    return number, previous


_ENTRIES = select(audit).order_by(audit.c.number)
_HEAD = select(counter.c.value, counter.c.digest).where(counter.c.name == _CHAIN)


def _lock_chain(connection: Connection) -> tuple[int, bytes]:
    insert_missing(connection, counter, [{"name": _CHAIN, "value": 0}])
    head = connection.execute(_HEAD.with_for_update()).one()
    return head.value, head.digest or _BEGINNING


def _holds(row: RowMapping, previous: bytes) -> bool:
    texts = {name: row[name] for name in _FIELDS}
    digest = _digest(previous, row["number"], microseconds(row["at"]), texts)
    return bool(row["previous"] == previous and row["digest"] == digest)


def _digest(previous: bytes, number: int, at: int, texts: dict[str, str]) -> bytes:
    content = msgspec.json.encode([number, at, *(texts[name] for name in _FIELDS)])
    return hashlib.sha256(previous + content).digest()
