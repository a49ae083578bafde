"""Reads and actions of the Appointments tab."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.models.shown import Need, Page
from desktop.services.portal.core import Core, Done, Failed
from portal_protocol.records import Answer, Appointment


class AppointmentsFace:
    """Visits and recalls (APPT-1…5). Lists follow `Portal.chosen`; Action needed is everyone's."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def needed(self, *, owner: QObject, done: Callable[[tuple[Need, ...]], None]) -> None:
        """Action needed, soonest first (APPT-3)."""

    def upcoming(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[Appointment]], None],
        cursor: str | None = None,
    ) -> None:
        """Visits from today on, soonest first (APPT-1)."""

    def past(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[Appointment]], None],
        cursor: str | None = None,
    ) -> None:
        """Visits before today, newest first (APPT-1)."""

    def answer(self, visit: Appointment, answer: Answer) -> None:
        """Confirm, or ask for a call back: for all visits of that person on that day (APPT-4).

        Goes to the outbox at once; `Portal.changed` follows with Kind.APPOINTMENT.
        """

    def take_back(self, action_id: str) -> None:
        """Drop an answer that has not been sent yet."""

    def dismiss(self, action_id: str) -> None:
        """Forget an answer that the practice refused, once its reason was read."""

    def calendar(
        self,
        visits: Sequence[Appointment],
        *,
        owner: QObject,
        done: Callable[[bytes], None],
        failed: Failed | None = None,
    ) -> None:
        """An .ics file of these visits, without health details (APPT-5)."""

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
