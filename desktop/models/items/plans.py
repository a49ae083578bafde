"""Saved plans as rows of a list (PLAN-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.plan_sums import sums_of
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import GroupRow
from desktop.models.shown import Shown, ShownPlan
from portal_protocol.plans import TreatmentPlan

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One saved plan; `lines` stand below its heading, `part` is what is left to pay or do."""

    key: str
    shown: ShownPlan
    title: str
    lines: tuple[str, ...]
    part: str
    enabled: bool = True

    @property
    def spoken(self) -> str:
        """The whole row as one sentence."""
        return ", ".join((self.title, *self.lines, self.part))


def saved_on(plan: TreatmentPlan, family: Family) -> date | None:
    """The day it was saved, on the clock of the person's office."""
    if plan.at is None:
        return None
    home = family.home(plan.patient)
    return written.local(plan.at, family.zone(home.id if home else None)).date()


def saved_words(plan: TreatmentPlan, family: Family) -> str:
    """Saved Oct 21, 2026."""
    day = saved_on(plan, family)
    return translate("Plans", "Saved %1").replace("%1", written.day(day)) if day else ""


def heading_of(plan: TreatmentPlan) -> str:
    """What the practice calls it."""
    return plan.heading or translate("Plans", "Treatment plan")


class PlansModel(PagedListModel[PlanRow | GroupRow]):
    """The list of saved plans; `set_context` words them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._arranged, parent)
        self._family, self._everyone = Family(), True

    def set_context(self, family: Family, *, everyone: bool) -> None:
        """Names; with `everyone`, rows say for whom a plan is."""
        self._family, self._everyone = family, everyone and len(family.people) > 1
        self.rearrange()

    def _arranged(self, records: Sequence[Shown[Any]]) -> list[PlanRow | GroupRow]:
        return [
            self._row(shown) if isinstance(shown, ShownPlan) else _unreadable(shown)
            for shown in records
        ]

    def _row(self, shown: ShownPlan) -> PlanRow:
        plan, family = shown.record, self._family
        whom = family.name(plan.patient) if self._everyone else ""
        lines = (
            translate("Plans", "For %1").replace("%1", whom) if whom else "",
            saved_words(plan, family),
            family.provider_name(plan.provider),
        )
        return PlanRow(
            key=shown.key,
            shown=shown,
            title=heading_of(plan),
            lines=tuple(filter(None, lines)),
            part=_part(plan),
        )


def _part(plan: TreatmentPlan) -> str:
    if plan.completed:
        return translate("Plans", "Completed")
    amount = written.money(sums_of(plan.procedures).patient, plan.currency)
    return translate("Plans", "Your part %1").replace("%1", amount)


def _unreadable(shown: Shown[Any]) -> GroupRow:
    return GroupRow(shown.key, translate("Plans", "A plan that this version cannot show"))
