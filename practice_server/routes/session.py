"""Signing in, turning tokens over, signing out."""

from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.params import RawBody

from portal_protocol.session import End, Refresh, Session, SignIn
from practice_server import tokens
from practice_server.bodies import decoded, json_answer
from practice_server.described import taking
from practice_server.door import DOOR, Door
from practice_server.parts import Parts, parts_of
from practice_server.problems import Refusal
from practice_server.signing import sign_in

_SIGN_IN = msgspec.json.Decoder(SignIn)
_REFRESH = msgspec.json.Decoder(Refresh)
_END = msgspec.json.Decoder(End)


@post(
    "/v1/session",
    status_code=200,
    opt={DOOR: Door.PUBLIC},
    operation_class=taking("sign_in", SignIn),
)
async def begin(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
    """Sign in on a new device (SIGN-4)."""
    parts = parts_of(request)
    asked = decoded(_SIGN_IN, body)
    address = request.client.host if request.client else ""
    session = await parts.work.hashing(sign_in, parts.store, asked, address, parts.lives)
    return json_answer(session)


@post(
    "/v1/session/refresh",
    status_code=200,
    opt={DOOR: Door.PUBLIC},
    operation_class=taking("refresh", Refresh),
)
async def refresh(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
    """The next pair of tokens for a refresh token, which opens this once."""
    parts = parts_of(request)
    session = await parts.work.database(_turned_over, parts, decoded(_REFRESH, body))
    if isinstance(session, Refusal):
        raise session
    return json_answer(session)


@post(
    "/v1/session/end", status_code=204, opt={DOOR: Door.PUBLIC}, operation_class=taking("end", End)
)
async def end(request: Request[Any, Any, Any], body: RawBody) -> None:
    """Sign out (SIGN-13); the same answer for a token that nobody has."""
    parts = parts_of(request)
    await parts.work.database(_ended, parts, decoded(_END, body))


def _turned_over(parts: Parts, asked: Refresh) -> Session | Refusal:
    with parts.store.writing() as connection:
        return tokens.turn_over(connection, asked.refresh, parts.lives)


def _ended(parts: Parts, asked: End) -> None:
    with parts.store.writing() as connection:
        tokens.end(connection, asked.end)
