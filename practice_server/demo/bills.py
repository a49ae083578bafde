"""Statements, invoices and receipts before they are records: all taken from a ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal_protocol.records import Blob, PatientId, Person, Statement, StatementType
from practice_server.demo.days import clock
from practice_server.demo.ledger import Entry, EntryKind, Figures, Ledger
from practice_server.demo.office import CLINICS


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a bill's table in signed cents; `insurance` is what it paid, None: not asked."""

    on: date
    who: str
    text: str
    charge: int | None
    insurance: int | None
    you: int
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Bill:
    """A document of an account; `addressee` gets it, `account` is the number printed on it."""

    id: str
    type: StatementType
    on: date
    account: str
    addressee: Person
    figures: Figures
    rows: tuple[Row, ...]
    about: PatientId
    family: bool = True
    due_on: date | None = None
    covers: tuple[date, date] | None = None
    note: str = ""
    heading: str = ""
    clinic: str = "pier"
    method: str = field(default="", kw_only=True)


def statement(bill: Bill, blob: Blob) -> Statement:
    """The record of a bill whose PDF is `blob` (ACC-1)."""
    figures = bill.figures
    return Statement(
        id=bill.id,
        patient=bill.about,
        at=clock(bill.on, "17:00", CLINICS[bill.clinic].time_zone),
        blobs=(blob,),
        type=bill.type,
        family=bill.family,
        clinic=bill.clinic,
        covers_from=bill.covers[0] if bill.covers else None,
        covers_to=bill.covers[1] if bill.covers else None,
        due_on=bill.due_on,
        balance_before_cents=figures.before,
        charges_cents=figures.charges,
        insurance_paid_cents=figures.insurance,
        adjustments_cents=figures.adjustments,
        payments_cents=figures.payments,
        balance_cents=figures.balance,
        insurance_estimate_cents=figures.estimate,
    )


def covered_days(entries: Sequence[Entry]) -> tuple[date, date] | None:
    """The first and the last day with a charge."""
    days = [entry.on for entry in entries if entry.kind is EntryKind.CHARGE]
    return (min(days), max(days)) if days else None


def rows(
    ledger: Ledger, entries: Sequence[Entry], upto: date, names: dict[PatientId, str]
) -> tuple[Row, ...]:
    """The table of a bill: what insurance paid stands beside its charge when both are in it.

    The sum of `you` and the balance before is the balance.
    """
    inside = {entry.id for entry in entries}
    waiting = {entry.id for entry in ledger.pending(upto)}
    return tuple(_rows(entries, inside, waiting, names))


def _rows(
    entries: Sequence[Entry], inside: set[str], waiting: set[str], names: dict[PatientId, str]
) -> Iterator[Row]:
    paid = {entry.claim: entry.cents for entry in entries if entry.claim}
    for entry in entries:
        who = names[entry.patient]
        match entry.kind:
            case EntryKind.CHARGE:
                by_insurance = paid.get(entry.id, 0)
                yield Row(
                    entry.on,
                    who,
                    entry.text,
                    entry.cents,
                    -by_insurance,
                    entry.cents + by_insurance,
                    pending=entry.id in waiting,
                )
            case EntryKind.INSURANCE if entry.claim not in inside:
                yield Row(entry.on, who, entry.text, None, -entry.cents, entry.cents)
            case EntryKind.ADJUSTMENT:
                yield Row(entry.on, who, entry.text, entry.cents, None, entry.cents)
            case EntryKind.PAYMENT:
                yield Row(entry.on, "", entry.text, None, None, entry.cents)
