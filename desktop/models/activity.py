"""What was done to the records, as every layer of the desktop knows it (HEAD-8, WHO-7)."""

from datetime import datetime

from msgspec import Struct

from desktop.models.shown import Shown
from portal_protocol.activity import Activity
from portal_protocol.records import Kind, PatientId, Record

_ABOUT = {Kind.CARE_SUMMARY.value: {Kind.CARE_SUMMARY.value, Kind.TRANSMISSION.value}}
"""What is told beside a kind: the history of care summaries has their transmissions (SUM-7)."""


class Asked(Struct, frozen=True):
    """Which entries are wanted; nothing is everything.

    `patient` is whose records, `actor` who did it, `what` one of `activity.What` or a newer
    word, `subject` the kind of record that it was done to; from `since` to before `until`, aware
    UTC.
    """

    patient: PatientId | None = None
    actor: PatientId | None = None
    what: str = ""
    since: datetime | None = None
    until: datetime | None = None
    subject: str = ""

    def fits(self, activity: Activity) -> bool:
        """Whether an entry of a wanted person and time was done by the right one, and is of the
        right sort."""
        return (
            self.actor in {None, activity.actor}
            and self.what in {"", activity.what}
            and (not self.subject or activity.subject in _ABOUT.get(self.subject, {self.subject}))
        )

    def covers(self, activity: Activity) -> bool:
        """`fits`, and is about a wanted person at a wanted time."""
        at = activity.at
        late = self.since is None or (at is not None and at >= self.since)
        early = self.until is None or at is None or at < self.until
        return self.fits(activity) and self.patient in {None, activity.patient} and late and early


class Entry(Shown[Activity], frozen=True):
    """One thing that was done; `pending` while it waits in the outbox of this computer.

    `subject` is the record that it was done to, None when that is not here.
    """

    subject: Record | None = None


class Choices(Struct, frozen=True):
    """What entries can be narrowed to: whose records, who did it (id and name), and what."""

    patients: frozenset[PatientId] = frozenset()
    actors: tuple[tuple[PatientId, str], ...] = ()
    whats: tuple[str, ...] = ()
