"""Brings the documents of a record out of the vault, one after the other (OFF-7)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.models.trouble import DESTROYS_COPY, PortalError, Trouble
from desktop.models.unreadable import Unreadable
from desktop.models.vault import queries
from desktop.models.vault.errors import DocumentDamaged, DocumentMissing, DocumentTooLarge
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.record.plan import Wanted
from desktop.services.record.target import Meter, Target
from portal_protocol.records import Blob, PatientId, Record

Fetch = Callable[[Record, Blob, Context], None]
"""Has a document in the vault, or raises a `PortalError`."""

Pages = Callable[[bytes, Context], tuple[str, bytes] | None]
"""The ending and the bytes of a page to read for a care summary, None when there is none."""

_ENDS = DESTROYS_COPY | {Trouble.SESSION_ENDED}
"""With these nothing more can be read."""

MOST_PAGE = 32 << 20
"""Bytes of a file of which a page is made."""


@dataclass(slots=True)
class Bringing:
    """What came of each document so far: its path, or why it is not there."""

    vault: Vault
    fetch: Fetch
    pages: Pages
    note: Callable[[PatientId], None]
    target: Target
    meter: Meter
    context: Context
    outcomes: dict[tuple[str, str, str], str | Trouble] = field(default_factory=dict)
    to_read: dict[tuple[str, str, str], str] = field(default_factory=dict)
    left_out: list[tuple[str, Trouble]] = field(default_factory=list)
    _noted: set[PatientId] = field(default_factory=set)
    _no_contact: bool = False

    def document(self, wanted: Wanted) -> None:
        """Write a document, or note why it cannot come."""
        kept = self.target.keeps(wanted.entry, self.meter)
        trouble = None if kept else self._written(wanted)
        if trouble is not None:
            self.outcomes[wanted.key] = trouble
            self.left_out.append((wanted.path, trouble))
            return
        self.outcomes[wanted.key] = wanted.path
        if wanted.to_read:
            self._add_page(wanted)
        if wanted.patient:
            self.noted(wanted.patient)

    def noted(self, patient: PatientId) -> None:
        """Something of this person's is outside (WHO-7)."""
        if patient not in self._noted:
            self._noted.add(patient)
            self.note(patient)

    def _add_page(self, wanted: Wanted) -> None:
        """Beside a file of XML, what anybody can read; made anew by each try."""
        try:
            data = self.vault.documents.read(wanted.blob.digest, MOST_PAGE)
        except (DocumentDamaged, DocumentMissing, DocumentTooLarge):
            return
        ending, page = self.pages(data, self.context) or ("", b"")
        for entry in wanted.to_read:
            if ending and entry.path.endswith(ending):
                self.target.put(entry, [page], self.meter)
                self.to_read[wanted.key] = entry.path

    def _written(self, wanted: Wanted) -> Trouble | None:
        """Write it; one that the disk has damaged is fetched once more."""
        documents, entry = self.vault.documents, wanted.entry
        for _ in range(2):
            trouble = self._here(wanted)
            if trouble is not None:
                return trouble
            try:
                if self.target.one_go:
                    self._check_sound(wanted)
                self.target.put(entry, documents.stream(entry.sha256), self.meter)
            except (DocumentDamaged, DocumentMissing):
                documents.remove(entry.sha256)
            else:
                return None
        return Trouble.DOCUMENT_DAMAGED

    def _check_sound(self, wanted: Wanted) -> None:
        for _chunk in self.vault.documents.stream(wanted.blob.digest):
            self.context.check_cancelled()

    def _here(self, wanted: Wanted) -> Trouble | None:
        """Have it in the vault; else why that cannot be. Without contact nothing more is asked."""
        if self.vault.documents.has(wanted.blob.digest):
            return None
        if self._no_contact:
            return Trouble.NOT_SAVED_HERE
        with self.vault.reading() as conn:
            record = queries.one(conn, wanted.kind.of, wanted.record)
        if record is None or isinstance(record, Unreadable):
            return Trouble.NOT_FOUND
        quiet = Context()
        self.context.on_cancel(quiet.cancel)
        try:
            self.fetch(record, wanted.blob, quiet)
        except PortalError as error:
            if error.trouble in _ENDS:
                raise
            self._no_contact = error.no_contact
            return Trouble.NOT_SAVED_HERE if error.no_contact else error.trouble
        return None
