"""The columns of amounts in a plan: those that say something in this plan (PLAN-2)."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.plan_sums import Sums, sums_of
from portal_protocol.plans import PlanType, TreatmentPlan

translate = QCoreApplication.translate


class Column(Enum):
    """A column of amounts."""

    FEE = auto()
    PRIMARY = auto()
    SECONDARY = auto()
    DISCOUNT = auto()
    PATIENT = auto()

    def of(self, sums: Sums) -> int:
        """This column's amount, in cents."""
        return {
            Column.FEE: sums.fee,
            Column.PRIMARY: sums.primary,
            Column.SECONDARY: sums.secondary,
            Column.DISCOUNT: sums.discount,
            Column.PATIENT: sums.patient,
        }[self]


def columns_of(plan: TreatmentPlan) -> tuple[Column, ...]:
    """A second insurance and a discount have a column only where there is one."""
    sums = sums_of(plan.procedures)
    insured = plan.type is PlanType.INSURANCE or sums.primary
    wanted = {
        Column.FEE: True,
        Column.PRIMARY: insured,
        Column.SECONDARY: sums.secondary,
        Column.DISCOUNT: sums.discount or plan.type is PlanType.DISCOUNT,
        Column.PATIENT: True,
    }
    return tuple(column for column, shown in wanted.items() if shown)


def heading(column: Column, columns: Sequence[Column]) -> str:
    """What stands over a column."""
    both = Column.SECONDARY in columns
    primary = translate("Plan", "1st insurance") if both else translate("Plan", "Insurance est.")
    return {
        Column.FEE: translate("Plan", "Fee"),
        Column.PRIMARY: primary,
        Column.SECONDARY: translate("Plan", "2nd insurance"),
        Column.DISCOUNT: translate("Plan", "Discount"),
        Column.PATIENT: translate("Plan", "Your part"),
    }[column]


def amounts(columns: Sequence[Column], sums: Sums, currency: str) -> tuple[str, ...]:
    """The amounts in their columns."""
    return tuple(written.money(column.of(sums), currency) for column in columns)


def sentence(columns: Sequence[Column], sums: Sums, currency: str) -> str:
    """Fee $265.00, insurance estimate $132.50, your part $132.50: to be read aloud or quoted."""
    named = {
        Column.FEE: translate("Plan", "fee"),
        Column.PRIMARY: translate("Plan", "insurance estimate"),
        Column.SECONDARY: translate("Plan", "second insurance estimate"),
        Column.DISCOUNT: translate("Plan", "discount"),
        Column.PATIENT: translate("Plan", "your part"),
    }
    pairs = zip(columns, amounts(columns, sums, currency), strict=True)
    return ", ".join(f"{named[column]} {amount}" for column, amount in pairs)
