"""Asking for the printer for a paper that the program draws itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.views.paper import Paper, PaperRun
from desktop.views.usual_page import usual_page
from desktop.views.viewers.pdf.printing import PrinterDialog, pages_of


def ask_and_print(parent: QWidget, paper: Paper, ended: Callable[[bool], None]) -> None:
    """The system's print dialog, as soon as it is known how many pages there are on the usual
    size; `ended(taken)` when what it accepts is printed. One question at a time."""
    if parent.findChild(PrinterDialog) is not None:
        return
    dialog = PrinterDialog(parent)
    printer = dialog.printer()
    printer.setPageLayout(usual_page())
    dialog.accepted.connect(lambda: print_to(paper, printer, parent, ended))
    counting = PaperRun(paper, printer, dialog)
    counting.counted.connect(dialog.ask)
    counting.count()


def print_to(
    paper: Paper, printer: QPrinter, parent: QObject, ended: Callable[[bool], None]
) -> None:
    """Print the pages that were asked for."""
    printer.setDocName(paper.title)
    run = PaperRun(paper, printer, parent)
    run.ended.connect(ended)
    run.ended.connect(run.deleteLater)
    run.draw(lambda pages: pages_of(printer, pages))
