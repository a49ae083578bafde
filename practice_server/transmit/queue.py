"""What waits to be transmitted: claimed by one worker at a time, settled with its record.

A worker that dies leaves what it claimed to be sent again under the same Message-ID.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, select, update

from portal_protocol.records import Kind
from portal_protocol.transmissions import Delivery, Undelivered
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import transmission
from practice_server.store.writer import Writer
from practice_server.transmit.telling import tell

CLAIMED_FOR: Final = timedelta(minutes=5)
MOST_TRIES: Final = 10
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=4)


class Undeliverable(Exception):  # noqa: N818 (an answer, not an error)
    """It cannot be sent; `final` says that trying again is of no use."""

    def __init__(self, reason: Undelivered, *, final: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class Claimed(NamedTuple):
    """One that is to be sent now, for the `tries`-th time."""

    id: str
    stream: str
    way: str
    address: str
    package: bytes
    tries: int


def claim(store: Store) -> Claimed | None:
    """The next one that is due, which for some minutes nobody else gets."""
    at = now()
    wanted = select(transmission).where(
        transmission.c.state == Delivery.QUEUED, transmission.c.due_at <= at
    )
    with store.writing() as connection:
        first = wanted.order_by(transmission.c.due_at).limit(1)
        row = connection.execute(first.with_for_update(skip_locked=True)).one_or_none()
        if row is None:
            return None
        tries = row.tries + 1
        _set(connection, row.id, tries=tries, due_at=at + CLAIMED_FOR)
    return Claimed(row.id, row.stream, row.way, row.address, row.package or b"", tries)


def sent(store: Store, claimed: Claimed, answer_by: datetime | None = None) -> None:
    """It has left; `answer_by` is when an answer must have come, where one is waited for."""
    _settle(store, claimed, Delivery.SENT, due_at=answer_by)


def failed(store: Store, claimed: Claimed, reason: Undelivered) -> None:
    """It cannot be sent, and is not tried again."""
    _settle(store, claimed, Delivery.FAILED, reason)


def put_off(store: Store, claimed: Claimed, reason: Undelivered = Undelivered.NOT_SENT) -> None:
    """It is tried again, each time after a longer pause; at last it failed for this reason."""
    if claimed.tries >= MOST_TRIES:
        failed(store, claimed, reason)
        return
    pause = min(FIRST_PAUSE * 2 ** (claimed.tries - 1), LONGEST_PAUSE)
    with store.writing() as connection:
        if _is_mine(connection, claimed):
            _set(connection, claimed.id, due_at=now() + pause)


def _settle(
    store: Store,
    claimed: Claimed,
    state: Delivery,
    reason: str = "",
    due_at: datetime | None = None,
) -> None:
    key = Key(claimed.stream, Kind.TRANSMISSION, claimed.id)
    with store.writing() as connection:
        writer = Writer(connection, [claimed.stream])  # before the row, in the order of all
        if not _is_mine(connection, claimed):
            return
        _set(connection, claimed.id, state=state, due_at=due_at, package=None)
        tell(connection, writer, key, state, reason)


def _is_mine(connection: Connection, claimed: Claimed) -> bool:
    """Whether nobody else has claimed it since."""
    mine = select(transmission.c.id).where(
        transmission.c.id == claimed.id,
        transmission.c.state == Delivery.QUEUED,
        transmission.c.tries == claimed.tries,
    )
    return connection.execute(mine.with_for_update()).one_or_none() is not None


def _set(connection: Connection, identity: str, **values: object) -> None:
    connection.execute(update(transmission).where(transmission.c.id == identity).values(**values))
