"""Transmissions that left and are answered by the addressee's side, or are not (SUM-4)."""

from sqlalchemy import select, update

from portal_protocol.records import Kind
from portal_protocol.transmissions import Delivery, Undelivered
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import transmission
from practice_server.store.writer import Writer
from practice_server.transmit.telling import tell


def give_up_waiting(store: Store) -> None:
    """What nobody confirmed in time failed."""
    late = select(transmission.c.id, transmission.c.stream).where(
        transmission.c.state == Delivery.SENT, transmission.c.due_at <= now()
    )
    with store.reading() as connection:
        rows = connection.execute(late).all()
    for identity, stream in rows:
        answered(store, identity, stream, Delivery.FAILED, Undelivered.NOT_CONFIRMED)


def answered(
    store: Store, identity: str, stream: str, state: Delivery, reason: Undelivered | None = None
) -> None:
    """The addressee's side said how far it got, or said nothing in time.

    The same again changes nothing. What it said is final, but that it could not be delivered may
    follow after all.
    """
    with store.writing() as connection:
        writer = Writer(connection, [stream])
        row = connection.execute(
            select(transmission.c.state, transmission.c.refused)
            .where(transmission.c.id == identity)
            .with_for_update()
        ).one_or_none()
        silent = reason is Undelivered.NOT_CONFIRMED
        if (
            row is None
            or row.refused
            or row.state == state
            or (silent and row.state != Delivery.SENT)
        ):
            return
        refused = reason is Undelivered.NOT_DELIVERED
        values = {"state": state, "due_at": None, "package": None, "refused": refused}
        connection.execute(
            update(transmission).where(transmission.c.id == identity).values(**values)
        )
        tell(connection, writer, Key(stream, Kind.TRANSMISSION, identity), state, reason or "")
