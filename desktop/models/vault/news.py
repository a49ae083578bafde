"""Whether an answer brings something that is worth a word outside the window (MAIL-9)."""

from sqlalchemy import Connection, select

from desktop.models.vault.envelope import Box, opened
from desktop.models.vault.tables import record, stream
from portal_protocol.records import Kind, Section
from portal_protocol.sync import SyncAnswer

_AT_ONCE = 500
_MAIL = f"/{Section.WEBMAIL}"


def unread_messages(conn: Connection, answer: SyncAnswer) -> bool:
    """Whether a message comes that is not here yet and that nobody has opened.

    To be asked before `streams.apply`; a stream that starts over brings nothing new by that.
    """
    coming = [
        outside.id
        for page in answer.pages
        if page.stream.endswith(_MAIL)
        for outside in map(opened, page.items)
        if outside.box is Box.UNREAD
    ]
    parts = (coming[at : at + _AT_ONCE] for at in range(0, len(coming), _AT_ONCE))
    return any(_any_missing(conn, part) for part in parts)


def _any_missing(conn: Connection, ids: list[str]) -> bool:
    here = select(record.c.id).where(
        record.c.stream.in_(select(stream.c.number)),
        record.c.kind == Kind.MESSAGE,
        record.c.id.in_(ids),
    )
    return not set(ids) <= set(conn.execute(here).scalars())
