"""Files that come to this computer by themselves, so that they can be seen offline (OFF-1)."""

from collections.abc import Iterator

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import queries
from desktop.services.context import Context
from desktop.services.documents import Documents, months_ago
from portal_protocol.records import Blob, Record

MOST = 64 * 1024 * 1024
"""Bytes of a file that comes unasked; a larger one comes when it is opened."""

_PER_PAGE = 200
_PASSED_OVER = frozenset({Trouble.WRONG_DIGEST, Trouble.NOT_FOUND})


def keep_files(documents: Documents, kind: type[Record], months: int, context: Context) -> int:
    """Fetch the files of that many months that are not here, newest first; how many came.

    `months` as for `Documents.keep_statements`. One that is damaged or no longer shared is passed
    over.
    """
    came = 0
    for record, blob in _missing(documents, kind, months):
        quiet = Context()
        context.on_cancel(quiet.cancel)
        context.check_cancelled()
        try:
            documents.fetch(record, blob, quiet)
            came += 1
        except PortalError as error:
            if error.trouble not in _PASSED_OVER:
                raise
    return came


def _missing(documents: Documents, kind: type[Record], months: int) -> list[tuple[Record, Blob]]:
    if months == 0:
        return []
    has = documents.live.vault.documents.has
    return [
        (record, blob)
        for record in _records(documents, kind, months)
        for blob in record.blobs
        if blob.size <= MOST and not has(blob.digest)
    ]


def _records(documents: Documents, kind: type[Record], months: int) -> Iterator[Record]:
    cursor: str | None = None
    while True:
        with documents.live.vault.reading() as connection:
            rows, cursor = queries.page(
                connection,
                kind,
                patients=None,
                newest_first=True,
                since=months_ago(months),
                cursor=cursor,
                limit=_PER_PAGE,
            )
        yield from (row for row in rows if isinstance(row, kind))
        if cursor is None:
            return
