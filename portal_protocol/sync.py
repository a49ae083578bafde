"""The one sync call: what I have and what I did, against what changed."""

from typing import Annotated

from msgspec import Meta, Raw, Struct

from portal_protocol.actions import ActionResult
from portal_protocol.records import PatientId, Section, Utc

PRACTICE_STREAM = "practice"
MAX_PAGE = 2000
MAX_WAIT_SECONDS = 50


def login_stream(login: str) -> str:
    """The stream of what belongs to a login and to nobody else."""
    return f"login:{login}"


def patient_stream(patient: PatientId, section: Section | None = None) -> str:
    """The stream of a person: what is always shared, or what belongs to one section."""
    return f"patient:{patient}" if section is None else f"patient:{patient}/{section}"


class Position(Struct, frozen=True, array_like=True):
    """A place in a stream: its number, and the mark that the server gave that number.

    A server that was restored from an older copy gives numbers again, but never with the same mark.
    """

    number: Annotated[int, Meta(ge=0, lt=2**53)] = 0
    mark: Annotated[int, Meta(ge=0, lt=2**53)] = 0


START = Position(0, 0)


class Tombstone(Struct, frozen=True, tag_field="kind", tag="tombstone"):
    """A record that is no longer shared."""

    id: str
    of: str


class SyncRequest(Struct, kw_only=True, frozen=True):
    """`POST /v1/sync`.

    `have` is the position in each stream that the vault holds. `actions` are raw `AnyAction`, in
    order. `limit` is the most records wanted in one answer. `wait` is how many seconds the server
    may hold the call until something changes; 0 answers at once.
    """

    have: dict[str, Position] = {}
    actions: tuple[Raw, ...] = ()
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE)] = 500
    wait: Annotated[int, Meta(ge=0, le=MAX_WAIT_SECONDS)] = 0


class StreamPage(Struct, kw_only=True, frozen=True):
    """Changes of one stream past what was asked, in order of number.

    `start_over` says that the position asked with could not be answered and the items begin at the
    start: they are collected beside the old copy. `complete` says that `upto` is the stream's end.
    `items` are records or tombstones as JSON.
    """

    stream: str
    upto: Position
    items: tuple[Raw, ...] = ()
    start_over: bool = False
    complete: bool = False


class SyncAnswer(Struct, kw_only=True, frozen=True):
    """Results of the actions, then changes; `more` asks for another call, `left` is how many
    numbers are still to come (an upper bound, for progress). `gone` are streams that this login
    may no longer see: they are purged at once."""

    results: tuple[ActionResult, ...] = ()
    pages: tuple[StreamPage, ...] = ()
    gone: tuple[str, ...] = ()
    more: bool = False
    left: int = 0
    server_time: Utc
