"""The one sync call, and the wait for something to change."""

import asyncio
import gzip
from collections.abc import Iterable
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.params import RawBody

from portal_protocol.sync import SyncRequest
from practice_server import sync, tokens
from practice_server.access import Caller
from practice_server.bodies import decoded, json_answer
from practice_server.described import taking
from practice_server.door import admitted
from practice_server.parts import Parts, parts_of
from practice_server.problems import BadRequest
from practice_server.store.changes import EVERYTHING

_REQUEST = msgspec.json.Decoder(SyncRequest)
_WORTH_PACKING = 1024


@post("/v1/sync", status_code=200, operation_class=taking("sync", SyncRequest))
async def synchronise(request: Request[Caller, str, Any], body: RawBody) -> Response[bytes]:
    """What the caller did is carried out, and what changed is answered; may wait for a change."""
    parts, token = parts_of(request), request.auth
    asked = decoded(_REQUEST, body)
    answer = await parts.glance(sync.glance, parts.store, request.user, asked)
    if answer is None:
        answer = await parts.work.database(_look, parts, token, asked)
    if asked.wait and answer.quiet:
        answer = await _waited(parts, token, asked, answer.streams)
    if answer.complete and not request.user.synced_lately:
        await parts.work.database(_note_sync, parts, request.user)
    packs = "gzip" in request.headers.get("accept-encoding", "")
    if packs and len(answer.body) >= _WORTH_PACKING:
        return await _packed(answer.body)
    return json_answer(answer.body)


async def _waited(
    parts: Parts, token: str, asked: SyncRequest, streams: Iterable[str]
) -> sync.Answer:
    """The first answer that is not quiet, or the last one when the time is over.

    Registered before the store is looked at again, so that no change falls between the two.
    """
    loop, changed = asyncio.get_running_loop(), asyncio.Event()
    until = loop.time() + asked.wait

    def tell() -> None:
        loop.call_soon_threadsafe(changed.set)

    unsubscribe = parts.store.changes.subscribe({*streams, EVERYTHING}, tell)
    try:
        while True:
            changed.clear()
            answer = await parts.work.database(_look, parts, token, asked)
            left = until - loop.time()
            if left <= 0 or parts.stopping.is_set() or not answer.quiet:
                return answer
            await _first(changed, parts.stopping, left)
    finally:
        unsubscribe()


async def _first(changed: asyncio.Event, stopping: asyncio.Event, seconds: float) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in (changed, stopping)]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _look(parts: Parts, token: str, asked: SyncRequest) -> sync.Answer:
    """Who waits is let in anew at each look: a session may have ended meanwhile."""
    caller = admitted(parts, token)
    try:
        return sync.look(parts.store, caller, asked)
    except msgspec.ValidationError:
        raise BadRequest("An action has no id or no name") from None


def _note_sync(parts: Parts, caller: Caller) -> None:
    with parts.store.writing() as connection:
        tokens.note_sync(connection, caller)


async def _packed(answer: bytes) -> Response[bytes]:
    response = json_answer(await asyncio.to_thread(gzip.compress, answer, 5))
    response.headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return response
