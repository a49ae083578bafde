"""Care summaries as the Summary tab names them: persons and their documents (SUM-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family, born_words, full_name
from desktop.models.items.visits import GroupRow
from desktop.models.shown import Page, Shown
from portal_protocol.records import PatientId, Person
from portal_protocol.summaries import CareSummary

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with their summaries, newest first; `lines` stand below the name."""

    key: PatientId
    title: str
    lines: tuple[str, ...]
    initial: str
    tint: int
    summaries: tuple[Shown[CareSummary], ...] = ()
    enabled: bool = True

    @property
    def spoken(self) -> str:
        """The whole row as one sentence."""
        return ", ".join((self.title, *self.lines))


CareRow = PersonRow | GroupRow


def care_rows(
    page: Page[CareSummary], family: Family, chosen: PatientId | None, today: date
) -> list[CareRow]:
    """A row for each person in view (HEAD-4), then what this version cannot read."""
    rows: list[CareRow] = []
    for person in family.people:
        if chosen in {None, person.id}:
            own = tuple(shown for shown in page.rows if shown.record.patient == person.id)
            rows.append(_row(person, own, family, today))
    text = translate("Care", "A care summary that this version cannot show")
    return [*rows, *(GroupRow(one.id, text) for one in page.unreadable)]


def _row(
    person: Person, own: tuple[Shown[CareSummary], ...], family: Family, today: date
) -> PersonRow:
    newest = translate("Care", "No care summary yet")
    if own:
        newest = translate("Care", "Newest: %1").replace("%1", choice_words(own[0].record, family))
    born = born_words(person.birthdate, today)
    lines = (translate("Care", "Born %1").replace("%1", born) if born else "", newest)
    return PersonRow(
        PatientId(person.id),
        full_name(person),
        tuple(filter(None, lines)),
        family.initial(person.id),
        family.tint(person.id),
        own,
    )


def title_of(summary: CareSummary) -> str:
    """What it calls itself."""
    return summary.title or translate("Care", "Care summary")


def from_words(summary: CareSummary) -> str:
    """Who wrote it and where: Dr. Amina Farrow, Harbor Family Dental."""
    return ", ".join(dict.fromkeys(filter(None, (summary.author, summary.custodian))))


def written_words(summary: CareSummary) -> str:
    """Written by Dr. Amina Farrow, Harbor Family Dental; "" when it does not say."""
    said = from_words(summary)
    return translate("Care", "Written by %1").replace("%1", said) if said else ""


def made_on(summary: CareSummary, family: Family) -> date | None:
    """The day it was made, on the clock of the person's office."""
    if summary.at is None:
        return None
    home = family.home(summary.patient)
    return written.local(summary.at, family.zone(home.id if home else None)).date()


def choice_words(summary: CareSummary, family: Family) -> str:
    """Oct 21, 2026; Oct 13, 2026, received from Bayview Endodontics."""
    day = made_on(summary, family)
    said = written.day(day) if day else translate("Care", "No date")
    sender = summary.custodian or summary.author
    if not summary.received:
        return said
    if not sender:
        return translate("Care", "%1, received").replace("%1", said)
    return translate("Care", "%1, received from %2").replace("%1", said).replace("%2", sender)


def covers_words(summary: CareSummary) -> str:
    """The time that it is about: Jan 1, 2026 to Oct 21, 2026 (SUM-6)."""
    since = written.day(summary.covers_from) if summary.covers_from else ""
    until = written.day(summary.covers_to) if summary.covers_to else ""
    if since and until and since != until:
        text = translate("Care", "%1 to %2")
        return text.replace("%1", since).replace("%2", until)
    return since or until


def heading(row: PersonRow) -> str:
    """Care summary for Elena Marlowe."""
    return translate("Care", "Care summary for %1").replace("%1", row.title)


def summary_of(row: PersonRow, key: str) -> Shown[CareSummary] | None:
    """The person's summary with this id, else the newest one that can be shown, else the newest."""
    same = next((one for one in row.summaries if one.key == key), None)
    readable = next((one for one in row.summaries if one.record.blobs), None)
    return same or readable or next(iter(row.summaries), None)


def kept_words(summaries: Sequence[Shown[CareSummary]]) -> str:
    """Summaries are saved on this computer, or how many of how many."""
    files = [shown for shown in summaries if shown.record.blobs]
    here = sum(shown.saved for shown in files)
    if not files:
        return ""
    if here == len(files):
        return translate("Care", "Care summaries are saved on this computer")
    text = translate("Care", "%1 of %2 care summaries saved on this computer")
    return text.replace("%1", written.number(here)).replace("%2", written.number(len(files)))
