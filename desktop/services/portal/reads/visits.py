"""Visits and recalls as the Appointments tab shows them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from desktop.models.shown import Need, NeedKind, Page, Shown
from desktop.models.vault import outbox, queries
from desktop.models.vault.vault import Vault
from desktop.services import calendar, saving
from desktop.services.jobs import Context
from desktop.services.portal.reads.common import PAGE, damaged, day_start, only, practice, sound
from desktop.services.portal.reads.overlay import Overlay, Zones
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Confirmation,
    PatientId,
    Person,
    Practice,
    Recall,
)

MOST_NEEDED = 500
Patients = frozenset[PatientId] | None


class VisitReads:
    """Reads for `AppointmentsFace`; each is one transaction. `now` gives aware UTC."""

    def __init__(self, vault: Vault, now: Callable[[], datetime]) -> None:
        self._vault, self._now = vault, now

    def needed(self, _context: Context) -> tuple[Need, ...]:
        """Action needed for everybody in view, soonest first (APPT-3)."""
        with self._vault.reading() as conn:
            return needed(conn, self._now())

    def upcoming(
        self, _context: Context, *, chosen: PatientId | None, cursor: str | None
    ) -> Page[Appointment]:
        """Scheduled visits from today on, soonest first."""
        with self._vault.reading() as conn:
            return upcoming(conn, self._now(), only(chosen), cursor)

    def past(
        self,
        _context: Context,
        *,
        chosen: PatientId | None,
        cursor: str | None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Page[Appointment]:
        """Visits before today and those of today that are complete, newest first.

        Only those from `since` to before `until`, where these are given.
        """
        with self._vault.reading() as conn:
            return past(conn, self._now(), only(chosen), cursor, since, until)

    def calendar(self, _context: Context, *, visits: Sequence[Appointment], title: str) -> bytes:
        """An .ics file of these visits, each with the same title (APPT-5)."""
        with self._vault.reading() as conn:
            of = practice(conn) or Practice(id="practice", name="")
        return calendar.calendar(visits, of, lambda _visit: title)

    def save_calendar(
        self, context: Context, *, visits: Sequence[Appointment], title: str, path: Path
    ) -> None:
        """Write that file where the patient chose; a file there was asked about."""
        data = self.calendar(context, visits=visits, title=title)
        saving.save_one(saving.Piece(path.name, lambda _: data), path, context, replace=True)


def upcoming(
    conn: Connection,
    now: datetime,
    who: Patients,
    cursor: str | None = None,
    laid: Overlay | None = None,
) -> Page[Appointment]:
    """A page of the visits from today on; `laid` is the overlay if it was read already."""
    since = day_start(now)
    rows, following = queries.page(
        conn,
        Appointment,
        patients=who,
        newest_first=False,
        since=since,
        cursor=cursor,
        limit=PAGE,
    )
    total = queries.count(conn, Appointment, patients=who, since=since)
    laid = laid or overlay(conn)
    kept = tuple(laid.shown(row) for row in sound(rows) if _still_comes(row, since))
    return Page(kept, following, total - len(rows) + len(kept), damaged(rows))


def past(
    conn: Connection,
    now: datetime,
    who: Patients,
    cursor: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[Appointment]:
    """A page of the visits before today, and of those of today that are complete."""
    today = day_start(now)
    tomorrow = today + timedelta(days=1)
    until = min(until, tomorrow) if until else tomorrow
    rows, following = queries.page(
        conn,
        Appointment,
        patients=who,
        newest_first=True,
        since=since,
        until=until,
        cursor=cursor,
        limit=PAGE,
    )
    total = queries.count(conn, Appointment, patients=who, since=since, until=until)
    kept = tuple(Shown(row) for row in sound(rows) if not _still_comes(row, today))
    return Page(kept, following, total - len(rows) + len(kept), damaged(rows))


def _still_comes(visit: Appointment, since: datetime) -> bool:
    scheduled = visit.status is AppointmentStatus.SCHEDULED
    return scheduled and visit.at is not None and visit.at >= since


def overlay(conn: Connection) -> Overlay:
    """What waits in the outbox, ready to be laid over visits."""
    waiting = outbox.pending(conn)
    answers = [row.action for row in waiting if isinstance(row.action, AnswerVisit)]
    found = [queries.one(conn, Appointment, answer.appointment) for answer in answers]
    visits = {visit.id: visit for visit in found if isinstance(visit, Appointment)}
    return Overlay(Zones(practice(conn)), waiting, visits)


def needed(conn: Connection, now: datetime, laid: Overlay | None = None) -> tuple[Need, ...]:
    """Visits that are asked for and not answered, one a person and day, and recalls that are due.

    An answer that waits in the outbox keeps its card, with the state it is in. `laid` is the
    overlay if it was read already.
    """
    people = {person.id: person for person in sound(queries.all_of(conn, Person))}
    who = frozenset(PatientId(person) for person in people)
    visits, _ = queries.page(
        conn, Appointment, patients=who, newest_first=False, since=now, limit=MOST_NEEDED
    )
    recalls, _ = queries.page(
        conn, Recall, patients=who, newest_first=False, until=now, limit=MOST_NEEDED
    )
    laid = laid or overlay(conn)
    return (*_to_answer(sound(visits), people, laid), *_to_book(sound(recalls), people))


def _to_answer(
    visits: Iterable[Appointment], people: dict[str, Person], laid: Overlay
) -> Iterator[Need]:
    asked = [visit for visit in visits if _asked(visit) and visit.patient in people]
    on_day = Counter(laid.zones.day(visit) for visit in asked)
    told = set()
    for visit in asked:
        day = laid.zones.day(visit)
        if day not in told:
            told.add(day)
            person = people[visit.patient or ""]
            yield Need(NeedKind.CONFIRM, laid.shown(visit), person, on_day[day] - 1)


def _asked(visit: Appointment) -> bool:
    scheduled = visit.status is AppointmentStatus.SCHEDULED
    return scheduled and visit.confirmation is Confirmation.ASKED and visit.answer is None


def _to_book(recalls: Iterable[Recall], people: dict[str, Person]) -> Iterator[Need]:
    for recall in recalls:
        if not recall.scheduled and recall.patient in people:
            yield Need(NeedKind.RECALL, Shown(recall), people[recall.patient or ""])
