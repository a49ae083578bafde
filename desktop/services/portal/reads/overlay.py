"""Lays what waits in the outbox over visits (APPT-4)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from desktop.models.shown import Pending, Shown
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import Appointment, PatientId, Practice
from portal_protocol.zones import zone_of

_NO_TIME = datetime(1970, 1, 2, tzinfo=UTC)
Day = tuple[PatientId | None, date]


class Zones:
    """The time zones of a practice's clinics; UTC for one that is not known."""

    def __init__(self, practice: Practice | None) -> None:
        clinics = practice.clinics if practice else ()
        self._zones = {clinic.id: zone_of(clinic.time_zone) for clinic in clinics}

    def day(self, visit: Appointment, at: datetime | None = None) -> Day:
        """The person and the clinic's date of a visit: what one answer covers."""
        start = at or visit.at or _NO_TIME
        return visit.patient, start.astimezone(self._zones.get(visit.clinic, UTC)).date()


class Overlay:
    """The latest answer that waits, by visit and by all visits of that person on that day."""

    def __init__(
        self, zones: Zones, waiting: Iterable[Pending], answered: dict[str, Appointment]
    ) -> None:
        self.zones = zones
        self._by_id: dict[str, Pending] = {}
        self._by_day: dict[Day, Pending] = {}
        for pending in waiting:
            action = pending.action
            if isinstance(action, AnswerVisit):
                self._by_id[action.appointment] = pending
                visit = answered.get(action.appointment)
                if visit is not None:
                    self._by_day[zones.day(visit, action.start)] = pending

    def shown(self, visit: Appointment) -> Shown[Appointment]:
        """The visit with the answer that waits for it."""
        pending = self._by_id.get(visit.id) or self._by_day.get(self.zones.day(visit))
        return Shown(visit, pending)
