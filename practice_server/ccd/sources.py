"""What one care summary is made of."""

from datetime import date, tzinfo
from typing import Final, TypeVar

from msgspec import Struct

from portal_protocol.charts import (
    Allergy,
    AnyEntry,
    Chart,
    Encounter,
    Entry,
    EntryStatus,
    FunctionalStatus,
    Immunization,
    LabResult,
    Medication,
    PlannedActivity,
    Problem,
    Procedure,
    ProcedureStatus,
    SocialHistory,
    VitalSigns,
)
from portal_protocol.offices import PostalAddress
from portal_protocol.records import Person, Provider
from portal_protocol.summaries import Referral
from portal_protocol.zones import zone_of
from practice_server.ccd.wording import local_day

N = TypeVar("N", bound=Entry)
SHOWN_PROCEDURES: Final = frozenset(
    {ProcedureStatus.COMPLETE, ProcedureStatus.EXISTING, ProcedureStatus.CONDITION}
)
"""Reference 197: all but planned and referred-out; those deleted are not here any more."""


class Office(Struct, frozen=True):
    """The practice, at the clinic where the person goes."""

    name: str
    phone: str
    address: PostalAddress
    time_zone: str


class Sources(Struct, frozen=True):
    """Everything that one summary tells; `author` is the person's primary provider, `custodian`
    the practice's default provider (reference 199). `entries` are without the chart's head."""

    person: Person
    chart: Chart
    office: Office
    author: Provider | None
    custodian: Provider | None
    entries: tuple[AnyEntry, ...] = ()
    referrals: tuple[Referral, ...] = ()

    @property
    def zone(self) -> tzinfo:
        """By whose calendar days are told."""
        return zone_of(self.office.time_zone)

    @property
    def address(self) -> PostalAddress:
        """Where the person lives: as the chart says, else as far as the lines of the record go."""
        return self.chart.address or PostalAddress(street=self.person.address[:4])

    def of(self, kind: type[N]) -> list[N]:
        """The entries of a kind: those that hold first, then by their last day, newest first."""
        found = [entry for entry in self.entries if isinstance(entry, kind)]
        return sorted(found, key=self._place, reverse=True)

    def procedures(self) -> list[Procedure]:
        """What was done or found, but nothing that is planned."""
        return [each for each in self.of(Procedure) if each.status in SHOWN_PROCEDURES]

    def _place(self, entry: Entry) -> tuple[bool, date, str]:
        holds = getattr(entry, "status", None) is EntryStatus.ACTIVE
        return holds, max(_days_of(entry, self.zone), default=date.min), entry.id


def period(sources: Sources) -> tuple[date, date] | None:
    """From the first to the last day of which its entries tell; None when they tell of none."""
    told = [
        entry
        for entry in sources.entries
        if not isinstance(entry, PlannedActivity)
        and not (isinstance(entry, Procedure) and entry.status not in SHOWN_PROCEDURES)
    ]
    days = sorted(day for entry in told for day in _days_of(entry, sources.zone))
    return (days[0], days[-1]) if days else None


def _days_of(entry: Entry, zone: tzinfo) -> list[date]:
    """Every day that an entry names."""
    match entry:
        case Problem() | Medication() | SocialHistory() | FunctionalStatus():
            days = [entry.started, entry.ended]
        case (
            Allergy(started=day)
            | Immunization(given=day)
            | Procedure(done=day)
            | LabResult(performed=day)
            | PlannedActivity(planned=day)
        ):
            days = [day]
        case VitalSigns(measured=moment) | Encounter(at=moment):
            days = [local_day(moment, zone)] if moment else []
        case _:
            days = []
    return [each for each in days if each is not None]
