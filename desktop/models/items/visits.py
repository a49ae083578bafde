"""Visits as rows: what a list writes, reads aloud and offers (APPT-1, APPT-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.shown import Pending, Shown, Waiting
from portal_protocol.records import Appointment, AppointmentStatus, Confirmation

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ChipText:
    """A state: its word, its tone (ok, warn, bad, info, neutral) and its icon ("" for none)."""

    text: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading of a group: a year."""

    key: str
    title: str
    enabled: bool = False

    @property
    def spoken(self) -> str:
        """The heading itself."""
        return self.title


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list. `tint` is the person's place in the family."""

    key: str
    shown: Shown[Appointment]
    month: str
    day: str
    title: str
    when: str
    who: str
    initial: str
    tint: int
    chip: ChipText | None
    spoken: str
    answerable: bool
    enabled: bool = True


ListRow = GroupRow | VisitRow


def chip_of(shown: Shown[Appointment]) -> ChipText:
    """The state of a visit to come, in the words of the design (DESIGN.md, 6)."""
    visit = shown.record
    if shown.pending is not None:
        return pending_chip(shown.pending)
    if visit.answer is not None:
        return ChipText(translate("Visits", "Waiting for practice"), "info", "hourglass")
    return {
        Confirmation.ASKED: ChipText(
            translate("Visits", "Needs your answer"), "warn", "circle-alert"
        ),
        Confirmation.CONFIRMED: ChipText(translate("Visits", "Confirmed"), "ok", "check"),
        Confirmation.CALL_BACK: ChipText(
            translate("Visits", "The office will call"), "info", "phone"
        ),
        Confirmation.NOT_ASKED: ChipText(translate("Visits", "Booked"), "neutral"),
    }[visit.confirmation]


def pending_chip(pending: Pending) -> ChipText:
    """Where an answer of this computer stands."""
    return {
        Waiting.QUEUED: ChipText(translate("Visits", "Waiting to send"), "info", "clock"),
        Waiting.SENDING: ChipText(translate("Visits", "Sending"), "info", "send"),
        Waiting.FAILED: ChipText(translate("Visits", "Not sent"), "bad", "circle-alert"),
    }[pending.state]


def answerable(shown: Shown[Appointment]) -> bool:
    """Whether the practice has asked and nobody has answered yet."""
    visit = shown.record
    return (
        shown.pending is None
        and visit.answer is None
        and visit.confirmation is Confirmation.ASKED
        and visit.status is AppointmentStatus.SCHEDULED
    )


def title_of(visit: Appointment) -> str:
    """What the visit is for; a plain word when the practice does not say."""
    return visit.description or translate("Visits", "Visit")


def who_with(visit: Appointment, family: Family) -> str:
    """Ivy with Priya Sandoval, RDH; the clinic after it when it is not the usual one."""
    name, provider = family.name(visit.patient), family.provider(visit.provider)
    text = name
    if provider:
        text = translate("Visits", "%1 with %2").replace("%1", name).replace("%2", provider)
    clinic = family.elsewhere(visit.clinic)
    return f"{text}, {clinic}" if clinic else text


def upcoming_row(shown: Shown[Appointment], family: Family) -> VisitRow:
    """A visit to come."""
    visit, at, zone = _placed(shown, family)
    here = written.local(at, zone)
    parts = [written.weekday(here.date()), written.clock(at, zone)]
    if visit.length_minutes:
        parts.append(written.minutes(visit.length_minutes))
    return _row(shown, family, here, ", ".join(parts), chip_of(shown))


def past_row(shown: Shown[Appointment], family: Family) -> VisitRow:
    """A visit that was."""
    _, at, zone = _placed(shown, family)
    here = written.local(at, zone)
    return _row(shown, family, here, written.clock(at, zone), None)


def upcoming_rows(visits: Sequence[Shown[Any]], family: Family) -> list[ListRow]:
    """The upcoming list."""
    return [
        upcoming_row(shown, family) if isinstance(shown.record, Appointment) else _unreadable(shown)
        for shown in visits
    ]


def past_rows(visits: Sequence[Shown[Any]], family: Family) -> list[ListRow]:
    """The list of past visits, newest first as they come, with a heading for each year."""
    rows: list[ListRow] = []
    year = None
    for shown in visits:
        if not isinstance(shown.record, Appointment):
            rows.append(_unreadable(shown))
            continue
        _, at, zone = _placed(shown, family)
        here = written.local(at, zone)
        if here.year != year:
            year = here.year
            rows.append(GroupRow(f"year:{year}", str(year)))
        rows.append(past_row(shown, family))
    return rows


def details(
    shown: Shown[Appointment], family: Family, now: datetime
) -> list[tuple[str, tuple[str, ...]]]:
    """Everything the practice published about a visit: labels, and lines under each (APPT-2)."""
    visit, at, zone = _placed(shown, family)
    here = written.local(at, zone)
    clinic = family.clinic(visit.clinic)
    upcoming = visit.status is AppointmentStatus.SCHEDULED and at >= now
    arrive = written.clock(visit.arrive_at, zone) if visit.arrive_at else ""
    length = written.minutes(visit.length_minutes) if visit.length_minutes else ""
    state = chip_of(shown).text if upcoming else translate("Visits", "Took place")
    if not upcoming and visit.status is not AppointmentStatus.COMPLETE:
        state = translate("Visits", "Past")
    lines: list[tuple[str, tuple[str, ...]]] = [
        (translate("Visits", "Who"), (family.name(visit.patient),)),
        (translate("Visits", "When"), (written.full_day(here.date()), written.clock(at, zone))),
        (translate("Visits", "Length"), (length,)),
        (translate("Visits", "Arrive by"), (arrive,)),
        (translate("Visits", "With"), (family.provider(visit.provider),)),
        (
            translate("Visits", "Where"),
            (clinic.name, *clinic.address) if clinic else (),
        ),
        (translate("Visits", "State"), (state,)),
        (translate("Visits", "What to bring"), (visit.bring,)),
    ]
    return [(label, tuple(filter(None, said))) for label, said in lines if any(said)]


def count_words(count: int) -> str:
    """4 visits."""
    if count == 1:
        return translate("Visits", "1 visit")
    return translate("Visits", "%n visits", "", count) if count else ""


def _unreadable(shown: Shown[Any]) -> GroupRow:
    """A record that this version cannot read: a row that says so and cannot be chosen."""
    return GroupRow(shown.key, translate("Visits", "A visit that this version cannot show"))


def _placed(shown: Shown[Appointment], family: Family) -> tuple[Appointment, datetime, str]:
    visit = shown.record
    return visit, visit.at or datetime.fromtimestamp(0, UTC), family.zone(visit.clinic)


def _row(
    shown: Shown[Appointment],
    family: Family,
    here: datetime,
    when: str,
    chip: ChipText | None,
) -> VisitRow:
    visit = shown.record
    title, who = title_of(visit), who_with(visit, family)
    said = [title, who, written.full_day(here.date()), when, chip.text if chip else ""]
    return VisitRow(
        key=shown.key,
        shown=shown,
        month=written.month(here.date()),
        day=written.number(here.day),
        title=title,
        when=when,
        who=who,
        initial=family.initial(visit.patient),
        tint=family.tint(visit.patient),
        chip=chip,
        spoken=", ".join(filter(None, said)),
        answerable=answerable(shown),
    )
