"""The feed's door over HTTP: records and files in, patients' actions out, with the feed key."""

import re
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, get, head, post, put
from litestar.params import FromPath, QueryParameter, RawBody
from litestar.response import Stream
from sqlalchemy import select

from portal_protocol.feed import FEED_BATCH, Acknowledge, FeedItem
from practice_server.bodies import FEED_BODY, bounded, checked_digest, decoded, json_answer
from practice_server.described import taking
from practice_server.door import DOOR, Door
from practice_server.feed import records
from practice_server.parts import parts_of
from practice_server.problems import RETRY_SECONDS, BadRequest, Busy, NotFound, TransmitOff
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import blob
from practice_server.store.upserts import insert_missing
from practice_server.summaries.making import make_due
from practice_server.transmit import mdn
from practice_server.transmit.cms import BadMessage
from practice_server.transmit.setup import direct_of
from practice_server.uploads import hold_files

FeedRequest = Request[Any, Any, Any]

_ITEMS = msgspec.json.Decoder(Annotated[list[FeedItem], msgspec.Meta(max_length=FEED_BATCH)])
_ACKNOWLEDGE = msgspec.json.Decoder(Acknowledge)
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}")
UNKNOWN_TYPE = "application/octet-stream"
SUMMARIES_AT_ONCE = 100
"""Care summaries that one call of the feed waits for."""


@put("/records", request_max_body_size=FEED_BODY, operation_class=taking("feed", list[FeedItem]))
async def put_records(request: FeedRequest, body: RawBody) -> Response[bytes]:
    """New, changed and deleted records, at most 1000; safe to repeat.

    The care summaries that they ask for are made too, or soon after when they are many.
    """
    parts = parts_of(request)
    items = decoded(_ITEMS, body)
    result = await parts.work.database(records.apply, parts.store, items)
    await parts.work.database(make_due, parts.store, parts.blobs, SUMMARIES_AT_ONCE)
    return json_answer(result)


@put("/blobs/{digest:str}", status_code=204, request_max_body_size=None)
async def put_blob(request: FeedRequest, digest: FromPath[str]) -> None:
    """A file by its SHA-256; raises DigestMismatch and TooLarge, keeping nothing.

    Raises Busy when the same bytes, brought in by a patient, were trimmed just now.
    """
    parts = parts_of(request)
    checked_digest(digest)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    size = await parts.blobs.put(digest, bounded(request, parts.settings.max_blob_bytes))
    kind = media_type if _MEDIA_TYPE.fullmatch(media_type) else UNKNOWN_TYPE
    await parts.work.database(register_blob, parts.store, digest, size, kind)
    if await parts.blobs.size(digest) is None:
        raise Busy(retry_after=RETRY_SECONDS)


@head("/blobs/{digest:str}")
async def has_blob(request: FeedRequest, digest: FromPath[str]) -> Response[None]:
    """Whether the file was brought in already; raises NotFound."""
    parts = parts_of(request)
    media_type = await parts.work.database(kind_of_blob, parts.store, checked_digest(digest))
    size = await parts.blobs.size(digest)
    if media_type is None or size is None:
        raise NotFound
    return Response(None, headers={"Content-Length": str(size)}, media_type="text/plain")


@get("/blobs/{digest:str}")
async def read_blob(request: FeedRequest, digest: FromPath[str]) -> Stream:
    """A whole file, such as one that a patient attached (MAIL-5); raises NotFound."""
    parts = parts_of(request)
    media_type = await parts.work.database(kind_of_blob, parts.store, checked_digest(digest))
    size = await parts.blobs.size(digest)
    if media_type is None or size is None:
        raise NotFound
    chunks = await parts.blobs.read(digest, 0, size) if size else ()
    headers = {"Content-Length": str(size), "Cache-Control": "no-store"}
    return Stream(chunks, headers=headers, media_type=media_type)


@get("/actions")
async def outgoing_actions(
    request: FeedRequest,
    after: Annotated[int, QueryParameter(ge=0, lt=2**53)] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=FEED_BATCH)] = 100,
) -> Response[bytes]:
    """What patients did and the practice has not acknowledged, in order, past number `after`."""
    parts = parts_of(request)
    return json_answer(await parts.work.database(records.outgoing, parts.store, after, limit))


@post("/actions/acknowledge", status_code=204, operation_class=taking("acknowledge", Acknowledge))
async def acknowledge_actions(request: FeedRequest, body: RawBody) -> None:
    """Everything up to a number was taken over by the practice's system."""
    parts = parts_of(request)
    upto = decoded(_ACKNOWLEDGE, body).upto
    await parts.work.database(records.acknowledge, parts.store, upto)


@post("/mdn", status_code=204, request_max_body_size=FEED_BODY)
async def post_mdn(request: FeedRequest, body: RawBody) -> None:
    """The answer to a Direct message, as it came by mail (SUM-4); safe to repeat.

    Raises BadRequest for what is no answer from whom we trust, TransmitOff where Direct is off.
    """
    parts = parts_of(request)
    direct = await parts.work.database(direct_of, parts.settings)
    if direct is None:
        raise TransmitOff
    try:
        await parts.work.database(mdn.take, parts.store, direct, body)
    except BadMessage as error:
        raise BadRequest(str(error)) from None


def register_blob(store: Store, digest: str, size: int, media_type: str) -> None:
    """Write down that the blob store holds this file: from now on nothing trims it."""
    row = {"digest": digest, "size": size, "media_type": media_type, "created_at": now()}
    with store.writing() as connection:
        hold_files(connection)
        insert_missing(connection, blob, [row])


def kind_of_blob(store: Store, digest: str) -> str | None:
    """The media type of a file that the feed brought or a patient sent; None for any other."""
    with store.reading() as connection:
        return connection.scalar(select(blob.c.media_type).where(blob.c.digest == digest))


ROUTES = (
    put_records,
    put_blob,
    has_blob,
    read_blob,
    outgoing_actions,
    acknowledge_actions,
    post_mdn,
)
feed_router = Router(
    "/feed/v1",
    route_handlers=ROUTES,
    opt={DOOR: Door.FEED},
)
