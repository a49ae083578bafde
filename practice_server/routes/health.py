"""Whether the server is alive, and whether its database is."""

from typing import Any

from litestar import Request, Response, get
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from practice_server.bodies import json_answer
from practice_server.door import DOOR, Door
from practice_server.parts import Parts, parts_of
from practice_server.problems import RETRY_SECONDS, Busy

ALIVE = b'{"status":"ok"}'


@get("/health/live", opt={DOOR: Door.PUBLIC})
async def live() -> Response[bytes]:
    """The process answers; nothing else is looked at."""
    return json_answer(ALIVE)


@get("/health", opt={DOOR: Door.PUBLIC})
async def health(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The process answers and its database does; raises Busy when it does not."""
    parts = parts_of(request)
    try:
        await parts.work.database(_probe, parts)
    except SQLAlchemyError as error:
        raise Busy("The database does not answer", retry_after=RETRY_SECONDS) from error
    return json_answer(ALIVE)


def _probe(parts: Parts) -> None:
    with parts.store.reading() as connection:
        connection.execute(select(1))
