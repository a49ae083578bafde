"""Statements, payments and the balance as the Account tab shows them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desktop.models.shown import Balance, Page, Shown
from desktop.models.vault import queries
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Context
from desktop.services.portal.reads import seen
from desktop.services.portal.reads.common import PAGE, damaged, only, sound
from desktop.services.portal.state import FilesState
from portal_protocol.records import (
    PatientId,
    Payment,
    PaymentState,
    Person,
    Statement,
    StatementType,
)

MOST_PAYMENTS = 500
PENDING_FOR = timedelta(days=90)


class BillReads:
    """Reads for `AccountFace`; each is one transaction. `now` gives aware UTC."""

    def __init__(self, vault: Vault, now: Callable[[], datetime]) -> None:
        self._vault, self._now = vault, now

    def balance(self, _context: Context, *, chosen: PatientId | None) -> Balance | None:
        """The last statement with what was paid since it was made (ACC-2)."""
        with self._vault.reading() as conn:
            statement = last_statement(conn, only(chosen))
            if statement is None or statement.at is None:
                return None
            rows, _ = queries.page(
                conn,
                Payment,
                patients=None,
                newest_first=True,
                since=statement.at - PENDING_FOR,
                limit=MOST_PAYMENTS,
            )
            return reckoned(statement, sound(rows), _account(conn, statement))

    def statements(
        self, _context: Context, *, chosen: PatientId | None, cursor: str | None
    ) -> Page[Statement]:
        """Statements, invoices, receipts, newest first (ACC-1)."""
        who = only(chosen)
        with self._vault.reading() as conn:
            rows, following = queries.page(
                conn, Statement, patients=who, newest_first=True, cursor=cursor, limit=PAGE
            )
            total = queries.count(conn, Statement, patients=who)
            noted = seen.Seen(conn, self._now())
        shown = [Shown(row, saved=self._saved(row), new=noted.new(row)) for row in sound(rows)]
        return Page(tuple(shown), following, total, damaged(rows))

    def payments(self, _context: Context, *, chosen: PatientId | None) -> tuple[Payment, ...]:
        """Payments, newest first, at most 500."""
        with self._vault.reading() as conn:
            rows, _ = queries.page(
                conn, Payment, patients=only(chosen), newest_first=True, limit=MOST_PAYMENTS
            )
        return sound(rows)

    def kept(self, context: Context) -> FilesState:
        """How many statements of all have their PDF in the vault (ACC-7)."""
        done = total = 0
        for row in queries.everything(
            self._vault.reading,
            Statement,
            lambda _conn, row: row,
            patients=None,
            newest_first=True,
        ):
            context.check_cancelled()
            if isinstance(row, Statement) and row.blobs:
                total += 1
                done += self._saved(row)
        return FilesState(done, total, active=False)

    def mark_seen(self, _context: Context) -> bool:
        """Note that the patient has looked; whether anything was new."""
        with self._vault.writing() as conn:
            return seen.mark_all(conn, self._now())

    def _saved(self, statement: Statement) -> bool:
        return all(self._vault.documents.has(blob.digest) for blob in statement.blobs)


def last_statement(conn: Connection, who: frozenset[PatientId] | None) -> Statement | None:
    """The latest by date of type statement: invoices and receipts tell no balance."""
    cursor: str | None = None
    while True:
        rows, cursor = queries.page(
            conn, Statement, patients=who, newest_first=True, cursor=cursor, limit=PAGE
        )
        for row in sound(rows):
            if row.type is StatementType.STATEMENT:
                return row
        if cursor is None:
            return None


def _account(conn: Connection, statement: Statement) -> frozenset[str]:
    """Whose payments lower this statement's balance: its person's, or the whole family's."""
    own: set[str | None] = {statement.patient}
    if statement.family:
        people = sound(queries.all_of(conn, Person))
        own |= {person.id for person in people if person.guarantor == statement.patient}
    return frozenset(patient for patient in own if patient)


def reckoned(statement: Statement, payments: Iterable[Payment], account: frozenset[str]) -> Balance:
    """The honest line: nothing that is on the statement already counts again (ACC-2).

    Posted payments count when they came after the statement, pending ones always. What is left
    never goes below zero: a credit is not a debt with a minus sign.
    """
    ours = [row for row in payments if _lowers(row, statement, account)]
    pending = tuple(row for row in ours if row.state is PaymentState.PENDING)
    since = tuple(
        row for row in ours if row.state is PaymentState.POSTED and _after(row, statement)
    )
    left = statement.balance_cents - sum(row.amount_cents for row in (*since, *pending))
    paid_over = max(0, -left) if since or pending else 0
    return Balance(statement, since, pending, max(0, left), paid_over)


def _lowers(payment: Payment, statement: Statement, account: frozenset[str]) -> bool:
    if payment.currency != statement.currency or payment.amount_cents <= 0:
        return False
    return payment.statement == statement.id or (payment.patient or "") in account


def _after(payment: Payment, statement: Statement) -> bool:
    return payment.at is not None and statement.at is not None and payment.at > statement.at
