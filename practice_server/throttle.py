"""Tries to sign in: a growing delay per user name and per address (SIGN-11).

A try is counted before the password is looked at, so that many at once get no more than one after
another. A device that is signed in never comes by here, so nobody can shut it out.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, delete, select, update

from practice_server.store.columns import now
from practice_server.store.tables import throttle
from practice_server.store.upserts import insert_missing

LONGEST = timedelta(minutes=15)
MOST = 100
AFTER_MOST = timedelta(hours=24)
FORGOTTEN = timedelta(hours=24)


@dataclass(frozen=True)
class Subject:
    """What tries are counted of; the first `free` failures in a row cost no delay."""

    key: bytes
    free: int

    @classmethod
    def user_name(cls, folded: str) -> "Subject":
        """A user name, whether anybody has it or not."""
        return cls(hashlib.sha256(b"name\0" + folded.encode()).digest(), free=5)

    @classmethod
    def address(cls, address: str) -> "Subject":
        """A network address, behind which there may be a whole office.

        Of IPv6 only the first half counts: who has one such address has all that begin alike.
        """
        try:
            parsed = ip_address(address)
        except ValueError:  # the name of a socket, not an address
            parsed = None
        if isinstance(parsed, IPv6Address):
            address = f"{int(parsed) >> 64:x}::"
        return cls(hashlib.sha256(b"address\0" + address.encode()).digest(), free=30)


def reserve(connection: Connection, subjects: tuple[Subject, ...]) -> int:
    """Count a try as failed; answers the whole seconds to wait, and counts nothing, if it must."""
    at = now()
    ordered = sorted(subjects, key=lambda subject: subject.key)
    rows = [_locked(connection, subject, at) for subject in ordered]
    waits = [until - at for _, until in rows if until is not None and until > at]
    if waits:
        return int(max(waits).total_seconds()) + 1
    for subject, (failures, _) in zip(ordered, rows, strict=True):
        _count(connection, subject, failures + 1, at)
    return 0


def forgive(connection: Connection, name: Subject, address: Subject) -> None:
    """The password was right: the name starts anew, the address has one failure less."""
    connection.execute(delete(throttle).where(throttle.c.key == name.key))
    less = update(throttle).where(throttle.c.key == address.key, throttle.c.failures > 0)
    connection.execute(less.values(failures=throttle.c.failures - 1, blocked_until=None))


def delay(failures: int, free: int) -> timedelta:
    """How long the next try has to wait after so many failures in a row."""
    if failures >= MOST:
        return AFTER_MOST
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free, 20)), LONGEST)


def _locked(connection: Connection, subject: Subject, at: datetime) -> tuple[int, datetime | None]:
    insert_missing(connection, throttle, [{"key": subject.key, "failures": 0, "failed_at": at}])
    row = connection.execute(
        select(throttle).where(throttle.c.key == subject.key).with_for_update()
    ).one()
    if row.failed_at < at - FORGOTTEN:
        return 0, None
    return row.failures, row.blocked_until


def _count(connection: Connection, subject: Subject, failures: int, at: datetime) -> None:
    until = at + delay(failures, subject.free)
    counted = update(throttle).where(throttle.c.key == subject.key)
    connection.execute(counted.values(failures=failures, failed_at=at, blocked_until=until))
