"""Drafts: written on this computer, kept until they are sent or discarded (MAIL-6)."""

from collections.abc import Iterable
from contextlib import suppress

import msgspec
from sqlalchemy import Connection, delete, func, select

from desktop.models.draft import Draft
from desktop.models.vault.envelope import microseconds
from desktop.models.vault.tables import draft, record
from portal_protocol.records import Kind, PatientId


def put(conn: Connection, written: Draft) -> None:
    """Keep a draft as it is now."""
    conn.execute(delete(draft).where(draft.c.id == written.id))
    conn.execute(
        draft.insert().values(
            id=written.id,
            patient=written.regarding,
            at=microseconds(written.changed_at),
            body=msgspec.json.encode(written),
        )
    )


def all_of(conn: Connection, patients: frozenset[PatientId] | None) -> tuple[Draft, ...]:
    """Every draft about these persons (None: about anybody), the latest first."""
    wanted = select(draft.c.body).order_by(draft.c.at.desc(), draft.c.id.desc())
    if patients is not None:
        wanted = wanted.where(draft.c.patient.in_(patients))
    return tuple(msgspec.json.decode(body, type=Draft) for body in conn.execute(wanted).scalars())


def one(conn: Connection, draft_id: str) -> Draft | None:
    """The draft with that id, None when it is gone."""
    body = conn.execute(select(draft.c.body).where(draft.c.id == draft_id)).scalar_one_or_none()
    return None if body is None else msgspec.json.decode(body, type=Draft)


def remove(conn: Connection, draft_id: str) -> bool:
    """Forget a draft; False when there is none."""
    return bool(conn.execute(delete(draft).where(draft.c.id == draft_id)).rowcount)


def count(conn: Connection) -> int:
    """How many there are."""
    return conn.execute(select(func.count()).select_from(draft)).scalar_one()


def bodies(conn: Connection) -> tuple[bytes, ...]:
    """All drafts as they are kept, for `become`."""
    return tuple(conn.execute(select(draft.c.body).order_by(draft.c.id)).scalars())


def become(conn: Connection, wanted: Iterable[bytes]) -> None:
    """Hold exactly these drafts again; one that another version wrote is left out."""
    conn.execute(delete(draft))
    for body in wanted:
        with suppress(msgspec.MsgspecError):
            put(conn, msgspec.json.decode(body, type=Draft))


def drop_strangers(conn: Connection) -> bool:
    """Forget drafts about persons whom this login does not see (WHO-6); whether there were any."""
    seen = select(record.c.id).where(record.c.kind == Kind.PERSON)
    return bool(conn.execute(delete(draft).where(draft.c.patient.not_in(seen))).rowcount)
