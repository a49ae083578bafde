"""Statements as rows, each with its summary folded or not (ACC-1, ACC-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import ChipText, GroupRow
from desktop.models.shown import Shown
from portal_protocol.records import (
    Payment,
    PaymentState,
    Statement,
    StatementType,
    patient_part_cents,
)

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the summary; `total` stands under a rule, in bold."""

    label: str
    amount: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement, invoice or receipt in the list."""

    key: str
    shown: Shown[Statement]
    title: str
    about: str
    amount: str
    chip: ChipText | None
    summary: tuple[SummaryLine, ...]
    unfolded: bool
    spoken: str
    enabled: bool = True

    @property
    def saved(self) -> str:
        """Whether its document is on this computer, in words (ACC-7)."""
        if not self.shown.record.blobs:
            return translate("Statements", "No document")
        if self.shown.saved:
            return translate("Statements", "Saved on this computer")
        return translate("Statements", "Not saved yet")


def statement_day(statement: Statement, family: Family) -> date:
    """The day it was made, on the clinic's calendar."""
    at = statement.at or datetime.fromtimestamp(0).astimezone()
    return written.local(at, family.zone(statement.clinic)).date()


def kind_name(kind: StatementType) -> str:
    """The kind in words."""
    return {
        StatementType.STATEMENT: translate("Statements", "Statement"),
        StatementType.INVOICE: translate("Statements", "Invoice"),
        StatementType.RECEIPT: translate("Statements", "Receipt"),
    }[kind]


def title_of(statement: Statement, family: Family) -> str:
    """Statement October 28, 2026: for the viewer and for reading aloud."""
    return f"{kind_name(statement.type)} {written.day(statement_day(statement, family))}"


def about(statement: Statement, family: Family) -> str:
    """Family, or the person, with the kind before it when it is not a plain statement."""
    whom = translate("Statements", "Family") if statement.family else family.name(statement.patient)
    if statement.type is StatementType.STATEMENT:
        return whom
    return ", ".join(filter(None, (kind_name(statement.type), whom)))


def chip_of(statement: Statement, paid: Sequence[Payment], family: Family) -> ChipText | None:
    """How much of it was paid, by the payments that the practice ties to it; newest first."""
    if statement.type is StatementType.RECEIPT:
        return None
    if statement.balance_cents <= 0:
        return ChipText(translate("Statements", "Nothing due"), "neutral")
    posted = [one for one in paid if one.state is PaymentState.POSTED]
    amount = sum(one.amount_cents for one in posted)
    if amount >= statement.balance_cents and posted and posted[0].at:
        day = written.local(posted[0].at, family.zone(statement.clinic)).date()
        said = written.day_beside(day, statement_day(statement, family))
        return ChipText(translate("Statements", "Paid %1").replace("%1", said), "ok", "check")
    if paid:
        return ChipText(translate("Statements", "Part paid"), "info")
    if statement.due_on:
        said = written.day_beside(statement.due_on, statement_day(statement, family))
        return ChipText(translate("Statements", "Due %1").replace("%1", said), "neutral")
    return None


def summary_of(statement: Statement) -> tuple[SummaryLine, ...]:
    """The summary of balance: what came to it, insurance's part and yours (ACC-1)."""

    def line(label: str, cents: int, *, total: bool = False) -> SummaryLine:
        return SummaryLine(label, written.money(cents, statement.currency), total)

    lines = [
        line(translate("Statements", "Balance before"), statement.balance_before_cents),
        line(_charges_label(statement), statement.charges_cents),
        line(translate("Statements", "Insurance paid"), statement.insurance_paid_cents),
        line(translate("Statements", "Adjustments"), statement.adjustments_cents),
        line(translate("Statements", "Payments"), statement.payments_cents),
    ]
    spare = (statement.insurance_paid_cents, statement.adjustments_cents, statement.payments_cents)
    lines = lines[:2] + [kept for kept, cents in zip(lines[2:], spare, strict=True) if cents]
    lines.append(
        line(
            translate("Statements", "Balance on this statement"),
            statement.balance_cents,
            total=True,
        )
    )
    if statement.insurance_estimate_cents:
        estimate = -statement.insurance_estimate_cents
        lines.append(line(translate("Statements", "Insurance estimate"), estimate))
        part = patient_part_cents(statement)
        lines.append(line(translate("Statements", "Your part"), part, total=True))
    return tuple(lines)


