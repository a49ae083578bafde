"""A clinical document in words: its header, its contents, and what had to be left out (SUM-2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from desktop.models.items import format as written
from desktop.models.summary import Days, Header, Moment, Note, Section, Source, Summary

translate = QCoreApplication.translate
BETWEEN = " \u00b7 "  # facts of one line
Group = tuple[Section, ...]
"""A section and all that are inside it; what is folded together."""


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of the contents: `count` is "" where nothing is known of it."""

    key: str
    title: str
    count: str
    spoken: str
    level: int = 1
    folded: bool = False
    enabled: bool = True


def groups_of(sections: Iterable[Section]) -> tuple[Group, ...]:
    """Each section of the first level with what is inside it, in order."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.level == 1 or not groups:
            groups.append([])
        groups[-1].append(section)
    return tuple(map(tuple, groups))


def source_words(source: Source) -> str:
    """How what is shown differs from the file, "" for not at all."""
    said = []
    if not source.whole:
        said.append(translate("Summary", "It goes on; only the beginning is shown here."))
    if source.broken:
        said.append(translate("Summary", "Long lines are broken here."))
    if said:
        said.append(translate("Summary", "Saved, it is exactly as it came."))
    return " ".join(said)


def shown_groups(
    summary: Summary, since: date | None = None, until: date | None = None
) -> tuple[Group, ...]:
    """The groups that say something of these days, or do not say of when they are (SUM-6)."""

    def meets(group: Group) -> bool:
        known = [section.days for section in group if section.days is not None]
        return not known or any(days.meets(since, until) for days in known)

    return tuple(group for group in groups_of(summary.sections) if meets(group))


def contents_rows(groups: Sequence[Group], folded: frozenset[str]) -> list[ContentsRow]:
    """The contents of what is shown; `folded` are the first sections of folded groups."""
    return [_row(section, folded=group[0].id in folded) for group in groups for section in group]


def _row(section: Section, *, folded: bool) -> ContentsRow:
    title, count = title_of(section), _count(section)
    said = ", ".join(part for part in (title, _spoken(section)) if part)
    if folded:
        said = translate("Summary", "{section}, folded").format(section=said)
    return ContentsRow(section.id, title, count, said, section.level, folded)


def title_of(section: Section) -> str:
    """Its title, or that it has none."""
    return section.title or translate("Summary", "Without a title")


def _count(section: Section) -> str:
    if not section.pieces and not section.entries:
        return translate("Summary", "none")
    return written.number(section.entries) if section.entries else ""


def _spoken(section: Section) -> str:
    if not section.pieces and not section.entries:
        return translate("Summary", "none recorded")
    if section.entries == 1:
        return translate("Summary", "1 entry")
    return translate("Summary", "%n entries", "", section.entries) if section.entries else ""


def none_recorded() -> str:
    """What an empty section says."""
    return translate("Summary", "None recorded")


def document_title(header: Header) -> str:
    """What the document calls itself."""
    return header.title or header.kind or translate("Summary", "Care summary")


def header_facts(header: Header) -> list[str]:
    """Whom it is about, of when it is, who wrote it and who keeps it: a line each, as far as it is
    known."""
    lines = (
        (
            _fact(translate("Summary", "Person: {what}"), header.person),
            _fact(translate("Summary", "Born: {what}"), _when(header.born)),
            _fact(translate("Summary", "Sex: {what}"), header.sex),
        ),
        (
            _fact(translate("Summary", "Made: {what}"), _when(header.made)),
            _fact(translate("Summary", "Covers: {what}"), _covers(header)),
        ),
        (_fact(translate("Summary", "Written by: {what}"), "; ".join(header.authors)),),
        (_fact(translate("Summary", "Kept by: {what}"), header.custodian),),
    )
    said = (BETWEEN.join(filter(None, facts)) for facts in lines)
    return [line for line in said if line]


def _fact(pattern: str, what: str) -> str:
    return pattern.replace("{what}", what) if what else ""


def _covers(header: Header) -> str:
    since, until = _when(header.since), _when(header.until)
    if since and until and since != until:
        return translate("Summary", "{since} to {until}").format(since=since, until=until)
    if since and not until:
        return translate("Summary", "since {since}").format(since=since)
    return until


def days_words(days: Days) -> str:
    """Only what is from Jan 1, 2026 to Nov 10, 2026; "" for all dates (SUM-6)."""
    since = written.day(days.since) if days.since else ""
    until = written.day(days.until) if days.until else ""
    if since and since == until:
        return translate("Summary", "Only what is of %1 is shown").replace("%1", since)
    if since and until:
        text = translate("Summary", "Only what is from %1 to %2 is shown")
        return text.replace("%1", since).replace("%2", until)
    if since:
        return translate("Summary", "Only what is from %1 on is shown").replace("%1", since)
    if until:
        return translate("Summary", "Only what is until %1 is shown").replace("%1", until)
    return ""


def _when(moment: Moment | None) -> str:
    """A time as precise as it is: 2026; October 2026; Oct 21, 2026; Oct 21, 2026, 10:30 AM."""
    if moment is None:
        return ""
    if not moment.day:
        year = str(moment.year)
        form = QLocale.FormatType.LongFormat
        month = QLocale().standaloneMonthName(moment.month, form) if moment.month else ""
        return f"{month} {year}".strip()
    day = written.day(moment.first)
    if moment.minute < 0:
        return day
    at = QTime(*divmod(moment.minute, 60))
    clock = QLocale().toString(at, QLocale.FormatType.ShortFormat).replace("\u202f", "\u00a0")
    return f"{day}, {clock}"


def note_words(notes: Iterable[Note]) -> list[str]:
    """What is not shown as it was sent; where letters alone were set right, nothing."""
    said = {
        Note.CHARACTERS: translate(
            "Summary", "Some signs in this file are not allowed in such files; � stands for them."
        ),
        Note.ENTITIES: translate(
            "Summary", "This file has abbreviations of its own; they are shown as they are written."
        ),
        Note.TRAILING: translate(
            "Summary", "Something follows the end of this document; it is not shown."
        ),
        Note.SIMPLIFIED: translate(
            "Summary", "A table or list is too large for its form; its words are all there."
        ),
        Note.ELSEWHERE: translate(
            "Summary", "A picture or file is kept elsewhere and was not fetched."
        ),
        Note.UNREADABLE_MEDIA: translate(
            "Summary", "A picture or file inside this document could not be read."
        ),
        Note.MORE_DOCUMENTS: translate(
            "Summary",
            "There are more documents in this package than can be shown: these are the first. "
            "Save it as received to have them all.",
        ),
    }
    return [said[note] for note in notes if note in said]


def elsewhere_words() -> str:
    """What stands for a picture that is not in the document."""
    return translate("Summary", "Picture not in this document")


def group_of(groups: Sequence[Group], section: str) -> str:
    """The first section of the group that a section is in; "" when it is not shown."""
    inside = (group for group in groups if any(one.id == section for one in group))
    return next((group[0].id for group in inside), "")
