"""Who did something and what was done, told by the database: no entry is decoded for that."""

from sqlalchemy import ColumnElement, Connection, Text, case, cast, func, select

from desktop.models.vault.queries import LIVE
from desktop.models.vault.tables import record
from portal_protocol.records import Kind, PatientId

_BODY = cast(record.c.body, Text)
_ENTRIES = (record.c.kind == Kind.ACTIVITY, LIVE)


def actors(conn: Connection) -> dict[PatientId, str]:
    """Everybody who did something, with the name in the latest entry of theirs."""
    who = _field("actor")
    latest = select(who, _field("actor_name"), func.max(record.c.at)).where(*_ENTRIES).group_by(who)
    return {PatientId(actor): name or "" for actor, name, _at in conn.execute(latest) if actor}


def whats(conn: Connection) -> frozenset[str]:
    """Everything that was done, by its names in entries."""
    found = select(_field("what")).where(*_ENTRIES).distinct()
    return frozenset(what for what in conn.execute(found).scalars() if what)


def _field(name: str) -> ColumnElement[str | None]:
    """A text of an entry; null where there is none."""
    sound = case((func.json_valid(_BODY) == 1, _BODY), else_="{}")
    there = func.json_type(sound, f"$.{name}") == "text"
    return case((there, func.json_extract(sound, f"$.{name}")), else_=None)
