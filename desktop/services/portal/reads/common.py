"""What the reads of all sections share."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from desktop.models.unreadable import Unreadable
from desktop.models.vault import queries
from portal_protocol.mail import SecureEmail
from portal_protocol.records import PatientId, Practice, Record

R = TypeVar("R", bound=Record)
PAGE = 50


def day_start(now: datetime) -> datetime:
    """Midnight of today on this computer."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def only(chosen: PatientId | None) -> frozenset[PatientId] | None:
    """The family filter as the queries take it (HEAD-4)."""
    return None if chosen is None else frozenset({chosen})


def sound(rows: Iterable[R | Unreadable]) -> tuple[R, ...]:
    """The rows that this version can read."""
    return tuple(row for row in rows if not isinstance(row, Unreadable))


def damaged(rows: Iterable[R | Unreadable]) -> tuple[Unreadable, ...]:
    """The rows that it cannot."""
    return tuple(row for row in rows if isinstance(row, Unreadable))


def practice(conn: Connection) -> Practice | None:
    """The practice as its own stream says."""
    found = queries.one(conn, Practice, "practice")
    return found if isinstance(found, Practice) else None


def still(email: SecureEmail, now: datetime) -> SecureEmail:
    """As it may be shown now: from its expiry on, without content (MAIL-7)."""
    if not email.expired(now):
        return email
    return SecureEmail(
        id=email.id,
        patient=email.patient,
        at=email.at,
        subject=email.subject,
        author_name=email.author_name,
        expires_at=email.expires_at,
    )