def _charges_label(statement: Statement) -> str:
    if statement.covers_from is None or statement.covers_to is None:
        return translate("Statements", "Visits")
    return (
        translate("Statements", "Visits %1 to %2")
        .replace("%1", written.day_of_year(statement.covers_from))
        .replace("%2", written.day_of_year(statement.covers_to))
    )


class StatementsModel(PagedListModel[StatementRow | GroupRow]):
    """The list of statements; `context` words them, `unfold` shows or hides a summary."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._arranged, parent)
        self._family = Family()
        self._paid: dict[str, list[Payment]] = {}
        self._unfolded: set[str] = set()

    def set_context(self, family: Family, payments: Sequence[Payment]) -> None:
        """Names, and all payments (newest first) by which chips say what was paid."""
        self._family = family
        self._paid = {}
        for payment in payments:
            if payment.statement:
                self._paid.setdefault(payment.statement, []).append(payment)
        self.rearrange()

    def is_unfolded(self, key: str) -> bool:
        """Whether a row's summary is shown."""
        return key in self._unfolded

    def unfold(self, index: QModelIndex, *, shown: bool | None = None) -> None:
        """Show or hide the summary of a row; None turns it over."""
        row = self.row_at(index)
        if row is None or (row.key in self._unfolded) == shown:
            return
        self._unfolded ^= {row.key}
        self.rearrange()

    def _arranged(self, records: Sequence[Shown[Any]]) -> list[StatementRow | GroupRow]:
        return [
            self._row(shown) if isinstance(shown.record, Statement) else _unreadable(shown)
            for shown in records
        ]

    def _row(self, shown: Shown[Statement]) -> StatementRow:
        statement = shown.record
        chip = chip_of(statement, self._paid.get(statement.id, ()), self._family)
        unfolded = statement.id in self._unfolded
        summary = summary_of(statement)
        row = StatementRow(
            key=shown.key,
            shown=shown,
            title=written.day(statement_day(statement, self._family)),
            about=about(statement, self._family),
            amount=written.money(statement.balance_cents, statement.currency),
            chip=chip,
            summary=summary,
            unfolded=unfolded,
            spoken="",
        )
        return _with_words(row, title_of(statement, self._family))


def _unreadable(shown: Shown[Any]) -> GroupRow:
    text = translate("Statements", "A statement that this version cannot show")
    return GroupRow(shown.key, text)


def _with_words(row: StatementRow, title: str) -> StatementRow:
    said = [
        translate("Statements", "new") if row.shown.new else "",
        title,
        row.about,
        row.amount,
        row.chip.text if row.chip else "",
        row.saved,
    ]
    if row.unfolded:
        said += [f"{line.label} {line.amount}" for line in row.summary]
    return StatementRow(
        key=row.key,
        shown=row.shown,
        title=row.title,
        about=row.about,
        amount=row.amount,
        chip=row.chip,
        summary=row.summary,
        unfolded=row.unfolded,
        spoken=", ".join(filter(None, said)),
    )


def kept_words(done: int, total: int) -> str:
    """6 of 7 statements saved on this computer."""
    if not total:
        return ""
    template = translate("Statements", "%1 of %2 statements saved on this computer")
    return template.replace("%1", written.number(done)).replace("%2", written.number(total))


def list_words(total: int) -> str:
    """7, newest first."""
    if not total:
        return ""
    text = translate("Statements", "%1, newest first")
    return text.replace("%1", written.number(total))
