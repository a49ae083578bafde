"""What the ways of carrying out a patient's action share: who does it, to whom, who is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

import msgspec
from sqlalchemy import Connection, insert, select

from portal_protocol.actions import Action
from portal_protocol.activity import Activity, What
from portal_protocol.problems import ProblemCode
from portal_protocol.records import Kind, PatientId
from portal_protocol.sync import login_stream
from practice_server.access import Caller, visible_heads
from practice_server.store.columns import microseconds, now
from practice_server.store.counters import take
from practice_server.store.streams import Key, owner_of, places
from practice_server.store.tables import device, outgoing, person
from practice_server.store.writer import Draft, Writer

OUTGOING = "outgoing"
LONGEST_WAIT = timedelta(days=90)
"""How long an action may have waited on a computer for a network."""


class Refused(Exception):  # noqa: N818 (an answer, not an error)
    """The action changes nothing, and this is why."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Doing:
    """One action while it is carried out, and what it turned out to be about."""

    connection: Connection
    caller: Caller
    raw: bytes
    moment: datetime
    patient: str = ""
    kind: str = ""
    record: str = ""

    def about(self, patient: str, kind: str, record: str) -> None:
        """What the audit log says that the action was about."""
        self.patient, self.kind, self.record = patient, kind, record


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, to which record, as the activity log names it."""

    what: What
    kind: str = ""
    record: str = ""


def visible(doing: Doing, kind: str, identity: str) -> str:
    """The stream of a record that the caller may see; else it is not found (WHO-8)."""
    found = set(places(doing.connection, kind, [identity]).values())
    seen = found & visible_heads(doing.connection, doing.caller).keys()
    if not seen:
        raise Refused(ProblemCode.NOT_FOUND)
    name = seen.pop()
    doing.about(owner_of(name), kind, identity)
    return name


def name_of(connection: Connection, patient: PatientId) -> str:
    """A person's name as the practice knows it."""
    return connection.scalar(select(person.c.name).where(person.c.id == patient)) or ""


def device_of(connection: Connection, caller: Caller) -> str:
    """The name of the caller's device."""
    return connection.scalar(select(device.c.name).where(device.c.id == caller.device)) or ""


def when(doing: Doing, action: Action) -> datetime:
    """When it was done; when it came in, if the computer's clock is ahead or far behind.

    So nothing is written into the future, nor buried where nobody looks.
    """
    plausible = doing.moment - LONGEST_WAIT <= action.made_at <= doing.moment
    return action.made_at if plausible else doing.moment


def tell_person(doing: Doing, writer: Writer, action: Action, stream: str, done: Done) -> None:
    """Write down in `stream` what was done, for the person to see (WHO-7, HEAD-8)."""
    activity = Activity(
        id=action.id,
        patient=owner_of(stream) or doing.caller.patient,
        at=when(doing, action),
        subject=done.kind,
        subject_id=done.record,
        offline=action.offline,
        **_by(doing.connection, doing.caller, done.what),
    )
    _put(writer, stream, activity)


def tell_login(connection: Connection, caller: Caller, what: What, identity: str) -> None:
    """Write down in the login's own stream that somebody signed in or out just now (HEAD-8)."""
    stream = login_stream(caller.login)
    writer = Writer(connection, [stream])
    by = _by(connection, caller, what)
    _put(writer, stream, Activity(id=identity, patient=caller.patient, at=now(), **by))
    writer.flush()


def tell_practice(doing: Doing, action: Action, patient: PatientId, touched: list[Key]) -> None:
    """Put the action into the table from which the practice's own system reads."""
    row = {
        "number": take(doing.connection, OUTGOING),
        "action": action.id,
        "login": doing.caller.login,
        "actor": doing.caller.patient,
        "patient": patient,
        "body": doing.raw,
        "records": msgspec.json.encode(touched),
        "received_at": doing.moment,
    }
    doing.connection.execute(insert(outgoing).values(**row))


class _By(TypedDict):
    actor: PatientId
    actor_name: str
    what: str
    device: str


def _by(connection: Connection, caller: Caller, what: What) -> _By:
    """What was done, by whom, on which device."""
    return {
        "actor": caller.patient,
        "actor_name": name_of(connection, caller.patient),
        "what": what.value,
        "device": device_of(connection, caller),
    }


def _put(writer: Writer, stream: str, activity: Activity) -> None:
    at = microseconds(activity.at) if activity.at else None
    key = Key(stream, Kind.ACTIVITY, activity.id)
    writer.put(key, Draft(msgspec.json.encode(activity), at=at))
