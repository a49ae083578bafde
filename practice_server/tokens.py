"""Sessions and their opaque tokens: made, checked, turned over, ended.

The server keeps SHA-256 of each token. All tokens that come of one signing in are a family, the
session: a second use of a refresh token ends it, since one of the two users stole it. One second
use is allowed: within `GRACE`, while nobody has used the pair that came of the first, whose answer
may have been lost on the way. That pair is then void, and its use ends the family.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, select, update

from portal_protocol.activity import What
from portal_protocol.session import Device, Session
from practice_server import audit
from practice_server.access import Caller
from practice_server.presence import tell_login
from practice_server.problems import (
    AccessRemoved,
    DeviceRevoked,
    Refusal,
    SessionEnded,
    SessionExpired,
)
from practice_server.settings import Settings
from practice_server.store.columns import now
from practice_server.store.tables import device, login, session, token

END_LIVES = timedelta(days=3650)
GRACE = timedelta(minutes=2)
SYNC_NOTED_EVERY = timedelta(minutes=5)

Family = Row[*tuple[Any, ...]]
"""A token with its session, device and login."""


class Purpose(StrEnum):
    """What a token opens."""

    ACCESS = "access"
    REFRESH = "refresh"
    END = "end"


@dataclass(frozen=True)
class Lives:
    """How long tokens live."""

    access: timedelta
    refresh: timedelta

    @classmethod
    def of(cls, settings: Settings) -> "Lives":
        """The lives that the settings say."""
        return cls(
            access=timedelta(minutes=settings.access_minutes),
            refresh=timedelta(days=settings.refresh_days),
        )


_FAMILY = (
    select(
        token.c.session,
        token.c.created_at,
        token.c.expires_at,
        token.c.used,
        session.c.device,
        session.c.refreshed_at,
        session.c.ended_at,
        device.c.synced_at,
        device.c.revoked_at,
        login.c.id,
        login.c.patient,
        login.c.user_name,
        login.c.enabled,
    )
    .join_from(token, session, token.c.session == session.c.id)
    .join(device, session.c.device == device.c.id)
    .join(login, session.c.login == login.c.id)
    .where(token.c.digest == bindparam("digest"), token.c.purpose == bindparam("purpose"))
)
_FAMILY_LOCKED = _FAMILY.with_for_update(of=[session, token])  # so that `used` is read anew too


@dataclass(frozen=True, slots=True)
class Admission:
    """Who calls; `first` says that nobody has used this access token before."""

    caller: Caller
    first: bool


def check(connection: Connection, bearer: str) -> Admission:
    """Who calls with this access token, by one query.

    Raises SessionExpired, SessionEnded, DeviceRevoked, AccessRemoved.
    """
    family = connection.execute(_FAMILY, _key(bearer, Purpose.ACCESS)).one_or_none()
    family = _live(family)
    synced_lately = family.synced_at is not None and now() - family.synced_at < SYNC_NOTED_EVERY
    caller = Caller(family.id, family.patient, family.device, synced_lately=synced_lately)
    return Admission(caller, first=not family.used)


def note_use(connection: Connection, bearer: str, caller: Caller) -> None:
    """An access token has come into use: its answer was not lost, and its device was seen."""
    used = update(token).where(token.c.digest == _key(bearer, Purpose.ACCESS)["digest"])
    connection.execute(used.values(used=True))
    seen = update(device).where(device.c.id == caller.device)
    connection.execute(seen.values(seen_at=now()))


def note_sync(connection: Connection, caller: Caller) -> None:
    """The device has everything as of now (SIGN-15)."""
    synced = update(device).where(device.c.id == caller.device)
    connection.execute(synced.values(synced_at=now()))


def begin(connection: Connection, login_id: str, computer: Device, lives: Lives) -> Session:
    """A new device and session of a login whose password was right."""
    at = now()
    row = connection.execute(select(login).where(login.c.id == login_id)).one()
    ids = {"device": secrets.token_hex(12), "session": secrets.token_hex(12)}
    tell_login(connection, What.SIGNED_IN, login_id, row.patient, computer.name)
    connection.execute(
        insert(device).values(
            id=ids["device"],
            login=login_id,
            name=computer.name,
            system=computer.system,
            program=computer.program,
            created_at=at,
            seen_at=at,
        )
    )
    connection.execute(
        insert(session).values(
            id=ids["session"], login=login_id, device=ids["device"], created_at=at
        )
    )
    made = _paired(connection, ids["session"], row, ids["device"], lives, at)
    _log(connection, "signed_in", row, ids["device"])
    return made


def turn_over(connection: Connection, bearer: str, lives: Lives) -> Session | Refusal:
    """The next pair for a refresh token, once; a lost answer may be asked for once more.

    A refusal is answered, not raised, so that the end of a stolen family is committed.
    """
    key = _key(bearer, Purpose.REFRESH)
    family = connection.execute(_FAMILY_LOCKED, key).one_or_none()
    try:
        family = _live(family)
    except Refusal as refusal:
        return refusal
    if family.used and not _lost(connection, family):
        _end(connection, family, "reused")
        return SessionEnded()
    _void_followers(connection, family)
    at = now()
    connection.execute(update(token).where(token.c.digest == key["digest"]).values(used=True))
    since = None if family.used else at  # an answer that is given again is not given a third time
    connection.execute(
        update(session).where(session.c.id == family.session).values(refreshed_at=since)
    )
    connection.execute(update(device).where(device.c.id == family.device).values(seen_at=at))
    return _paired(connection, family.session, family, family.device, lives, at)


def end(connection: Connection, bearer: str) -> None:
    """End the session of an end token (SIGN-13); an unknown or ended one is no error."""
    family = connection.execute(_FAMILY_LOCKED, _key(bearer, Purpose.END)).one_or_none()
    if family is not None and family.ended_at is None:
        name = connection.scalar(select(device.c.name).where(device.c.id == family.device)) or ""
        tell_login(connection, What.SIGNED_OUT, family.id, family.patient, name)
        _end(connection, family, "signed_out")


def _followers(family: Family) -> ColumnElement[bool]:
    """The pairs that came of a refresh token."""
    return and_(
        token.c.session == family.session,
        token.c.purpose != Purpose.END,
        token.c.created_at > family.created_at,
    )


def _lost(connection: Connection, family: Family) -> bool:
    """Whether the answer to the first use may be lost: it is fresh, and nobody used its pair."""
    used = list(connection.scalars(select(token.c.used).where(_followers(family))))
    fresh = family.refreshed_at is not None and now() - family.refreshed_at < GRACE
    return fresh and bool(used) and not any(used)


def _void_followers(connection: Connection, family: Family) -> None:
    """Whoever comes with a pair that was replaced is not the one who got its successor."""
    void = update(token).where(_followers(family))
    connection.execute(void.where(token.c.purpose == Purpose.REFRESH).values(used=True))
    connection.execute(void.where(token.c.purpose == Purpose.ACCESS).values(expires_at=now()))


def _live(family: Family | None) -> Family:
    if family is None:
        raise SessionExpired
    if family.revoked_at is not None:
        raise DeviceRevoked
    if not family.enabled:
        raise AccessRemoved
    if family.ended_at is not None:
        raise SessionEnded
    if family.expires_at <= now():
        raise SessionExpired
    return family


def _paired(
    connection: Connection,
    session_id: str,
    person: Family,
    device_id: str,
    lives: Lives,
    at: datetime,
) -> Session:
    made = {purpose: secrets.token_urlsafe(32) for purpose in Purpose}
    until = {
        Purpose.ACCESS: at + lives.access,
        Purpose.REFRESH: at + lives.refresh,
        Purpose.END: at + END_LIVES,
    }
    common = {"session": session_id, "created_at": at}
    rows = [{**_key(made[it], it), **common, "expires_at": until[it]} for it in Purpose]
    connection.execute(insert(token), rows)
    return Session(
        login=person.id,
        patient=person.patient,
        user_name=person.user_name,
        device=device_id,
        access=made[Purpose.ACCESS],
        access_until=until[Purpose.ACCESS],
        refresh=made[Purpose.REFRESH],
        end=made[Purpose.END],
    )


def _end(connection: Connection, family: Family, reason: str) -> None:
    ended = update(session).where(session.c.id == family.session)
    connection.execute(ended.values(ended_at=now(), end_reason=reason))
    _log(connection, reason, family, family.device)


def _log(connection: Connection, what: str, person: Family, device_id: str) -> None:
    audit.write(
        connection,
        actor=person.patient,
        what=what,
        login=person.id,
        device=device_id,
        patient=person.patient,
    )


def _key(bearer: str, purpose: Purpose) -> Mapping[str, Any]:
    return {"digest": hashlib.sha256(bearer.encode()).digest(), "purpose": purpose.value}
