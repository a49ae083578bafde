"""Files that a patient attaches to a message, brought in before the message (MAIL-5)."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

from litestar import Request, put
from litestar.params import FromPath

from portal_protocol.contents import Sniffer
from portal_protocol.records import Blob, Webmail
from practice_server import uploads
from practice_server.access import Caller
from practice_server.bodies import bounded, checked_digest
from practice_server.parts import parts_of
from practice_server.problems import AttachmentRefused


@put("/v1/uploads/{digest:str}", status_code=204, request_max_body_size=None)
async def put_upload(request: Request[Caller, Any, Any], digest: FromPath[str]) -> None:
    """A file by its SHA-256, of a kind and size that the practice allows; safe to repeat.

    What it is is told by its bytes alone. Raises AttachmentRefused, TooLarge and DigestMismatch,
    keeping nothing.
    """
    parts, login = parts_of(request), request.user.login
    checked_digest(digest)
    webmail = await parts.work.database(uploads.begin, parts.store, login, digest)
    most = min(webmail.attachment_bytes, parts.settings.max_blob_bytes)
    sniffer = Sniffer()
    size = await parts.blobs.put(digest, _seen(bounded(request, most), sniffer, webmail))
    found = Blob(digest=digest, size=size, media_type=sniffer.media_type())
    await parts.work.database(uploads.finish, parts.store, login, found)


async def _seen(
    chunks: AsyncIterable[bytes], sniffer: Sniffer, webmail: Webmail
) -> AsyncIterator[bytes]:
    """The same chunks; raises AttachmentRefused at the end of a file of another kind."""
    async for chunk in chunks:
        sniffer.see(chunk)
        yield chunk
    if sniffer.media_type() not in webmail.attachment_types:
        raise AttachmentRefused("The practice does not take files of this kind")
