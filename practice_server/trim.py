"""Clearing out what is of no more use: tokens, sessions and devices of long ago, old tries."""

from datetime import timedelta

from sqlalchemy import Connection, delete, select

from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import device, notice, session, throttle, token, transmission
from practice_server.throttle import FORGOTTEN
from practice_server.tokens import Purpose

TOLD_FOR = timedelta(days=365)
"""How long a device that was ended or revoked is still told why."""

NOTICE_KEPT = timedelta(days=30)
TRANSMISSION_KEPT = timedelta(days=30)
"""How long answers about a transmission that ended are still understood."""


def trim(store: Store) -> int:
    """Delete what is over; answers how many rows that was."""
    with store.writing() as connection:
        connection.execute(delete(notice).where(notice.c.created_at < now() - NOTICE_KEPT))
        over = (
            transmission.c.due_at.is_(None),
            transmission.c.created_at < now() - TRANSMISSION_KEPT,
        )
        connection.execute(delete(transmission).where(*over))
        return sum((_tokens(connection), _sessions(connection), _tries(connection)))


def _tokens(connection: Connection) -> int:
    at = now()
    spent = delete(token).where(token.c.purpose == Purpose.ACCESS, token.c.expires_at < at)
    old = delete(token).where(
        token.c.purpose == Purpose.REFRESH, token.c.expires_at < at - TOLD_FOR
    )
    return connection.execute(spent).rowcount + connection.execute(old).rowcount


def _sessions(connection: Connection) -> int:
    opens = select(token.c.session).where(token.c.purpose == Purpose.REFRESH)
    over = select(session.c.id).where(session.c.id.not_in(opens))
    ends = connection.execute(delete(token).where(token.c.session.in_(over))).rowcount
    gone = connection.execute(delete(session).where(session.c.id.not_in(opens))).rowcount
    unused = delete(device).where(device.c.id.not_in(select(session.c.device)))
    return ends + gone + connection.execute(unused).rowcount


def _tries(connection: Connection) -> int:
    old = delete(throttle).where(throttle.c.failed_at < now() - FORGOTTEN)
    return connection.execute(old).rowcount
