"""Documents as work for the lane FILES: shown, saved, kept for reading offline."""

from collections.abc import Sequence
from pathlib import Path

from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.portal.state import SaveAs
from portal_protocol.records import Blob, Record


class Files:
    """The documents of one open copy."""

    def __init__(self, live: Live, outbox: Outbox) -> None:
        self._documents = Documents(live)
        self._outbox = outbox

    def read(self, context: Context, *, record: Record, blob: Blob, offline: bool) -> bytes:
        """The document, fetched first when it is not here; noted as viewed (WHO-7)."""
        data = self._documents.fetched(record, blob, context)
        self._outbox.note_viewed(record, offline=offline)
        return data

    def keep(self, context: Context, *, months: int) -> int:
        """Fetch the statements to be kept, drop those that are not (ACC-7); how many came."""
        self._documents.drop_statements(months)
        return self._documents.keep_statements(months, context)

    def save(
        self,
        context: Context,
        *,
        records: Sequence[Record],
        path: Path,
        how: SaveAs,
        offline: bool,
    ) -> None:
        """Save as a file, one PDF or a zip (ACC-6); noted as downloaded (WHO-7)."""
        raise NotImplementedError
