"""Keeping an account's books: visits become charges, insurance and payments, then bills."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from portal_protocol.records import (
    AppointmentStatus,
    PatientId,
    Payment,
    PaymentState,
    Person,
    StatementType,
)
from practice_server.demo import bills
from practice_server.demo.bills import Bill
from practice_server.demo.days import Days, clock
from practice_server.demo.ledger import Entry, EntryKind, Ledger, figures
from practice_server.demo.office import CLINICS
from practice_server.demo.treatments import Procedure
from practice_server.demo.visits import Visit

METHODS: Final = ("Card", "Card", "Check", "Card", "Bank transfer", "Cash")
DUE_AFTER: Final = timedelta(days=28)
PENDING_NOTE: Final = "Insurance for the visits marked pending is still being worked out."


@dataclass(slots=True)
class Account:
    """The books of one guarantor. `settled` are balances in cents that are reached on the day of
    the statement made so many days ago, by a payment two days before it."""

    days: Days
    dice: Random
    number: str
    people: tuple[Person, ...]
    clinic: str = "pier"
    settled: dict[int, int] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    payments: list[Payment] = field(default_factory=list)
    statements: list[Bill] = field(default_factory=list)

    @property
    def holder(self) -> Person:
        """Who pays: the first of `people`."""
        return self.people[0]

    @property
    def names(self) -> dict[PatientId, str]:
        """First names, as bills print them."""
        return {PatientId(person.id): person.first_name for person in self.people}

    def treat(self, visits: list[Visit]) -> None:
        """Charge every treated visit, and what insurance paid for it until today."""
        for visit in visits:
            if visit.status is AppointmentStatus.COMPLETE and visit.day:
                self._charge(visit, visit.day, timedelta(days=self.dice.randint(9, 20)))

    def close(self, offset: int) -> Bill:
        """Make the statement of that day, following on from the one before."""
        day = self.days.office_day(offset)
        if offset in self.settled:
            excess = self.ledger.balance(day) - self.settled[offset]
            self.pay(day - timedelta(days=2), excess, "Card")
        after = self.statements[-1].on if self.statements else date.min
        entries = self.ledger.between(after, day)
        figures = self.ledger.figures(after, day)
        made = Bill(
            id=f"{self.holder.id}-statement-{len(self.statements) + 1:02}",
            type=StatementType.STATEMENT,
            on=day,
            account=self.number,
            addressee=self.holder,
            figures=figures,
            rows=bills.rows(self.ledger, entries, day, self.names),
            about=PatientId(self.holder.id),
            due_on=day + DUE_AFTER if figures.balance > 0 else None,
            covers=bills.covered_days(entries),
            note=PENDING_NOTE if figures.estimate else "",
            clinic=self.clinic,
        )
        self.statements.append(made)
        return made

    def pay(self, day: date, cents: int, method: str) -> None:
        """Post a payment of `cents`; nothing happens unless there is something to pay."""
        if cents <= 0:
            return
        record = self.payment(day, cents, method, PaymentState.POSTED)
        self.payments.append(record)
        text = f"Payment, {method.lower()}"
        who = PatientId(self.holder.id)
        self.ledger.add(Entry(record.id, day, who, EntryKind.PAYMENT, text, -cents))

    def payment(self, day: date, cents: int, method: str, state: PaymentState) -> Payment:
        """A payment as patients see it (ACC-2)."""
        return Payment(
            id=f"{self.holder.id}-payment-{len(self.payments) + 1:02}",
            patient=PatientId(self.holder.id),
            at=clock(day, "12:00", CLINICS[self.clinic].time_zone),
            amount_cents=cents,
            method=method,
            state=state,
            statement=self.statements[-1].id if self.statements else "",
        )

    def _charge(self, visit: Visit, day: date, delay: timedelta) -> None:
        for at, procedure in enumerate(visit.treatment.procedures):
            self._bill(visit, day, f"{visit.id}-{at}", procedure, day + delay)
        if visit.treatment.discount:
            self.ledger.add(
                Entry(
                    f"{visit.id}-9",
                    day,
                    visit.patient,
                    EntryKind.ADJUSTMENT,
                    "Network adjustment",
                    -visit.treatment.discount,
                    visit.id,
                )
            )

    def _bill(
        self, visit: Visit, day: date, number: str, procedure: Procedure, answered: date
    ) -> None:
        charge = Entry(
            number,
            day,
            visit.patient,
            EntryKind.CHARGE,
            procedure.name,
            procedure.fee,
            visit.id,
            expected=procedure.insured,
        )
        self.ledger.add(charge)
        if procedure.insured and answered <= self.days.today:
            self.ledger.add(_insurance(charge, answered))


def _insurance(charge: Entry, day: date) -> Entry:
    """What insurance paid for a charge, all that was expected."""
    return Entry(
        f"{charge.id}-insurance",
        day,
        charge.patient,
        EntryKind.INSURANCE,
        f"Insurance, {charge.text}",
        -charge.expected,
        charge.visit,
        claim=charge.id,
    )


def keep_books(account: Account, closings: list[int]) -> None:
    """Make the statements of these days (counted from today), and pay after each but the last."""
    for number, offset in enumerate(closings[:-1]):
        made = account.close(offset)
        part = made.figures.balance - made.figures.estimate
        wait = 13 if offset in account.settled else account.dice.randint(7, 20)
        method = METHODS[number % len(METHODS)]
        share = part // 2 if number % 5 == 2 else part
        account.pay(made.on + timedelta(days=wait), share, method)
    account.close(closings[-1])


def receipts(account: Account, until: date) -> list[Bill]:
    """A receipt for every payment posted up to that day."""
    made = []
    for payment in account.payments:
        entry = next(entry for entry in account.ledger.entries if entry.id == payment.id)
        if entry.on > until:
            continue
        before = account.ledger.balance(entry.on) - entry.cents
        made.append(
            Bill(
                id=payment.id.replace("-payment-", "-receipt-"),
                type=StatementType.RECEIPT,
                on=entry.on,
                account=account.number,
                addressee=account.holder,
                figures=figures([entry], before=before),
                rows=bills.rows(account.ledger, [entry], entry.on, account.names),
                about=PatientId(account.holder.id),
                clinic=account.clinic,
                method=payment.method,
            )
        )
    return made


def invoice(account: Account, visit: Visit) -> Bill:
    """The invoice of one visit, made on its day, for the person treated."""
    day = visit.day or account.days.today
    entries = [
        entry for entry in account.ledger.entries if entry.visit == visit.id and entry.on == day
    ]
    estimate = sum(entry.expected for entry in entries)
    return Bill(
        id=f"{visit.id}-invoice",
        type=StatementType.INVOICE,
        on=day,
        account=account.number,
        addressee=account.holder,
        figures=figures(entries, estimate=estimate),
        rows=bills.rows(account.ledger, entries, day, account.names),
        about=visit.patient,
        family=False,
        due_on=day + DUE_AFTER,
        covers=bills.covered_days(entries),
        note=PENDING_NOTE if estimate else "",
        clinic=visit.clinic,
    )


def itemised(account: Account, after: date, upto: date, name: str) -> Bill:
    """An invoice with everything of a longer time, for a patient's own files."""
    entries = account.ledger.between(after, upto)
    figures = account.ledger.figures(after, upto)
    return Bill(
        id=f"{account.holder.id}-itemised-{name}",
        type=StatementType.INVOICE,
        on=upto,
        account=account.number,
        addressee=account.holder,
        figures=figures,
        rows=bills.rows(account.ledger, entries, upto, account.names),
        about=PatientId(account.holder.id),
        covers=bills.covered_days(entries),
        note="Everything on your account in this time, for your own files.",
        heading="Itemized account",
        clinic=account.clinic,
    )
