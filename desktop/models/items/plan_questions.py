"""A question about a plan or one of its lines, and a line to be copied (PLAN-4)."""

from PySide6.QtCore import QCoreApplication

from desktop.models.draft import Compose
from desktop.models.items.family import Family
from desktop.models.items.plan_columns import columns_of, sentence
from desktop.models.items.plan_sums import Sums, sums_of
from desktop.models.items.plan_table import ProcedureRow
from desktop.models.items.plans import heading_of, saved_words
from portal_protocol.mail import MOST_SUBJECT
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import PatientId

translate = QCoreApplication.translate


def about_plan(plan: TreatmentPlan, family: Family) -> Compose:
    """A message that quotes the plan and its totals."""
    lines = [_plan_line(plan, family), _amounts(plan, sums_of(plan.procedures))]
    return _message(plan, heading_of(plan), lines)


def about_row(plan: TreatmentPlan, row: ProcedureRow, family: Family) -> Compose:
    """A message that quotes a line, and the plan that it stands in."""
    lines = [*row_lines(plan, row), _plan_line(plan, family)]
    return _message(plan, row.title, lines)


def row_lines(plan: TreatmentPlan, row: ProcedureRow) -> list[str]:
    """A line of the plan as text: what and where, the practice's code, the amounts, the visit."""
    words = [row.title, row.place, row.procedure.code]
    return [", ".join(filter(None, words)), f"{_amounts(plan, row.sums)}, {row.visit.text}"]


def _amounts(plan: TreatmentPlan, sums: Sums) -> str:
    said = sentence(columns_of(plan), sums, plan.currency)
    return f"{said[:1].upper()}{said[1:]}"


def _plan_line(plan: TreatmentPlan, family: Family) -> str:
    named = translate("Plan", "Treatment plan “%1”").replace("%1", heading_of(plan))
    return ", ".join(filter(None, (named, saved_words(plan, family))))


def _message(plan: TreatmentPlan, about: str, lines: list[str]) -> Compose:
    """The patient writes above the quote."""
    subject = translate("Plan", "Question about %1").replace("%1", about)[:MOST_SUBJECT]
    quoted = "\n".join(f"> {line}" for line in lines)
    return Compose(plan.patient or PatientId(""), subject, f"\n\n{quoted}\n")
