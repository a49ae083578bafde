"""Writes the index of a record from the vault, a record at a time (OFF-7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.models.attachment import Viewing
from desktop.models.items import record_index as words
from desktop.models.items.family import Family, facts, full_name
from desktop.models.items.mail_reading import size_words
from desktop.models.record import Told
from desktop.models.trouble import Trouble
from desktop.models.unreadable import Unreadable
from desktop.models.vault.vault import Vault
from desktop.services.attachments import viewing_of
from desktop.services.record import page
from desktop.services.record.kinds import KINDS, Persons, RecordKind, records, shared
from desktop.services.record.plan import key_of
from portal_protocol.records import Blob, Person, Record

Key = tuple[str, str, str]
Outcomes = Mapping[Key, str | Trouble]
"""Each document's path, or why it is not there."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one record; `made_at` is when it was begun."""

    vault: Vault
    family: Family
    persons: Persons
    outcomes: Outcomes
    to_read: Mapping[Key, str]
    made_at: datetime

    def pieces(self) -> Iterator[str]:
        """The page, in order; only one record is held at a time."""
        said = words.index_words(self._people(), self.family, self.made_at)
        yield page.head(said.title, said.lines, language=said.language, direction=said.direction)
        yield page.contents(
            said.contents,
            [
                ("people", said.people),
                ("practice", said.practice),
                *((kind.kind.value, kind.title) for kind in KINDS),
            ],
        )
        yield from self._persons(said.people)
        yield page.part("practice", said.practice)
        for name, lines in words.practice_lines(self.family):
            yield page.facts(name, [("", lines)])
        yield page.part_end(table=False)
        for kind in KINDS:
            yield from self._part(kind, said.nothing)
        yield page.end()

    def _people(self) -> list[Person]:
        wanted = self.persons
        return [one for one in self.family.people if wanted is None or one.patient in wanted]

    def _persons(self, title: str) -> Iterator[str]:
        yield page.part("people", title)
        today: date = self.made_at.astimezone().date()
        for person in self._people():
            yield page.facts(full_name(person), facts(person, self.family, today))
        yield page.part_end(table=False)

    def _part(self, kind: RecordKind, nothing: str) -> Iterator[str]:
        """All of a kind, the newest first; the table begins with the first of them."""
        columns = kind.head()
        some = False
        for record, ready in records(self.vault, kind, self.persons, newest_first=True):
            if not some:
                yield page.part(kind.kind.value, kind.title, columns)
            some = True
            yield self._one(kind, record, ready, len(columns))
        if some:
            yield page.part_end(table=bool(columns))
        else:
            empty = (page.part(kind.kind.value, kind.title), page.note(nothing))
            yield from (*empty, page.part_end(table=False))

    def _one(self, kind: RecordKind, record: Record, ready: object, columns: int) -> str:
        if isinstance(ready, Unreadable):
            text = words.unreadable_words()
            return page.wide(text, columns) if columns else page.article(Told(text), ())
        told = kind.tell(ready, self.family)
        if columns:
            return "".join(page.row(cells) for cells in told.rows)
        return page.article(told, self._files(kind, shared(record)))

    def _files(self, kind: RecordKind, record: Record) -> Iterator[str]:
        for at, blob in enumerate(record.blobs):
            key = key_of(kind, record.id, at, blob)
            if readable := self.to_read.get(key):
                yield page.link(readable, words.to_read_words())
            found = self.outcomes.get(key, Trouble.BUSY)  # one that came in meanwhile
            yield _file(kind, found, blob)


def _file(kind: RecordKind, found: str | Trouble, blob: Blob) -> str:
    if isinstance(found, Trouble):
        return page.unlinked(words.left_out_words(blob.name or kind.title, found))
    if viewing_of(b"", found.rpartition("/")[2]) is Viewing.DANGEROUS:
        return page.unlinked(words.risky_words(found))
    return page.link(found, size_words(blob.size))
