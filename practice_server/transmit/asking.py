"""A patient asks to transmit: written down with its record, in one transaction, and sent later.

The same id with the same content gives the same transmission; with other content it is refused. The
password of the encrypted form is used here and kept nowhere, not even in the digest of the content,
by which it could be guessed.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection, func, insert, select

from portal_protocol.actions import Outcome
from portal_protocol.activity import What
from portal_protocol.records import Kind
from portal_protocol.sync import patient_stream
from portal_protocol.transmissions import LEAST_PASSWORD, Transmit, Way
from practice_server import audit
from practice_server.access import Caller
from practice_server.acting import Doing, Done, tell_person, tell_practice
from practice_server.blobs import BlobStore
from practice_server.problems import (
    RETRY_SECONDS,
    ActionChanged,
    BadRequest,
    Busy,
    TooManyTries,
    TransmitOff,
)
from practice_server.store.columns import microseconds, now
from practice_server.store.store import Store
from practice_server.store.streams import Key, owner_of
from practice_server.store.tables import action as action_table
from practice_server.store.tables import transmission
from practice_server.store.upserts import insert_once
from practice_server.store.writer import Draft, Writer
from practice_server.transmit.documents import Plan, body_of, planned, read, seen
from practice_server.transmit.packing import packed
from practice_server.transmit.rows import digest_of, record_of, row_of, without_password

MOST_A_DAY: Final = 50
"""Transmissions of one login: the practice's mail server writes to whomever a patient names."""
A_DAY: Final = timedelta(days=1)


def transmit(
    store: Store, blobs: BlobStore, ways: Mapping[Way, str], caller: Caller, asked: Transmit
) -> bytes:
    """The transmission as JSON, now or when it was asked for before; blocks while it is packed.

    `ways` are those that the practice has set up, each with its sending address. Raises
    TransmitOff, BadRequest, TooManyTries, ActionChanged, Busy, and what `planned` raises.
    """
    _check(asked, ways)
    with store.reading() as connection:
        doing = Doing(connection, caller, b"", now())
        before = _told_before(doing, asked)
        if before is not None:
            return before
        plan = planned(doing, asked)
    package = packed(asked, plan, read(blobs, plan), ways[asked.way])
    with store.writing() as connection:
        return _queued(
            Doing(connection, caller, without_password(asked), now()), asked, plan, package
        )


def _check(asked: Transmit, ways: Mapping[Way, str]) -> None:
    if asked.way not in ways:
        raise TransmitOff
    long_enough = len(asked.password) >= LEAST_PASSWORD
    if long_enough != (asked.way is Way.ENCRYPTED_EMAIL):
        raise BadRequest(f"The encrypted form has a password of {LEAST_PASSWORD} signs or more")


def _queued(doing: Doing, asked: Transmit, plan: Plan, package: bytes) -> bytes:
    connection, caller = doing.connection, doing.caller
    row: dict[str, object] = {
        "id": asked.id,
        "login": caller.login,
        "body_digest": digest_of(caller, asked),
    }
    row |= {"outcome": Outcome.DONE, "received_at": doing.moment}
    if not insert_once(connection, action_table, row):
        before = _told_before(doing, asked)
        assert before is not None  # noqa: S101 (its row is there)
        return before
    if planned(doing, asked) != plan:
        raise Busy(retry_after=RETRY_SECONDS)  # it changed while it was packed
    _check_number(connection, caller)
    body = msgspec.json.encode(record_of(doing, asked, plan))
    patient, key = owner_of(plan.stream), Key(plan.stream, Kind.TRANSMISSION, asked.id)
    writer = Writer(connection, [plan.stream, patient_stream(patient)])
    writer.put(key, Draft(body, at=microseconds(doing.moment)))
    done = Done(What.TRANSMITTED, Kind.TRANSMISSION, asked.id)
    tell_person(doing, writer, asked, patient_stream(patient), done)
    writer.flush()
    connection.execute(insert(transmission).values(**row_of(doing, asked, plan), package=package))
    tell_practice(doing, asked, patient, [key])
    audit.write(
        connection,
        actor=caller.patient,
        what="transmit",
        login=caller.login,
        device=caller.device,
        patient=patient,
        subject=Kind.TRANSMISSION,
        subject_id=asked.id,
        detail=asked.way,
    )
    return body


def _told_before(doing: Doing, asked: Transmit) -> bytes | None:
    """What was answered when it was asked for before, as it stands now."""
    mine = select(action_table.c.body_digest).where(action_table.c.id == asked.id)
    digest = doing.connection.scalar(mine)
    if digest is None:
        return None
    if digest != digest_of(doing.caller, asked):
        raise ActionChanged
    seen(doing, Kind.TRANSMISSION, asked.id)
    return body_of(doing.connection, Kind.TRANSMISSION, asked.id)


def _check_number(connection: Connection, caller: Caller) -> None:
    lately = transmission.c.created_at > now() - A_DAY
    count = select(func.count()).where(transmission.c.login == caller.login, lately)
    if (connection.scalar(count) or 0) >= MOST_A_DAY:
        raise TooManyTries(retry_after=int(A_DAY.total_seconds()))
