"""Which documents a whole record holds, and under which paths they are written (OFF-7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.models.items import record_names
from desktop.models.items.family import Family
from desktop.models.unreadable import Unreadable
from desktop.models.vault.vault import Vault
from desktop.services.record.kinds import KINDS, Persons, RecordKind, records, shared
from desktop.services.record.names import Names
from desktop.services.record.target import INDEX, MANIFEST, Entry
from portal_protocol.records import Blob, Kind, PatientId, Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document of a record; `at` is its place among them. The record itself is not held.

    `to_read` is what a page made of it may become: one of these files, or none.
    """

    kind: RecordKind
    record: str
    patient: PatientId | None
    at: int
    blob: Blob
    path: str
    to_read: tuple[Entry, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """By which the index finds it again."""
        return key_of(self.kind, self.record, self.at, self.blob)

    @property
    def entry(self) -> Entry:
        """The file that it becomes."""
        return Entry(self.path, self.blob.media_type, self.blob.size, self.blob.digest)


def key_of(kind: RecordKind, record: str, at: int, blob: Blob) -> tuple[str, str, str]:
    """Kind, record, and which of its documents."""
    return kind.kind.value, record, f"{at} {blob.digest}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Names every document, the oldest first: what comes later changes no name.

    `telling` names tell what is in them; without it they say kind, day and person alone, since
    nobody needs a password to read the names in a zip.
    """

    vault: Vault
    family: Family
    persons: Persons
    telling: bool

    def wanted(self) -> Iterator[Wanted]:
        """Every document, kind by kind."""
        names = Names()
        for own in (INDEX.path, MANIFEST):
            names.take("", own)
        for kind in KINDS:
            folder = ""
            for record, _ready in records(self.vault, kind, self.persons, newest_first=False):
                if isinstance(record, Unreadable) or not shared(record).blobs:
                    continue
                folder = folder or names.take("", kind.title)
                yield from self._of(kind, record, folder, names)

    def _of(self, kind: RecordKind, record: Record, folder: str, names: Names) -> Iterator[Wanted]:
        stem = record_names.stem_of(record, self.family, telling=self.telling)
        if kind.named:
            folder = names.take(folder, stem)
        for at, blob in enumerate(record.blobs):
            name = f"{stem}{record_names.ending_of(blob)}"
            if kind.named:
                name = record_names.attachment_name(blob, at + 1, telling=self.telling)
            path = names.take(folder, name)
            pages = _pages(folder, path, names) if kind.kind is Kind.CARE_SUMMARY else ()
            yield Wanted(kind, record.id, record.patient, at, blob, path, pages)


def _pages(folder: str, path: str, names: Names) -> tuple[Entry, ...]:
    """Beside a file of XML, the names of a page to read."""
    stem, _, ending = path.removeprefix(f"{folder}/").rpartition(".")
    if ending != "xml":
        return ()
    return tuple(
        Entry(names.take(folder, f"{stem}{ending}"), media_type)
        for ending, media_type in ((".html", "text/html"), (".pdf", "application/pdf"))
    )
