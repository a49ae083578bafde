"""A transmission as it is written down: its record, its row for the worker, its digest."""

import hashlib

import msgspec

from portal_protocol.transmissions import Delivery, Transmission, Transmit
from practice_server.access import Caller
from practice_server.acting import Doing, device_of, name_of
from practice_server.store.streams import owner_of
from practice_server.transmit.documents import Plan


def record_of(doing: Doing, asked: Transmit, plan: Plan) -> Transmission:
    """The record, as its person sees it."""
    return Transmission(
        id=asked.id,
        patient=owner_of(plan.stream),
        at=doing.moment,
        summaries=asked.summaries,
        way=asked.way,
        address=plan.address,
        to_name=plan.to_name,
        note=asked.note,
        state_at=doing.moment,
        actor=doing.caller.patient,
        actor_name=name_of(doing.connection, doing.caller.patient),
        device=device_of(doing.connection, doing.caller),
        covers_from=asked.covers_from,
        covers_to=asked.covers_to,
    )


def row_of(doing: Doing, asked: Transmit, plan: Plan) -> dict[str, object]:
    """What the worker needs that sends it; the package is beside it."""
    return {
        "id": asked.id,
        "login": doing.caller.login,
        "stream": plan.stream,
        "way": asked.way,
        "address": plan.address,
        "state": Delivery.QUEUED,
        "created_at": doing.moment,
        "due_at": doing.moment,
    }


def without_password(asked: Transmit) -> bytes:
    """What was asked for, without the password."""
    return msgspec.json.encode(msgspec.structs.replace(asked, password=""))


def digest_of(caller: Caller, asked: Transmit) -> bytes:
    """What the same id must come with again."""
    return hashlib.sha256(f"{caller.login}\n".encode() + without_password(asked)).digest()
