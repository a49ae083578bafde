"""A plain text to read: find and print above, the text below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.viewers.own.printing import TextPrintRun
from desktop.views.viewers.pdf.finding import FoundStrip
from desktop.views.viewers.pdf.print_strip import PrintStrip
from desktop.views.viewers.pdf.printing import PrinterDialog
from desktop.views.viewers.summary.toolbar import SummaryToolbar
from desktop.views.viewers.text import TextViewer
from desktop.views.viewers.text_finding import TextFinding
from desktop.views.widgets.text import rule

Standard = QKeySequence.StandardKey
MOST_PAGES = 9999


class TextReader(QWidget):
    """Larger and smaller is the text size of the whole program."""

    def __init__(
        self, text: str, name: str, parent: QWidget | None = None, *, plain: bool = False
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.tools = SummaryToolbar()
        self.tools.fold_button.hide()
        self.tools.save_button.hide()
        self.paper = TextViewer(text, name, plain=plain)
        self.printing = PrintStrip()
        self.finding = TextFinding(self.paper, FoundStrip(self.paper))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tools, rule()):
            column.addWidget(part)
        column.addWidget(self.paper, 1)
        column.addWidget(self.printing)
        self.tools.find_wanted.connect(self.finding.look_for)
        self.tools.hit_wanted.connect(self.finding.go)
        self.tools.find_left.connect(self.leave_find)
        self.tools.print_wanted.connect(self.print_document)
        self.finding.strip.left.connect(self.leave_find)
        self.printing.again_wanted.connect(self.print_document)

    def start_find(self) -> None:
        """Go to the field for what is looked for."""
        self.tools.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.find_edit.selectAll()

    def leave_find(self) -> None:
        """Look for nothing, and go back to the text."""
        self.tools.find_edit.clear()
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_document(self) -> None:
        """The system's print dialog; what it accepts is printed."""
        if not self.printing.running:
            dialog = PrinterDialog(self)
            dialog.accepted.connect(lambda: self.print_to(dialog.printer()))
            dialog.ask(MOST_PAGES)

    def print_to(self, printer: QPrinter) -> TextPrintRun:
        """Print all of it."""
        run = TextPrintRun(self.paper.toPlainText(), printer, self._name, self)
        self.printing.follow(run)
        run.ended.connect(run.deleteLater)
        QTimer.singleShot(0, run, run.start)
        return run

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.finding.strip.place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[Standard, Callable[[], object]] = {
            Standard.Find: self.start_find,
            Standard.Print: self.print_document,
            Standard.FindNext: lambda: self.finding.go(1),
            Standard.FindPrevious: lambda: self.finding.go(-1),
        }
        do = next((do for key, do in keys.items() if event.matches(key)), None)
        if do is None:
            super().keyPressEvent(event)
        else:
            do()
