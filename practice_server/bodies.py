"""Bodies of requests and answers: JSON in and out, bounded, without a value in any complaint."""

import re
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.enums import MediaType

from practice_server.problems import BadRequest, TooLarge

MIB = 1024 * 1024
PATIENT_BODY = 4 * MIB
"""The longest body that a patient's program may send, in bytes: a whole outbox."""
FEED_BODY = 64 * MIB
"""The longest batch of records, in bytes."""

T = TypeVar("T")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def decoded(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """The struct in `body`; raises BadRequest, whose detail names the place and never a value."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise BadRequest(re.sub(r"'[^']*'", "…", str(error))) from None
    except RecursionError:
        raise BadRequest("The body is nested too deep") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadRequest("The body is not JSON in UTF-8") from None


def checked_digest(digest: str) -> str:
    """The same digest; raises BadRequest for what is none."""
    if not _DIGEST.fullmatch(digest):
        raise BadRequest("A digest is 64 lower-case hexadecimal digits")
    return digest


async def bounded(request: Request[Any, Any, Any], most: int) -> AsyncIterator[bytes]:
    """The body in chunks; raises TooLarge past `most` bytes."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise TooLarge
        yield chunk


def json_answer(value: Any, *, status: int = 200) -> Response[bytes]:
    """An answer that holds `value`, or bytes that are JSON already; nobody may keep it."""
    content = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return Response(
        content,
        status_code=status,
        media_type=MediaType.JSON,
        headers={"Cache-Control": "no-store"},
    )
