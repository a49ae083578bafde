"""The one place where a call is let in: every route passes here, and is shut unless it says so."""

import hmac
from enum import StrEnum
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from practice_server import tokens
from practice_server.access import Caller
from practice_server.parts import Parts, parts_of
from practice_server.problems import KeyRefused, SessionExpired

DOOR = "door"
_SCHEME = "bearer "


class Door(StrEnum):
    """Whom a route lets in; a route that says nothing is for patients."""

    PATIENT = "patient"
    FEED = "feed"
    PUBLIC = "public"


async def authorize(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Let the call in, or refuse it (WHO-8); its `Caller` is then `user`, its token `auth`.

    Raises KeyRefused at the feed's door; SessionExpired, SessionEnded, DeviceRevoked or
    AccessRemoved at the patients'.
    """
    match handler.opt.get(DOOR, Door.PATIENT):
        case Door.PUBLIC:
            return
        case Door.FEED:
            _check_feed_key(connection)
        case _:
            parts, token = parts_of(connection), _bearer(connection)
            if not token:
                raise SessionExpired
            admission = await parts.glance(_admission, parts, token)
            if admission.first:
                await parts.work.database(_note_use, parts, token, admission.caller)
            connection.scope["user"] = admission.caller
            connection.scope["auth"] = token


def admitted(parts: Parts, token: str) -> Caller:
    """Who calls with this access token; refuses as `authorize` does."""
    return _admission(parts, token).caller


def _admission(parts: Parts, token: str) -> tokens.Admission:
    with parts.store.glancing() as connection:
        return tokens.check(connection, token)


def _note_use(parts: Parts, token: str, caller: Caller) -> None:
    with parts.store.writing() as connection:
        tokens.note_use(connection, token, caller)


def _check_feed_key(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    expected = parts_of(connection).settings.feed_key
    if not hmac.compare_digest(_bearer(connection).encode(), expected.encode()):
        raise KeyRefused


def _bearer(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    header = connection.headers.get("authorization", "")
    return header[len(_SCHEME) :].strip() if header.lower().startswith(_SCHEME) else ""
