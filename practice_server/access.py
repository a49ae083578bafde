"""Who sees whom: the one place (WHO-1…6, WHO-8).

A person sees their own. A guarantor sees the members of the family while the practice's switch is
on. Guardians and responsible parties see that person, across accounts. One hop only; nobody is
shown but patients, non-patients and inactive persons, and nobody else sees anyone: who is archived
or deceased keeps no right to others either. Sections that are off are seen by nobody.
All of it is one query over the streams, worked out anew at every call.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, union_all

from portal_protocol.records import PatientId, Section
from portal_protocol.sync import PRACTICE_STREAM, Position, login_stream
from practice_server.store.columns import microseconds, now
from practice_server.store.tables import (
    blob,
    blob_ref,
    person,
    person_link,
    record,
    stream,
    switch,
)

SELF, GUARANTOR, RESPONSIBLE, GUARDIAN = "self", "guarantor", "responsible", "guardian"
GUARANTOR_SWITCH = "guarantor_access"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a call: a login, the person whose login it is, and their device."""

    login: str
    patient: PatientId
    device: str
    synced_lately: bool = False


@dataclass(frozen=True, slots=True)
class BlobRow:
    """Bytes that a caller may read; `stored` says whether they were brought in already."""

    digest: str
    size: int
    media_type: str
    stored: bool


_viewer = person.alias("viewer")
_link_holds = and_(
    person_link.c.viewer == bindparam("viewer"),
    exists().where(_viewer.c.id == bindparam("viewer"), _viewer.c.shown),
    or_(
        person_link.c.relation != GUARANTOR,
        exists().where(switch.c.name == GUARANTOR_SWITCH),
    ),
)
_seen = person_link.join(person, and_(person.c.id == person_link.c.patient, person.c.shown))
_PATIENTS = select(person.c.id).select_from(_seen).where(_link_holds).distinct()
_HEADS = union_all(
    select(stream.c.name, stream.c.number, stream.c.mark).where(
        stream.c.name.in_([PRACTICE_STREAM, bindparam("own")]), stream.c.number > 0
    ),
    select(stream.c.name, stream.c.number, stream.c.mark)
    .select_from(_seen.join(stream, stream.c.patient == person.c.id))
    .where(
        _link_holds,
        stream.c.number > 0,  # one that nothing was published in is not there yet
        or_(stream.c.section == "", exists().where(switch.c.name == stream.c.section)),
    ),
)
_BLOB = (
    select(
        blob_ref.c.stream,
        blob_ref.c.digest,
        func.coalesce(blob.c.size, blob_ref.c.size).label("size"),  # the feed may be mistaken
        blob_ref.c.media_type,
        blob.c.digest.is_not(None).label("stored"),
    )
    .outerjoin(blob, blob.c.digest == blob_ref.c.digest)
    .join(
        record,
        and_(
            record.c.stream == blob_ref.c.stream,
            record.c.kind == blob_ref.c.kind,
            record.c.id == blob_ref.c.record_id,
        ),
    )
    .where(
        or_(record.c.expires_at.is_(None), record.c.expires_at > bindparam("moment")),
        blob_ref.c.kind == bindparam("kind"),
        blob_ref.c.record_id == bindparam("record"),
        blob_ref.c.digest == bindparam("digest"),
    )
)


def visible_heads(connection: Connection, caller: Caller) -> dict[str, Position]:
    """Every stream that `caller` may see now, with the position of its last change."""
    rows = connection.execute(
        _HEADS, {"own": login_stream(caller.login), "viewer": caller.patient}
    ).all()
    return {name: Position(number, mark) for name, number, mark in rows}


def visible_streams(connection: Connection, caller: Caller) -> list[str]:
    """The names of the streams that `caller` may see now."""
    return list(visible_heads(connection, caller))


def visible_patients(connection: Connection, patient: PatientId) -> frozenset[PatientId]:
    """The persons whom `patient` may see now, themselves included."""
    return frozenset(connection.scalars(_PATIENTS, {"viewer": patient}))


def is_on(connection: Connection, section: Section) -> bool:
    """Whether the practice has that section switched on; it tells everybody so (HEAD-3)."""
    return bool(connection.scalar(select(exists().where(switch.c.name == section.value))))


def may_see_section(
    connection: Connection, viewer: PatientId, patient: PatientId, section: Section
) -> bool:
    """Whether `viewer` sees this person and the practice has that section switched on."""
    return is_on(connection, section) and patient in visible_patients(connection, viewer)


def may_read_blob(
    connection: Connection, caller: Caller, kind: str, record_id: str, digest: str
) -> BlobRow | None:
    """The bytes of a record that `caller` may see; None also when they exist for others (WHO-8),
    or when their time is over (MAIL-7).
    """
    wanted = {"kind": kind, "record": record_id, "digest": digest, "moment": microseconds(now())}
    row = connection.execute(_BLOB, wanted).one_or_none()
    if row is None or row.stream not in visible_heads(connection, caller):
        return None
    return BlobRow(row.digest, row.size, row.media_type, bool(row.stored))
