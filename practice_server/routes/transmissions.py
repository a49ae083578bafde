"""Sending care summaries to somebody: asked for here, sent by a worker (SUM-4, SUM-5)."""

from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.params import RawBody

from portal_protocol.transmissions import Transmit
from practice_server.access import Caller
from practice_server.bodies import decoded, json_answer
from practice_server.described import taking
from practice_server.parts import parts_of
from practice_server.transmit import asking
from practice_server.transmit.setup import ways_of

_TRANSMIT = msgspec.json.Decoder(Transmit)


@post("/v1/transmissions", status_code=202, operation_class=taking("transmit", Transmit))
async def transmit(request: Request[Caller, Any, Any], body: RawBody) -> Response[bytes]:
    """The transmission, which syncing tells more of; safe to repeat with the same id."""
    parts, asked = parts_of(request), decoded(_TRANSMIT, body)
    ways = ways_of(parts.settings)
    told = await parts.work.database(
        asking.transmit, parts.store, parts.blobs, ways, request.user, asked
    )
    return json_answer(told, status=202)
