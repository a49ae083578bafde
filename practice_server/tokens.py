"""Sessions and their opaque tokens: made, checked, turned over, ended.

The server keeps SHA-256 of each token. All tokens that come of one signing in are a family, the
session: a second use of a refresh token ends it, since one of the two users stole it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from portal_protocol.session import Device, Session
from practice_server import audit
from practice_server.access import Caller
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
        token.c.expires_at,
        token.c.used,
        session.c.device,
        session.c.ended_at,
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
_FAMILY_LOCKED = _FAMILY.with_for_update(of=session)


def check(connection: Connection, bearer: str) -> Caller:
    """Who calls with this access token, by one query.

    Raises SessionExpired, SessionEnded, DeviceRevoked, AccessRemoved.
    """
    family = connection.execute(_FAMILY, _key(bearer, Purpose.ACCESS)).one_or_none()
    family = _live(family)
    return Caller(login=family.id, patient=family.patient, device=family.device)


def begin(connection: Connection, login_id: str, computer: Device, lives: Lives) -> Session:
    """A new device and session of a login whose password was right."""
    at = now()
    row = connection.execute(select(login).where(login.c.id == login_id)).one()
    ids = {"device": secrets.token_hex(12), "session": secrets.token_hex(12)}
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
    made = _paired(connection, ids["session"], row, ids["device"], lives)
    _log(connection, "signed_in", row, ids["device"])
    return made


def turn_over(connection: Connection, bearer: str, lives: Lives) -> Session | Refusal:
    """The next pair for a refresh token, once.

    A refusal is answered, not raised, so that the end of a stolen family is committed.
    """
    key = _key(bearer, Purpose.REFRESH)
    family = connection.execute(_FAMILY_LOCKED, key).one_or_none()
    try:
        family = _live(family)
    except Refusal as refusal:
        return refusal
    if family.used:
        _end(connection, family, "reused")
        return SessionEnded()
    at = now()
    connection.execute(update(token).where(token.c.digest == key["digest"]).values(used=True))
    connection.execute(
        update(session).where(session.c.id == family.session).values(refreshed_at=at)
    )
    connection.execute(update(device).where(device.c.id == family.device).values(seen_at=at))
    return _paired(connection, family.session, family, family.device, lives)


def end(connection: Connection, bearer: str) -> None:
    """End the session of an end token (SIGN-13); an unknown or ended one is no error."""
    family = connection.execute(_FAMILY_LOCKED, _key(bearer, Purpose.END)).one_or_none()
    if family is not None and family.ended_at is None:
        _end(connection, family, "signed_out")


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
    connection: Connection, session_id: str, person: Family, device_id: str, lives: Lives
) -> Session:
    at = now()
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
