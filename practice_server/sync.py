"""The one sync call: what a login has, against what it may see now.

Nothing new costs one query, whatever the amount of data. A page is a range of an index, its bodies
joined as they are stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from portal_protocol.actions import ActionResult
from portal_protocol.sync import PRACTICE_STREAM, START, Position, SyncRequest
from practice_server import actions, expiry
from practice_server.access import Caller, visible_heads
from practice_server.store import streams
from practice_server.store.columns import now
from practice_server.store.store import Store

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's JSON; `streams` are those to wait for.

    `quiet` says that it brings nothing, `complete` that nothing is left to ask for.
    """

    body: bytes
    quiet: bool
    streams: tuple[str, ...]
    complete: bool = True


def answer(store: Store, caller: Caller, request: SyncRequest) -> bytes:
    """Carry out the actions, then tell what changed: the JSON of a `SyncAnswer`."""
    return look(store, caller, request).body


def glance(
    store: Store, caller: Caller, request: SyncRequest, results: tuple[ActionResult, ...] = ()
) -> Answer | None:
    """The answer when nothing is new, by one query; None when there is more to do than that."""
    if request.actions and not results:
        return None
    with store.glancing() as connection:
        heads = visible_heads(connection, caller)
    if heads != request.have:
        return None
    return Answer(_joined(results, _Changes(), ()), not results, tuple(heads))


def look(store: Store, caller: Caller, request: SyncRequest) -> Answer:
    """The same, and whether it is worth waiting for more (`wait`)."""
    results = tuple(actions.carry_out(store, caller, raw) for raw in request.actions)
    nothing_new = glance(store, caller, request, results)
    if nothing_new is not None:
        return nothing_new
    _expire(store, caller)
    with store.reading() as connection:  # all that is told is of one moment
        heads = visible_heads(connection, caller)
        changes = _changes(connection, heads, request)
    gone = tuple(name for name in request.have if name not in heads)
    quiet = not (results or gone or changes.pages)
    body = _joined(results, changes, gone)
    return Answer(body, quiet, tuple(heads), complete=changes.left == 0)


def _expire(store: Store, caller: Caller) -> None:
    """Leave the heads of what is over for this caller; what others see waits for their own calls,
    or for trimming.
    """
    with store.glancing() as connection:
        if not expiry.is_due(connection):
            return
    with store.reading() as connection:
        names = expiry.due(connection, visible_heads(connection, caller))
    expiry.expire(store, names)


@dataclass(slots=True)
class _Changes:
    pages: list[bytes] = field(default_factory=list)
    left: int = 0


def _changes(
    connection: Connection, heads: Mapping[str, Position], request: SyncRequest
) -> _Changes:
    """Pages of every stream that moved, together at most `request.limit` changes."""
    changes, room = _Changes(), request.limit
    for name in _in_order(heads, request.have):
        have = request.have.get(name, START)
        known = streams.knows(connection, name, have)
        start = have if known else START
        if room == 0:
            changes.left += heads[name].number - start.number
            continue
        rows = streams.page(connection, name, start.number, room)
        upto = Position(*rows[-1][:2]) if rows else START
        room -= len(rows)
        changes.left += heads[name].number - upto.number
        changes.pages.append(_page(name, upto, known, upto == heads[name], rows))
    return changes


def _page(
    name: str, upto: Position, known: bool, complete: bool, rows: Sequence[streams.Change]
) -> bytes:
    return b'{"stream":%b,"upto":%b,"start_over":%b,"complete":%b,"items":[%b]}' % (
        _encode(name),
        _encode(upto),
        _encode(not known),
        _encode(complete),
        b",".join([row[2] for row in rows]),
    )


def _in_order(heads: Mapping[str, Position], have: Mapping[str, Position]) -> list[str]:
    """Streams that moved: the practice and the login first, persons before their sections."""
    moved = [name for name, head in heads.items() if have.get(name, START) != head]
    return sorted(moved, key=lambda name: (name != PRACTICE_STREAM, "/" in name, name))


def _joined(results: tuple[ActionResult, ...], changes: _Changes, gone: tuple[str, ...]) -> bytes:
    return b'{"results":%b,"pages":[%b],"gone":%b,"more":%b,"left":%d,"server_time":%b}' % (
        _encode(results),
        b",".join(changes.pages),
        _encode(gone),
        _encode(changes.left > 0),
        changes.left,
        _encode(now()),
    )
