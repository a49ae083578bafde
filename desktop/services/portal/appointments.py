"""Reads and actions of the Appointments tab."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from desktop.models.shown import Need, Page
from desktop.services.jobs import Lane
from desktop.services.portal.core import Core, Done, Failed
from portal_protocol.records import Answer, Appointment, Kind

translate = QCoreApplication.translate


class AppointmentsFace:
    """Visits and recalls (APPT-1…5). Lists follow `Portal.chosen`; Action needed is everyone's."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def needed(self, *, owner: QObject, done: Callable[[tuple[Need, ...]], None]) -> None:
        """Action needed, soonest first (APPT-3)."""
        opened = self._core.opened
        if opened is not None and not self._core.give("needed", done):
            self._core.run(Lane.READ, opened.visits.needed, owner=owner, done=done)

    def upcoming(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[Appointment]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """Visits from today on, soonest first (APPT-1)."""
        opened = self._core.opened
        if opened is not None and not (self._first(cursor) and self._core.give("upcoming", done)):
            read = partial(opened.visits.upcoming, chosen=self._core.chosen, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def past(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[Appointment]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Visits before today, newest first (APPT-1), from `since` to before `until`."""
        opened = self._core.opened
        first = self._first(cursor, since, until)
        if opened is not None and not (first and self._core.give("past", done)):
            read = partial(
                opened.visits.past,
                chosen=self._core.chosen,
                cursor=cursor,
                since=since,
                until=until,
            )
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def answer(self, visit: Appointment, answer: Answer) -> None:
        """Confirm, or ask for a call back: for all visits of that person on that day (APPT-4).

        Goes to the outbox at once; `Portal.changed` follows with Kind.APPOINTMENT.
        """
        opened = self._core.opened
        if opened is not None:
            put = partial(
                opened.actions.answer, visit=visit, answer=answer, offline=self._core.offline
            )
            self._core.change(put, frozenset({Kind.APPOINTMENT}))

    def take_back(self, action_id: str) -> None:
        """Drop an answer that has not been sent yet."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.actions.take_back, action_id=action_id)
            self._core.change(work, frozenset({Kind.APPOINTMENT}))

    def dismiss(self, action_id: str) -> None:
        """Forget an answer that the practice refused, once its reason was read."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.actions.dismiss, action_id=action_id)
            self._core.change(work, frozenset({Kind.APPOINTMENT}))

    def calendar(
        self,
        visits: Sequence[Appointment],
        *,
        owner: QObject,
        done: Callable[[bytes], None],
        failed: Failed | None = None,
    ) -> None:
        """An .ics file of these visits, without health details (APPT-5)."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.visits.calendar, visits=tuple(visits), title=self._title())
            self._core.run(Lane.READ, work, owner=owner, done=done, failed=failed)

    def save_calendar(
        self,
        visits: Sequence[Appointment],
        path: Path,
        *,
        owner: QObject,
        done: Done,
        failed: Failed | None = None,
    ) -> None:
        """Write the .ics file where the patient chose (APPT-5)."""
        opened = self._core.opened
        if opened is not None:
            work = partial(
                opened.visits.save_calendar, visits=tuple(visits), title=self._title(), path=path
            )
            self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)

    def _first(self, *narrowed: object) -> bool:
        """Whether this is the first page of everybody's."""
        return self._core.chosen is None and not any(narrowed)

    def _title(self) -> str:
        """What a calendar shows of a visit, to whoever looks at it: no health detail."""
        name = self._core.practice.name if self._core.practice else ""
        return translate("Calendar", "Visit, %1").replace("%1", name)
