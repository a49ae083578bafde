"""Activity as rows: when, what, who on which device, and what it was done to (HEAD-8)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from desktop.models.activity import Entry
from desktop.models.items import format as written
from desktop.models.items.activity_words import subject_words, what_chip
from desktop.models.items.family import Family
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import ChipText, GroupRow
from portal_protocol.activity import What
from portal_protocol.records import Kind

translate = QCoreApplication.translate
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Column(StrEnum):
    """What rows can be put in order by."""

    WHEN = "when"
    WHAT = "what"
    WHO = "who"
    WHOSE = "whose"


@dataclass(frozen=True, slots=True)
class Wording:
    """What rows need for their words; `several` when whose records they are must be said."""

    family: Family
    several: bool = True


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One thing that was done. It words itself when asked: there may be very many."""

    entry: Entry
    wording: Wording
    enabled: bool = True

    @property
    def key(self) -> str:
        """The entry's id."""
        return self.entry.key

    @property
    def at(self) -> datetime:
        """When, on the computer's clock."""
        return (self.entry.record.at or _NEVER).astimezone()

    @property
    def when(self) -> str:
        """Nov 10, 2026, 8:16 AM."""
        return f"{written.day(self.at.date())}, {written.time(self.at)}"

    @property
    def what(self) -> ChipText:
        """Viewed, Sent, Signed in."""
        return what_chip(self.entry.record.what)

    @property
    def who(self) -> str:
        """Who did it, as the practice knows them."""
        activity = self.entry.record
        known = activity.actor_name or self.wording.family.name(activity.actor)
        return known or translate("Activity", "Somebody")

    @property
    def device(self) -> str:
        """The computer on which it was done."""
        return self.entry.record.device

    @property
    def whose(self) -> str:
        """The first name of the person concerned."""
        return self.wording.family.name(self.entry.record.patient)

    @property
    def subject(self) -> str:
        """Statement of Oct 28."""
        return subject_words(self.entry, self.at.date(), self.wording.family)

    @property
    def note(self) -> str:
        """How it came to be told, where that is worth a word."""
        activity = self.entry.record
        if self.entry.pending is not None:
            return translate("Activity", "Will be added when connected")
        if not activity.offline:
            return ""
        if activity.what == What.SIGNED_IN:
            return translate("Activity", "Saved copy, added when connected")
        return translate("Activity", "Offline, added when connected")

    @property
    def details(self) -> tuple[str, ...]:
        """What it was done to, and the note; none, one or two lines."""
        return tuple(filter(None, (self.subject, self.note)))

    @property
    def title(self) -> str:
        """What typing finds."""
        return self.who

    @property
    def spoken(self) -> str:
        """Viewed by Elena Marlowe, Home computer, Ivy’s records, Statement of Oct 28, …"""
        by = translate("Activity", "%1 by %2").replace("%1", self.what.text)
        whose = translate("Activity", "%1’s records").replace("%1", self.whose)
        said = (
            by.replace("%2", self.who),
            self.device,
            whose if self.whose and self.wording.several else "",
            *self.details,
            f"{written.full_day(self.at.date())}, {written.time(self.at)}",
        )
        return ", ".join(filter(None, said))


_KEYS: dict[Column, Callable[[ActivityRow], str]] = {
    Column.WHAT: lambda row: row.what.text.casefold(),
    Column.WHO: lambda row: row.who.casefold(),
    Column.WHOSE: lambda row: row.whose.casefold(),
}


class ActivityModel(PagedListModel[ActivityRow | GroupRow]):
    """The list. Newest first it comes in pages; in any other order all of it is needed at once
    (`whole`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._arranged, parent)
        self.column, self.descending = Column.WHEN, True
        self._wording = Wording(Family())

    @property
    def whole(self) -> bool:
        """Whether the order of now needs everything at once."""
        return self.column is not Column.WHEN or not self.descending

    def set_wording(self, wording: Wording) -> None:
        """Names, and whether there are several persons."""
        self._wording = wording
        self.rearrange()

    def order_by(self, column: Column) -> None:
        """Another order; the same column again turns it over. Time begins with the newest."""
        turned = column is self.column
        self.descending = not self.descending if turned else column is Column.WHEN
        self.column = column
        self.clear()
        self.start_over()

    def clear(self) -> None:
        """Drop the rows at once: thousands of them are not moved one by one."""
        self.beginResetModel()
        self._rows.clear()
        self.endResetModel()

    def _arranged(self, entries: Sequence[Any]) -> list[ActivityRow | GroupRow]:
        rows = rows_of(entries, self._wording)
        return in_order(rows, self.column, descending=self.descending) if self.whole else rows


def rows_of(entries: Iterable[Any], wording: Wording) -> list[ActivityRow | GroupRow]:
    """A row for each; one that this version cannot read says so."""
    return [
        ActivityRow(entry, wording)
        if isinstance(entry, Entry)
        else GroupRow(entry.key, translate("Activity", "An entry that this version cannot show"))
        for entry in entries
    ]


def in_order(
    rows: Sequence[ActivityRow | GroupRow], column: Column, *, descending: bool
) -> list[ActivityRow | GroupRow]:
    """Rows, newest first as they come, in another order; within it the newest stay first."""
    sound = [row for row in rows if isinstance(row, ActivityRow)]
    others = [row for row in rows if not isinstance(row, ActivityRow)]
    if column is Column.WHEN:
        return [*(sound if descending else reversed(sound)), *others]
    return [*sorted(sound, key=_KEYS[column], reverse=descending), *others]


def title_of(subject: str, *, one: bool) -> str:
    """What the list tells of; %1 is the person's name where it is about `one`."""
    if subject == Kind.CARE_SUMMARY:
        if one:
            return translate("Activity", "Everything done with %1’s care summaries")
        return translate("Activity", "Everything done with your family’s care summaries")
    if one:
        return translate("Activity", "Everything done with %1’s records")
    return translate("Activity", "Everything done with your family’s records")


def count_words(count: int) -> str:
    """12 entries. Times are in Eastern Time."""
    entries = translate("Activity", "1 entry.")
    if count != 1:
        entries = translate("Activity", "%Ln entries.", "", count)
    times = translate("Activity", "Times are in %1.").replace("%1", written.own_zone())
    return f"{entries} {times}"
