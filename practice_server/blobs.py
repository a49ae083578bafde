"""Files behind records: in a folder, or in an S3-compatible store, by their SHA-256."""

import hashlib
import secrets
from collections.abc import AsyncIterable, AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.store import LocalStore, S3Store

from practice_server.problems import DigestMismatch
from practice_server.settings import Settings

if TYPE_CHECKING:
    from obstore import BytesStream

CHUNK = 1024 * 1024
SIGNED_FOR = timedelta(minutes=5)


class BlobStore:
    """Bytes by digest. A blob is there whole and right, or not at all."""

    def __init__(self, store: LocalStore | S3Store, *, remote: bool) -> None:
        self._store = store
        self.remote = remote

    @classmethod
    def open(cls, settings: Settings) -> "BlobStore":
        """The store that the settings name; a folder is made when it is not there."""
        url = settings.blobs_url
        if not url.startswith("s3://"):
            Path(url).mkdir(parents=True, exist_ok=True, mode=0o700)
            return cls(LocalStore(url), remote=False)
        parts = urlsplit(url)
        plain = settings.s3_endpoint.startswith("http://")
        store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            region=settings.s3_region,
            virtual_hosted_style_request=not settings.s3_endpoint,
            client_options={"allow_http": plain},
            config={"endpoint": settings.s3_endpoint} if settings.s3_endpoint else None,
        )
        return cls(store, remote=True)

    async def put(self, digest: str, chunks: AsyncIterable[bytes]) -> int:
        """Keep the bytes as `digest`; answers their size. Raises DigestMismatch, keeping nothing.

        They go to a name of their own first, so that a broken upload is never seen as the blob.
        """
        draft = f"incoming/{secrets.token_hex(16)}"
        counted = _Counted(chunks)
        try:
            await obstore.put_async(self._store, draft, counted.read(), max_concurrency=2)
            counted.check(digest)
            await obstore.rename_async(self._store, draft, _name(digest))
        except BaseException:
            await self._drop(draft)
            raise
        return counted.size

    async def size(self, digest: str) -> int | None:
        """The size in bytes, or None when the blob is not here."""
        try:
            found = await obstore.head_async(self._store, _name(digest))
        except FileNotFoundError:
            return None
        return int(found["size"])

    async def read(self, digest: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to `end`, exclusive and past it; raises FileNotFoundError."""
        found = await obstore.get_async(self._store, _name(digest), options={"range": (start, end)})
        return _plain(found.stream(min_chunk_size=CHUNK))

    async def signed(self, digest: str) -> str:
        """An address that opens this blob for five minutes, without credentials."""
        if not isinstance(self._store, S3Store):
            raise TypeError("only a remote store hands out addresses")
        return await obstore.sign_async(self._store, "GET", _name(digest), SIGNED_FOR)

    def remove(self, digest: str) -> None:
        """Delete the blob and wait for it; one that is not there is no error."""
        try:
            obstore.delete(self._store, _name(digest))
        except FileNotFoundError:
            return

    def probe(self) -> None:
        """Write, read and delete a few bytes and wait for it; raises what the store raises.

        Nothing of it goes on after the answer: a command may end right away.
        """
        name = f"incoming/{secrets.token_hex(16)}"
        obstore.put(self._store, name, b"probe")
        obstore.head(self._store, name)
        obstore.delete(self._store, name)

    async def _drop(self, name: str) -> None:
        try:
            await obstore.delete_async(self._store, name)
        except FileNotFoundError:
            return


class _Counted:
    """Passes chunks on, and knows their size and SHA-256 at the end."""

    def __init__(self, chunks: AsyncIterable[bytes]) -> None:
        self._chunks = chunks
        self._hash = hashlib.sha256()
        self.size = 0

    def check(self, digest: str) -> None:
        if self._hash.hexdigest() != digest:
            raise DigestMismatch

    async def read(self) -> AsyncIterator[bytes]:
        async for chunk in self._chunks:
            self._hash.update(chunk)
            self.size += len(chunk)
            yield chunk


def _name(digest: str) -> str:
    return f"sha256/{digest[:2]}/{digest}"


async def _plain(chunks: "BytesStream") -> AsyncIterator[bytes]:
    async for chunk in chunks:
        yield bytes(chunk)
