"""Documents of records: fetched into the vault, resumed where they stopped, checked, read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import queries
from desktop.models.vault.errors import DocumentBusy, DocumentDamaged, WrongDigest
from desktop.services.context import Context, Progress
from desktop.services.live import Live
from desktop.services.settings import KEEP_ALL
from portal_protocol.records import Blob, Record

MOST_SHOWN = 256 * 1024 * 1024
"""Bytes of a document that a viewer may hold."""

R = TypeVar("R", bound=Record)
_DAYS_A_MONTH = 30.44
_RESUMES = 5
_PAUSE = 0.3


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one open copy; for the lanes FILES, THUMBS and RECORD. Any number of workers
    may use it at once."""

    live: Live

    def fetch(self, record: Record, blob: Blob, context: Context) -> None:
        """Have the document in the vault, whole and checked (ACC-6).

        Goes on where an earlier try stopped, also by itself when the connection breaks off and
        more came each time. Raises WRONG_DIGEST (nothing is kept then), NOT_FOUND, those of no
        contact, and the vault's errors.
        """
        store = self.live.vault.documents
        failures = 0
        while not store.has(blob.digest):
            before = store.held(blob.digest)
            try:
                self._come_in(record, blob, context)
            except WrongDigest:
                raise PortalError(Trouble.WRONG_DIGEST) from None
            except DocumentBusy:  # the other worker fetches the same: wait for it
                context.pause(_PAUSE / 3)
            except PortalError as error:
                if error.trouble is Trouble.NOT_FOUND:  # no longer shared: nothing of it stays
                    store.remove(blob.digest)
                failures = 0 if store.held(blob.digest) > before else failures + 1
                if error.trouble is not Trouble.CUT_OFF or failures >= _RESUMES:
                    raise
                context.pause(_PAUSE * failures)
        context.report(Progress(blob.size, blob.size))

    def read(self, blob: Blob, at_most: int = MOST_SHOWN) -> bytes:
        """The document from the vault. Raises the vault's errors: missing, damaged, too large."""
        return self.live.vault.documents.read(blob.digest, at_most)

    def fetched(
        self, record: Record, blob: Blob, context: Context, at_most: int = MOST_SHOWN
    ) -> bytes:
        """The document, fetched first when it is not here. NOT_SAVED_HERE when it cannot be."""
        if blob.size > at_most:
            raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
        try:
            self.fetch(record, blob, context)
        except PortalError as error:
            if error.no_contact:
                raise PortalError(Trouble.NOT_SAVED_HERE, detail=error.trouble.value) from None
            raise
        try:
            return self.read(blob, at_most)
        except DocumentDamaged:  # the disk's fault: the practice still has it
            self.live.vault.documents.remove(blob.digest)
            self.fetch(record, blob, context)
            return self.read(blob, at_most)

    def records(
        self,
        kind: type[R],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[R]:
        """Everybody's records of a kind, newest first; a page in memory at a time."""
        rows = queries.everything(
            self.live.vault.reading,
            kind,
            lambda _conn, row: row,
            patients=None,
            newest_first=True,
            since=since,
            until=until,
        )
        return (row for row in rows if isinstance(row, kind))

    def _come_in(self, record: Record, blob: Blob, context: Context) -> None:
        """One call for the rest of the document. Whole chunks of it are kept whatever happens."""
        with self.live.vault.documents.open_for_append(blob) as writer:
            for chunk in self._bytes(record, blob, writer.held):
                context.check_cancelled()
                writer.write(chunk)
                context.report(Progress(writer.held, blob.size))
            writer.finish()

    def _bytes(self, record: Record, blob: Blob, start: int) -> Iterator[bytes]:
        """The rest of a document; the first piece within `Live.call`, which renews the session."""
        if start >= blob.size:
            return
        kind = str(record.__struct_config__.tag)

        def begin(access: str) -> tuple[bytes, Iterator[bytes]]:
            chunks = self.live.client.blob(access, kind, record.id, blob, start)
            return next(chunks, b""), chunks

        first, rest = self.live.call(begin)
        yield first
        yield from rest


def months_ago(
    months: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> datetime | None:
    """The time that many months back, None for `KEEP_ALL`."""
    if months == KEEP_ALL:
        return None
    return now() - timedelta(days=months * _DAYS_A_MONTH)


def saved_here(live: Live, records: Sequence[Record]) -> frozenset[str]:
    """The ids of those records whose documents are all on this computer (ACC-7)."""
    has = live.vault.documents.has
    return frozenset(each.id for each in records if all(has(blob.digest) for blob in each.blobs))
