"""The outside of a record or tombstone: the little that the vault must know of any kind."""

import hashlib
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from portal_protocol.records import Kind
from portal_protocol.times import showable

NO_TIME = -(2**63)
"""The place in time of a record that has none: before all others."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Box(StrEnum):
    """Where WebMail shows a record (MAIL-1): the inbox is what was read and what was not."""

    UNREAD = "unread"
    READ = "read"
    SENT = "sent"
    SECURE = "secure"


class _Ref(Struct, frozen=True):
    digest: str


class _Outside(Struct, frozen=True):
    kind: str
    id: str
    patient: str | None = None
    at: datetime | None = None
    blobs: tuple[_Ref, ...] = ()
    of: str = ""
    from_patient: bool = False
    read_at: str | None = None
    thread: str = ""


_decode = msgspec.json.Decoder(_Outside).decode


class Envelope(NamedTuple):
    """What is stored beside a body; `deleted` says that the body is a tombstone's.

    `box` and `thread` are None for kinds that have none.
    """

    kind: str
    id: str
    patient: str
    at: int
    digests: tuple[str, ...]
    deleted: bool
    box: Box | None = None
    thread: str | None = None


def microseconds(at: datetime) -> int:
    """An aware time as microseconds since 1970 UTC, exactly."""
    return (at - _EPOCH) // _MICROSECOND


def as_time(at: int) -> datetime | None:
    """The time again; None for `NO_TIME` and for what no calendar has."""
    try:
        time = _EPOCH + at * _MICROSECOND
    except OverflowError:
        return None
    return time if showable(time) else None


def opened(body: Raw) -> Envelope:
    """The outside of one item of a page, whatever is wrong inside it."""
    try:
        outside = _decode(body)
        at = NO_TIME if outside.at is None else microseconds(outside.at)
    except (msgspec.MsgspecError, TypeError, UnicodeDecodeError, OverflowError):
        return _guessed(bytes(body))
    if outside.kind == "tombstone":
        return Envelope(outside.of, outside.id, "", NO_TIME, (), deleted=True)
    digests = tuple(ref.digest for ref in outside.blobs) if outside.blobs else ()
    box = _box(outside) if outside.kind in _BOXED else None
    thread = (outside.thread or outside.id) if outside.kind == Kind.MESSAGE else None
    patient = outside.patient or ""
    return Envelope(
        outside.kind, outside.id, patient, at, digests, deleted=False, box=box, thread=thread
    )


_BOXED = frozenset({Kind.MESSAGE.value, Kind.SECURE_EMAIL.value})


def _box(outside: _Outside) -> Box:
    if outside.kind == Kind.SECURE_EMAIL:
        return Box.SECURE
    if outside.from_patient:
        return Box.SENT
    return Box.UNREAD if outside.read_at is None else Box.READ


def _guessed(body: bytes) -> Envelope:
    """A body that is not as it should be is kept under what can be made out of it."""
    try:
        fields: Any = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        fields = None
    known: dict[str, Any] = fields if isinstance(fields, dict) else {}
    name = known.get("id")
    if not isinstance(name, str):
        name = hashlib.sha256(body).hexdigest()
    kind, patient = known.get("kind"), known.get("patient")
    return Envelope(
        kind if isinstance(kind, str) else "",
        name,
        patient if isinstance(patient, str) else "",
        _time(known.get("at")),
        (),
        deleted=False,
    )


def _time(value: object) -> int:
    try:
        return microseconds(msgspec.convert(value, datetime))
    except (msgspec.ValidationError, TypeError, OverflowError):
        return NO_TIME
