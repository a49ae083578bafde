"""A plan on paper: drawn by the program, for a printer or as a PDF (PLAN-4)."""

from PySide6.QtCore import QCoreApplication

from desktop.models.items.family import Family
from desktop.models.items.plan_head import head_of
from desktop.models.items.plan_table import table_of
from desktop.models.shown import ShownPlan
from desktop.views.paper import Paper, font
from desktop.views.plan_text import SMALL, ending, headings, letter, rows

translate = QCoreApplication.translate


def paper_of(shown: ShownPlan, family: Family) -> Paper:
    """A plan as it is printed and saved; on every page stands what the amounts are."""
    practice = family.practice.name if family.practice else ""
    head, table = head_of(shown.record, family), table_of(shown, family)
    said = translate("Plan", "Treatment plan, estimates, not a bill")
    return Paper(
        title=head.title,
        pieces=(
            *letter(head, practice),
            *rows(table),
            *ending(head),
        ),
        font=font(SMALL),
        foot=f"{practice}. {said}",
        heading=headings(table),
    )


def words_for(*, taken: bool) -> str:
    """How printing went."""
    if taken:
        return translate("Plan", "The plan went to the printer")
    return translate("Plan", "The printer did not take the plan. Nothing was printed.")
