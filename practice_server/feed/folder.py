"""The feed's door for a folder: the same documents as over HTTP, read from files.

`FOLDER/records/*.json` are arrays of feed items, taken in the order of their names;
`FOLDER/blobs/*` are the files behind records, under any name.
"""

import hashlib
import mimetypes
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from portal_protocol.feed import FEED_BATCH, FeedItem
from practice_server.blobs import CHUNK, BlobStore
from practice_server.bodies import decoded
from practice_server.feed import records
from practice_server.feed.http import UNKNOWN_TYPE, register_blob
from practice_server.problems import BadRequest
from practice_server.store.store import Store

_ITEMS = msgspec.json.Decoder(list[FeedItem])


class BadFolder(Exception):  # noqa: N818 (the name says it)
    """A folder or one of its files that cannot be taken; names the file and the place in it."""


@dataclass(frozen=True)
class Taken:
    """What an import did: files, and records that were new or changed, or said nothing new."""

    files: int
    changed: int
    same: int


async def take(folder: Path, store: Store, blobs: BlobStore) -> Taken:
    """Bring a folder in; safe to repeat. Raises BadFolder before anything of a bad file is taken.

    Files go first, so that no record is shared before the bytes behind it.
    """
    batches = list(_batches(folder))
    files = 0
    for path in _files(folder, "blobs", "*"):
        await _take_file(path, store, blobs)
        files += 1
    changed = same = 0
    for batch in batches:
        result = records.apply(store, batch)
        changed, same = changed + result.changed, same + result.same
    return Taken(files=files, changed=changed, same=same)


def _batches(folder: Path) -> Iterator[list[FeedItem]]:
    if not (folder / "records").is_dir():
        raise BadFolder(f"{folder}: there is no folder records in it")
    for path in _files(folder, "records", "*.json"):
        try:
            items = decoded(_ITEMS, path.read_bytes())
        except BadRequest as error:
            raise BadFolder(f"{path}: {error.detail}") from None
        for at in range(0, len(items), FEED_BATCH):
            yield items[at : at + FEED_BATCH]


def _files(folder: Path, name: str, pattern: str) -> list[Path]:
    return sorted(path for path in (folder / name).glob(pattern) if path.is_file())


async def _take_file(path: Path, store: Store, blobs: BlobStore) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    if await blobs.size(digest) != size:
        await blobs.put(digest, _chunks(path))
    register_blob(store, digest, size, mimetypes.guess_type(path.name)[0] or UNKNOWN_TYPE)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
