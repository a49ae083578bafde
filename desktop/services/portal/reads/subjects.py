"""The records that activity is about."""

from typing import get_args

from sqlalchemy import Connection

from desktop.models.unreadable import Unreadable
from desktop.models.vault import queries
from portal_protocol.kinds import AnyRecord
from portal_protocol.records import Record

_KINDS: dict[str, type[Record]] = {queries.tag(kind): kind for kind in get_args(AnyRecord)}


def subject_of(conn: Connection, kind: str, identity: str) -> Record | None:
    """The record of that kind and id; None when it is not here, or not known to this version."""
    known = _KINDS.get(kind)
    found = queries.one(conn, known, identity) if known and identity else None
    return None if isinstance(found, Unreadable) else found
