"""Signing in and out, told to whoever has the login (HEAD-8)."""

import secrets

import msgspec
from sqlalchemy import Connection

from portal_protocol.activity import Activity, What
from portal_protocol.records import Kind, PatientId
from portal_protocol.sync import login_stream
from practice_server.acting import name_of
from practice_server.store.columns import microseconds, now
from practice_server.store.streams import Key
from practice_server.store.writer import Draft, Writer


def tell_login(
    connection: Connection, what: What, login: str, patient: PatientId, device: str
) -> None:
    """Write into the login's own stream that a device of that name signed in or out, now.

    Before rows that refer to the login are written: the feed locks the stream first, too.
    """
    at, stream = now(), login_stream(login)
    activity = Activity(
        id=secrets.token_hex(12),
        patient=patient,
        at=at,
        actor=patient,
        actor_name=name_of(connection, patient),
        what=what.value,
        device=device,
    )
    writer = Writer(connection, [stream])
    key = Key(stream, Kind.ACTIVITY, activity.id)
    writer.put(key, Draft(msgspec.json.encode(activity), at=microseconds(at)))
    writer.flush()
