"""Files behind records: whole or by range, from the server or by a signed address."""

from http import HTTPStatus
from typing import Any

from litestar import Request, Response, get, head
from litestar.params import FromPath
from litestar.response import Stream

from practice_server import ranges
from practice_server.access import BlobRow, Caller, may_read_blob
from practice_server.parts import Parts, parts_of
from practice_server.problems import BlobMissing, NotFound

PATH = "/v1/records/{kind:str}/{record_id:str}/blobs/{digest:str}"


@get(PATH)
async def read_blob(
    request: Request[Caller, Any, Any],
    kind: FromPath[str],
    record_id: FromPath[str],
    digest: FromPath[str],
) -> Response[Any]:
    """The bytes behind a record (RFC 9110, 14); another person's record is not found (WHO-8)."""
    parts = parts_of(request)
    blob = await _visible(request, kind, record_id, digest)
    headers = _headers(blob)
    if ranges.unchanged(request.headers, digest):
        return Response(None, status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    wanted = ranges.span(request.headers, digest, blob.size)
    if parts.blobs.remote:
        headers = {"Location": await parts.blobs.signed(digest), "Cache-Control": "no-store"}
        return Response(None, status_code=HTTPStatus.TEMPORARY_REDIRECT, headers=headers)
    headers["Content-Length"] = str(wanted.end - wanted.start)
    if not wanted.partial:
        return await _streamed(parts, blob, wanted, headers, HTTPStatus.OK)
    headers["Content-Range"] = wanted.content_range
    return await _streamed(parts, blob, wanted, headers, HTTPStatus.PARTIAL_CONTENT)


@head(PATH)
async def look_at_blob(
    request: Request[Caller, Any, Any],
    kind: FromPath[str],
    record_id: FromPath[str],
    digest: FromPath[str],
) -> Response[None]:
    """What `read_blob` would say of the bytes, without them."""
    blob = await _visible(request, kind, record_id, digest)
    headers = _headers(blob) | {
        "Content-Length": str(blob.size),
        "Content-Type": blob.media_type,
    }
    return Response(None, headers=headers)


async def _visible(
    request: Request[Caller, Any, Any], kind: str, record_id: str, digest: str
) -> BlobRow:
    parts = parts_of(request)
    blob = await parts.work.database(_row, parts, request.user, kind, record_id, digest)
    if blob is None:
        raise NotFound
    if not blob.stored:
        raise BlobMissing
    return blob


def _row(parts: Parts, caller: Caller, kind: str, record_id: str, digest: str) -> BlobRow | None:
    with parts.store.reading() as connection:
        return may_read_blob(connection, caller, kind, record_id, digest)


def _headers(blob: BlobRow) -> dict[str, str]:
    return {
        "ETag": ranges.etag(blob.digest),
        "Repr-Digest": ranges.repr_digest(blob.digest),
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }


async def _streamed(
    parts: Parts, blob: BlobRow, wanted: ranges.Span, headers: dict[str, str], status: int
) -> Response[Any]:
    if wanted.start == wanted.end:
        return Response(b"", status_code=status, headers=headers, media_type=blob.media_type)
    try:
        chunks = await parts.blobs.read(blob.digest, wanted.start, wanted.end)
    except FileNotFoundError:
        raise BlobMissing from None
    return Stream(chunks, status_code=status, headers=headers, media_type=blob.media_type)
