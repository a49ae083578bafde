"""The accounts of the demo practice: whose books are kept, and which bills are drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from portal_protocol.feed import FeedItem
from portal_protocol.records import AppointmentStatus, PatientId, Payment, PaymentState, Person
from practice_server.demo import accounts, marlowe, people, treatments, visits
from practice_server.demo.accounts import Account
from practice_server.demo.bills import Bill
from practice_server.demo.days import Days
from practice_server.demo.documents import Document, documents
from practice_server.demo.papers import page_count
from practice_server.demo.visits import SIX_YEARS, Routine, Visit

LONGEST: Final = 12
MARLOWE_CLOSINGS: Final = [*range(-2120, -340, 121), -305, -131, -12]
CREDIT_AFTER: Final = -1152
ITEMISED_ON: Final = -322


@dataclass(frozen=True, slots=True)
class Family:
    """All that the practice has on one account."""

    account: Account
    visits: list[Visit]
    pending: tuple[Payment, ...]
    documents: list[Document]

    @property
    def records(self) -> Iterator[FeedItem]:
        """The family's records but its persons."""
        yield from (visits.appointment(visit) for visit in self.visits)
        yield from self.account.payments
        yield from self.pending
        yield from (document.record for document in self.documents)


def marlowes(days: Days, dice: Random) -> Family:
    """The family of the demo: a balance of $342.60, of which a part is paid since."""
    booked = marlowe.visits(days, dice)
    settled = {-305: 0, -131: 8500, CREDIT_AFTER: -4500}
    account = Account(days, dice, "4471", people.marlowes(days), settled=settled)
    account.treat(booked)
    accounts.keep_books(account, MARLOWE_CLOSINGS)
    account.pay(days.day(-6), 12000, "Card")
    waiting = account.payment(days.day(-1), 8000, "Card", PaymentState.PENDING)
    invoices = [accounts.invoice(account, visit) for visit in booked if _is_big(visit, days)]
    drawn = documents(
        [
            *account.statements,
            *accounts.receipts(account, days.day(ITEMISED_ON)),
            *invoices,
            *_itemised(account),
        ],
        encrypted=frozenset({_filling_invoice(booked)}),
        damaged=frozenset({account.statements[-4].id}),
    )
    return Family(account, booked, (waiting,), drawn)


def others(days: Days, dice: Random) -> list[Family]:
    """The other accounts with books; each holder's persons come from `people.others`."""
    known = {person.id: person for person in people.others(days)}
    oduyas = tuple(person for key, person in known.items() if key.startswith("oduya-"))
    return [
        _small(days, dice, "5108", (known[people.DANIEL], known[people.RUTH]), "pier"),
        _small(days, dice, "5530", (known[people.MARGIT],), "mesa"),
        _small(days, dice, "6002", oduyas, "mesa"),
        *(_unbilled(days, dice, person) for person in known.values() if _is_neighbour(person)),
    ]


def _small(
    days: Days, dice: Random, number: str, members: tuple[Person, ...], clinic: str
) -> Family:
    account = Account(days, dice, number, members, clinic)
    routines = tuple(
        Routine(PatientId(person.id), treatments.EXAM_X_RAYS, 243, -900 + 7 * at, -170, clinic)
        for at, person in enumerate(members)
    )
    last = visits.kept_visit(days, PatientId(members[0].id), clinic)
    booked = visits.numbered([*visits.past(days, dice, routines), last])
    account.treat(booked)
    accounts.keep_books(account, [-640, -400, -150])
    account.pay(days.day(-30), 4500, "Check")
    paid = accounts.receipts(account, days.today)
    drawn = documents([*account.statements, *paid], encrypted=frozenset(), damaged=frozenset())
    return Family(account, booked, (), drawn)


def _unbilled(days: Days, dice: Random, person: Person) -> Family:
    """Somebody whose first statement is still to come (ACC-3)."""
    clinic = person.clinic or "pier"
    routine = Routine(PatientId(person.id), treatments.CHECK_UP, 182, SIX_YEARS + 50, -170, clinic)
    booked = visits.numbered(visits.past(days, dice, (routine,)))
    return Family(Account(days, dice, "", (person,), clinic), booked, (), [])


def _itemised(account: Account) -> Iterator[Bill]:
    """The account's past year by year, half of it, and as much of it as twelve pages hold."""
    days = account.days
    end = days.day(ITEMISED_ON)
    for years in (1, 2, 3):
        after = days.day(ITEMISED_ON - 365 * years)
        until = days.day(ITEMISED_ON - 365 * (years - 1))
        yield accounts.itemised(account, after, until, f"year-{years}")
    yield accounts.itemised(account, days.day(ITEMISED_ON - 1100), end, "three-years")
    yield accounts.itemised(account, _longest(account, end), end, "all")


def _longest(account: Account, end: date) -> date:
    """The day after which the entries up to `end` fill the most pages allowed."""
    for day in sorted({entry.on for entry in account.ledger.entries}):
        made = accounts.itemised(account, day, end, "all")
        if page_count(len(made.rows)) <= LONGEST:
            return day
    return end


def _is_big(visit: Visit, days: Days) -> bool:
    if visit.status is not AppointmentStatus.COMPLETE or visit.day is None:
        return False
    return visit.treatment.discount > 0 and visit.day < days.day(ITEMISED_ON)


def _filling_invoice(booked: list[Visit]) -> str:
    return next(
        f"{visit.id}-invoice" for visit in booked if visit.treatment.name == "Filling, tooth 4"
    )


def _is_neighbour(person: Person) -> bool:
    return person.guarantor == person.id and not person.address
