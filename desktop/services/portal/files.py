"""Documents as work for the lane FILES: shown, saved, kept for reading offline."""

from collections.abc import Sequence
from pathlib import Path

from desktop.models.items.record_names import ending_of
from desktop.models.summary import Days
from desktop.services import saving
from desktop.services.care_zip import pieces_of
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.keeping import keep_files, narrow
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.portal.paper import Paper
from desktop.services.portal.state import SaveAs, SavedFile
from desktop.services.summaries import Summaries
from portal_protocol.images import Image
from portal_protocol.records import Blob, Kind, Record, Statement
from portal_protocol.summaries import CareSummary


class Files:
    """The documents of one open copy."""

    def __init__(self, live: Live, outbox: Outbox) -> None:
        self._documents = Documents(live)
        self._outbox = outbox

    def read(
        self, context: Context, *, record: Record, blob: Blob, offline: bool, noted: bool = True
    ) -> bytes:
        """The document, fetched first when it is not here; noted as viewed (WHO-7)."""
        data = self._documents.fetched(record, blob, context)
        if noted:
            self._outbox.note_viewed(record, offline=offline)
        return data

    def note_viewed(self, _context: Context, *, record: Record, offline: bool) -> None:
        """Note that a record was shown that is read without a document (WHO-7)."""
        self._outbox.note_viewed(record, offline=offline)

    def save_drawn(
        self, context: Context, *, record: Record, data: bytes, path: Path, offline: bool
    ) -> None:
        """Save what the program drew of a record; noted as downloaded (WHO-7)."""
        saving.save_one(saving.Piece(path.name, lambda _: data), path, context, replace=True)
        self._outbox.note_downloaded(record, offline=offline)

    def note_saved(self, *, record: Record, offline: bool) -> None:
        """Note that something of a record was saved as a file (WHO-7)."""
        self._outbox.note_downloaded(record, offline=offline)

    def keep(self, context: Context, *, months: int) -> frozenset[str]:
        """Fetch the statements, care summaries and images of that time; when it became shorter,
        drop the others (ACC-7).

        Returns the kinds of which other documents are here than before.
        """
        kinds = {Kind.STATEMENT, Kind.CARE_SUMMARY, Kind.IMAGE}
        changed = set(kinds if narrow(self._documents, months) else ())
        quiet = Context()  # the progress that is shown counts statements
        context.on_cancel(quiet.cancel)
        for kind, of, told in (
            (Kind.STATEMENT, Statement, context),
            (Kind.CARE_SUMMARY, CareSummary, quiet),
            (Kind.IMAGE, Image, quiet),
        ):
            if keep_files(self._documents, of, months, told):
                changed.add(kind)
        return frozenset(changed)

    def save(
        self,
        context: Context,
        *,
        papers: Sequence[Paper],
        path: Path,
        how: SaveAs,
        offline: bool,
        noted: bool = True,
    ) -> SavedFile:
        """Save as a file, one PDF or a zip (ACC-6); noted as downloaded (WHO-7).

        The patient has chosen `path` in a dialog that asked before replacing a file.
        """
        pieces = [self.piece(paper) for paper in papers]
        if how is SaveAs.FILE:
            saved = saving.save_one(pieces[0], path, context, replace=True)
        elif how is SaveAs.ZIP:
            saved = saving.save_zip(pieces, path, context, replace=True)
        else:
            saved = saving.save_combined(pieces, path, context, replace=True)
        left_out = {name for name, _why in saved.skipped}
        for paper in papers:
            if noted and paper.name not in left_out:
                self._outbox.note_downloaded(paper.record, offline=offline)
        return SavedFile(saved.path, saved.count, saved.skipped)

    def save_summary(  # noqa: PLR0913 - all by name
        self,
        context: Context,
        *,
        summary: CareSummary,
        stem: str,
        days: Days,
        reader: Summaries,
        path: Path,
        offline: bool,
    ) -> SavedFile:
        """Save a care summary with a page to read and the digests (SUM-3); noted."""
        [blob] = summary.blobs
        name = f"{stem}{ending_of(blob)}"
        data = self.piece(Paper(summary, blob, name)).load(context)
        pieces = pieces_of(data, saving.safe_name(name), reader, days, context)
        saved = saving.save_zip(pieces, path, context, replace=True)
        self._outbox.note_downloaded(summary, offline=offline)
        return SavedFile(saved.path, saved.count, saved.skipped)

    def piece(self, paper: Paper) -> saving.Piece:
        """A document for `saving`, fetched first when it is not here."""

        def load(context: Context) -> bytes:
            quiet = Context()
            context.on_cancel(quiet.cancel)
            return self._documents.fetched(paper.record, paper.blob, quiet)

        return saving.Piece(paper.name, load, paper.record.at)
