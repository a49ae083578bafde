"""An account's ledger. Every figure of every statement of the demo practice is worked out here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal_protocol.records import PatientId


class EntryKind(StrEnum):
    """What an entry does to the balance."""

    CHARGE = "charge"
    INSURANCE = "insurance"
    ADJUSTMENT = "adjustment"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ledger, in signed cents: what lowers the balance is negative.

    `expected` is what insurance is expected to pay of a charge (positive), `claim` the id of the
    charge that an insurance payment is for.
    """

    id: str
    on: date
    patient: PatientId
    kind: EntryKind
    text: str
    cents: int
    visit: str = ""
    expected: int = 0
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The money of one statement in signed cents; `estimate` is positive."""

    before: int
    charges: int
    insurance: int
    adjustments: int
    payments: int
    estimate: int

    @property
    def balance(self) -> int:
        """The sum of the first five."""
        return self.before + self.charges + self.insurance + self.adjustments + self.payments


class Ledger:
    """The entries of one account in order of their day."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = sorted(entries, key=_order)

    def add(self, entry: Entry) -> None:
        """Put `entry` at its place."""
        self.entries.append(entry)
        self.entries.sort(key=_order)

    def balance(self, upto: date) -> int:
        """What is owed at the end of that day, in cents."""
        return sum(entry.cents for entry in self.entries if entry.on <= upto)

    def between(self, after: date, upto: date) -> list[Entry]:
        """The entries later than `after`, `upto` included."""
        return [entry for entry in self.entries if after < entry.on <= upto]

    def pending(self, upto: date) -> list[Entry]:
        """Charges that insurance had not answered by the end of that day."""
        answered = {entry.claim for entry in self.entries if entry.claim and entry.on <= upto}
        return [
            entry
            for entry in self.entries
            if entry.on <= upto and entry.expected and entry.id not in answered
        ]

    def figures(self, after: date, upto: date) -> Figures:
        """The figures of a statement about the days later than `after`, `upto` included."""
        estimate = sum(entry.expected for entry in self.pending(upto))
        return figures(self.between(after, upto), before=self.balance(after), estimate=estimate)


def figures(entries: Iterable[Entry], *, before: int = 0, estimate: int = 0) -> Figures:
    """The figures of `entries` on top of a balance of `before`, in cents."""
    sums = dict.fromkeys(EntryKind, 0)
    for entry in entries:
        sums[entry.kind] += entry.cents
    return Figures(
        before=before,
        charges=sums[EntryKind.CHARGE],
        insurance=sums[EntryKind.INSURANCE],
        adjustments=sums[EntryKind.ADJUSTMENT],
        payments=sums[EntryKind.PAYMENT],
        estimate=estimate,
    )


def _order(entry: Entry) -> tuple[date, str]:
    return entry.on, entry.id
