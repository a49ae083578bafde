"""What PDFs say, under the records that they belong to (HEAD-6); stored nowhere else.

`blob.read` says how far search is with a document of a record. It goes with the record, and so
does the text.
"""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, update

from desktop.models.folding import words
from desktop.models.vault.tables import blob, indexed
from portal_protocol.records import Kind

UNREAD, READ, PASSED_OVER = 0, 1, 2
"""Not yet, its text is in the search, it has no text that can be read."""

_ADD = "UPDATE search SET paper = paper || ' ' || ?, pages = pages || ? || char(10) WHERE rowid = ?"
_EMPTY = "UPDATE search SET paper = '', pages = '' WHERE rowid = ?"


class Paper(NamedTuple):
    """A document of a record, by the record's number and the document's digest."""

    record: int
    digest: str
    kind: str = Kind.STATEMENT  # of the record


def waiting(conn: Connection) -> list[Paper]:
    """Documents that search has not read, those of the newest records first."""
    rows = conn.execute(
        select(blob.c.record, blob.c.digest, indexed.c.kind)
        .join(indexed, indexed.c.record == blob.c.record)
        .where(blob.c.read == UNREAD)
        .order_by(indexed.c.at.desc(), blob.c.record, blob.c.digest)
    )
    return [Paper(*row) for row in rows]


def note(conn: Connection, paper: Paper, text: str | None) -> bool:
    """Put a document's text into the search; None when it cannot be read.

    False when its record was changed, or went, since `waiting`: nothing is written then.
    """
    waits = select(blob.c.record).join(indexed, indexed.c.record == blob.c.record)
    if conn.execute(waits.where(*_is(paper), blob.c.read == UNREAD)).first() is None:
        return False
    if text is not None:
        conn.exec_driver_sql(_ADD, (" ".join(words(text)), text, paper.record))
    how = PASSED_OVER if text is None else READ
    conn.execute(update(blob).where(*_is(paper)).values(read=how))
    return True


def gone(conn: Connection, has: Callable[[str], bool]) -> list[int]:
    """Numbers of records with text of a document that is no longer on this computer."""
    rows = conn.execute(select(blob.c.record, blob.c.digest).where(blob.c.read == READ))
    return sorted({number for number, digest in rows if not has(digest)})


def forget(conn: Connection, numbers: list[int]) -> None:
    """Take the text of these records' documents out of the search; what is left is read again."""
    for number in numbers:
        conn.exec_driver_sql(_EMPTY, (number,))
        read_before = (blob.c.record == number, blob.c.read == READ)
        conn.execute(update(blob).where(*read_before).values(read=UNREAD))


def _is(paper: Paper) -> tuple[ColumnElement[bool], ...]:
    return (blob.c.record == paper.record, blob.c.digest == paper.digest)
