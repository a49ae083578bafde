"""Images that come to this computer by themselves, so that they can be seen offline (OFF-1)."""

from collections.abc import Iterator

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import queries
from desktop.services.context import Context
from desktop.services.documents import Documents, months_ago
from portal_protocol.images import Image
from portal_protocol.records import Blob

MOST = 64 * 1024 * 1024
"""Bytes of a file that comes unasked; a larger one comes when it is opened."""

_PER_PAGE = 200
_PASSED_OVER = frozenset({Trouble.WRONG_DIGEST, Trouble.NOT_FOUND})


def keep_images(documents: Documents, months: int, context: Context) -> int:
    """Fetch the images of that many months that are not here, newest first; how many came.

    `months` as for `Documents.keep_statements`. One that is damaged or no longer shared is passed
    over.
    """
    came = 0
    for image, blob in _missing(documents, months):
        quiet = Context()
        context.on_cancel(quiet.cancel)
        context.check_cancelled()
        try:
            documents.fetch(image, blob, quiet)
            came += 1
        except PortalError as error:
            if error.trouble not in _PASSED_OVER:
                raise
    return came


def _missing(documents: Documents, months: int) -> list[tuple[Image, Blob]]:
    if months == 0:
        return []
    has = documents.live.vault.documents.has
    return [
        (image, blob)
        for image in _images(documents, months)
        for blob in image.blobs
        if blob.size <= MOST and not has(blob.digest)
    ]


def _images(documents: Documents, months: int) -> Iterator[Image]:
    cursor: str | None = None
    while True:
        with documents.live.vault.reading() as connection:
            rows, cursor = queries.page(
                connection,
                Image,
                patients=None,
                newest_first=True,
                since=months_ago(months),
                cursor=cursor,
                limit=_PER_PAGE,
            )
        yield from (row for row in rows if isinstance(row, Image))
        if cursor is None:
            return
