"""Reads what the window shows first, from a copy in memory with one person in it.

From then on SQLAlchemy has the statements compiled, so that unlocking takes no time for that. There
is no key and nothing of a patient's in it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, insert

from desktop.models.vault import meta, queries, schema
from desktop.models.vault.engine import engine_in_memory
from desktop.models.vault.envelope import NO_TIME, microseconds
from desktop.models.vault.spare import waits_of
from desktop.models.vault.tables import record, stream
from desktop.services.portal.reads.first import first
from portal_protocol.records import (
    Appointment,
    Login,
    PatientId,
    Person,
    Practice,
    Record,
    Section,
    Statement,
)

SOMEBODY = PatientId("somebody")


def rehearse(now: datetime) -> None:
    """Do it once; `now` aware."""
    engine = engine_in_memory()
    with engine.connect() as connection:
        schema.upgrade(connection)
        _fill(connection, now)
        meta.get(connection, "rehearsed", bool)
        waits_of(connection)  # as opening asks first
        first(connection, now)
    engine.dispose()


def _fill(connection: Connection, now: datetime) -> None:
    connection.execute(insert(stream).values(number=1, name="all", live=1, position=1, mark=1))
    for one in _records(now):
        connection.execute(
            insert(record).values(
                stream=1,
                kind=queries.tag(type(one)),
                id=one.id,
                patient=one.patient or "",
                at=microseconds(one.at) if one.at else NO_TIME,
                body=msgspec.json.encode(one),
            )
        )


def _records(now: datetime) -> Iterator[Record]:
    yield Practice(id="practice", name="", sections=tuple(Section))
    yield Login(id="login", patient=SOMEBODY, user_name="")
    yield Person(id=SOMEBODY, patient=SOMEBODY, first_name="", last_name="")
    for at in (now - timedelta(days=2), now + timedelta(days=2)):
        yield Appointment(id=at.isoformat(), patient=SOMEBODY, at=at)
    yield Statement(id="statement", patient=SOMEBODY, at=now)
