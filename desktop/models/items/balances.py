"""The honest line (ACC-2): what the last statement said, what came in since, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.statements import statement_day
from desktop.models.shown import Balance
from portal_protocol.records import Payment, Statement

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One payment, or what is left: icon and its token ("" for none), words, amount."""

    icon: str
    token: str
    label: str
    detail: str
    amount: str
    strong: bool = False

    @property
    def spoken(self) -> str:
        """The line as one sentence."""
        return ", ".join(filter(None, (self.label, self.detail, self.amount)))


@dataclass(frozen=True, slots=True)
class BalanceText:
    """The balance card, ready to be shown."""

    figure: str
    dated: str
    lines: tuple[BalanceLine, ...]
    note: str


def balance_text(balance: Balance, family: Family) -> BalanceText:
    """Word the balance; nothing in it is called the balance of now."""
    statement = balance.statement
    day = written.day_of_year(statement_day(statement, family))
    lines = [
        *_payments(
            balance.paid_since,
            statement,
            family,
            ("circle-check", "okText"),
            translate("Balance", "Paid since"),
            translate("Balance", "%1, %2"),
        ),
        *_payments(
            balance.pending,
            statement,
            family,
            ("hourglass", "infoText"),
            translate("Balance", "Pending"),
            translate("Balance", "%1, %2, not yet posted"),
        ),
    ]
    if lines:
        lines.append(_left(balance))
    return BalanceText(
        figure=written.money(statement.balance_cents, statement.currency),
        dated=_dated(statement, family),
        lines=tuple(lines),
        note=translate("Balance", "Visits after %1 come with your next statement.").replace(
            "%1", day
        ),
    )


def _dated(statement: Statement, family: Family) -> str:
    day = written.day(statement_day(statement, family))
    said = translate("Balance", "Statement of %1").replace("%1", day)
    if statement.due_on is None:
        return said
    due = translate("Balance", "due %1").replace("%1", written.day_of_year(statement.due_on))
    return f"{said}, {due}"


def _payments(
    payments: Sequence[Payment],
    statement: Statement,
    family: Family,
    look: tuple[str, str],
    label: str,
    template: str,
) -> list[BalanceLine]:
    zone = family.zone(statement.clinic)
    lines = []
    for payment in payments:
        at = payment.at or statement.at
        day = written.day_of_year(written.local(at, zone).date()) if at else ""
        method = payment.method or translate("Balance", "Payment")
        detail = template.replace("%1", method).replace("%2", day)
        amount = written.money(-payment.amount_cents, payment.currency)
        lines.append(BalanceLine(*look, label, detail, amount))
    return lines


def _left(balance: Balance) -> BalanceLine:
    currency = balance.statement.currency
    label = (
        translate("Balance", "Left once the pending payment posts")
        if balance.pending
        else translate("Balance", "Left of this statement")
    )
    if balance.over_cents:
        label = translate("Balance", "Paid more than this statement asks")
        return BalanceLine(
            "", "", label, "", written.money(balance.over_cents, currency), strong=True
        )
    return BalanceLine("", "", label, "", written.money(balance.left_cents, currency), strong=True)
