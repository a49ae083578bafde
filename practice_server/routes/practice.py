"""What anybody may see of the practice, before signing in (SIGN-1…3)."""

from typing import Any

import msgspec
from litestar import Request, Response, get
from sqlalchemy import select

from portal_protocol import API_VERSION
from portal_protocol.records import Kind
from portal_protocol.sync import PRACTICE_STREAM
from practice_server.bodies import json_answer
from practice_server.door import DOOR, Door
from practice_server.parts import Parts, parts_of
from practice_server.problems import NotFound
from practice_server.store.columns import now
from practice_server.store.tables import record

_BODY = select(record.c.body).where(
    record.c.stream == PRACTICE_STREAM, record.c.kind == Kind.PRACTICE, record.c.alive
)


@get("/v1/practice", opt={DOOR: Door.PUBLIC})
async def welcome(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The practice's name, logo and clinics; raises NotFound before the feed brought them."""
    parts = parts_of(request)
    body = await parts.work.database(_practice, parts)
    if body is None:
        raise NotFound("The practice has not published anything yet")
    answer = {"practice": msgspec.Raw(body), "server_time": now(), "api": API_VERSION}
    return json_answer(answer)


def _practice(parts: Parts) -> bytes | None:
    with parts.store.reading() as connection:
        return connection.scalars(_BODY).first()
