"""Asking for the printer for a plan (PLAN-4)."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from desktop.models.items.family import Family
from desktop.models.items.plan_head import head_of
from desktop.models.items.plan_table import table_of
from desktop.models.shown import ShownPlan
from desktop.views.plan_paper import PlanPaper
from desktop.views.section import SectionView
from desktop.views.usual_page import usual_page
from desktop.views.viewers.pdf.printing import ask, pages_of

translate = QCoreApplication.translate


def paper_of(shown: ShownPlan, family: Family) -> PlanPaper:
    """A plan as it is printed and saved."""
    practice = family.practice.name if family.practice else ""
    return PlanPaper(head_of(shown.record, family), table_of(shown, family), practice)


def ask_and_print(section: SectionView, paper: PlanPaper) -> None:
    """The system's print dialog; what it accepts is printed, and how that went is said."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(usual_page())
    dialog = ask(section, paper.count(printer))
    dialog.accepted.connect(
        lambda: section.said.emit(words_for(taken=print_to(paper, dialog.printer())), None)
    )
    QDialog.open(dialog)  # the print dialog has its own `open`, with other arguments


def print_to(paper: PlanPaper, printer: QPrinter) -> bool:
    """Print the pages that were asked for; False when the printer does not take them."""
    printer.setDocName(paper.head.title)
    return paper.draw(printer, pages_of(printer, paper.count(printer)))


def words_for(*, taken: bool) -> str:
    """How it went."""
    if taken:
        return translate("Plan", "The plan went to the printer")
    return translate("Plan", "The printer did not take the plan. Nothing was printed.")
