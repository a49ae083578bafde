"""A message on paper: black on white, whatever the theme, and nothing but text."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from desktop.views.section import SectionView
from desktop.views.theme import look
from desktop.views.viewers.pdf.printing import ask

translate = QCoreApplication.translate
TITLE, BODY, SMALL = 14, 10.5, 9  # points


def paper_of(title: str, facts: Sequence[str], body: str, practice: str) -> QTextDocument:
    """The message as a document for a printer."""
    document = QTextDocument()
    cursor = QTextCursor(document)
    cursor.insertText(f"{practice}\n", _format(SMALL))
    cursor.insertText(f"{title}\n", _format(TITLE, bold=True))
    cursor.insertText("\n".join(facts) + "\n\n", _format(SMALL))
    cursor.insertText(body, _format(BODY))
    return document


def ask_and_print(section: SectionView, document: QTextDocument, title: str) -> None:
    """The system's print dialog; what it accepts is printed, and how that went is said."""
    dialog = ask(section, max(1, document.pageCount()))

    def go() -> None:
        section.said.emit(print_to(dialog.printer(), document, title), None)

    dialog.accepted.connect(go)
    QDialog.open(dialog)  # the print dialog has its own `open`, with other arguments


def print_to(printer: QPrinter, document: QTextDocument, title: str) -> str:
    """Print it; how that went, in words."""
    printer.setDocName(title)
    document.print_(printer)
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        return translate("Mail", "The printer did not take the message. Nothing was printed.")
    return translate("Mail", "The message went to the printer")


def _format(points: float, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies([look.family])
    made.setFontPointSize(points)
    made.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made
