"""The document beside the list of statements: fetched, shown, or why it is not."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.models.items.family import Family
from desktop.models.items.statements import StatementRow, title_of
from desktop.services.portal import Context, Portal, PortalError, Trouble
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.widgets.buttons import quiet
from desktop.views.widgets.dressed import mark

translate = QCoreApplication.translate

KEPT_BAD = frozenset(
    {Trouble.DOCUMENT_DAMAGED, Trouble.DOCUMENT_LOCKED, Trouble.DOCUMENT_TOO_LARGE}
)


class StatementViewer(QFrame):
    """`save_wanted` hands over the statement that is shown; `back_wanted` in a narrow window."""

    save_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card="true")
        self.portal = portal
        self.shown: StatementRow | None = None
        self._title = ""
        self._reading: Context | None = None
        self.back = quiet(translate("Statements", "Back to the list"), "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.pdf = PdfViewer(portal)
        self.pdf.save_requested.connect(self._save)
        self.pdf.retry_requested.connect(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.back)
        column.addWidget(self.pdf, 1)

    def show_row(self, row: StatementRow, family: Family) -> None:
        """Show the document of a statement; the one that is shown already stays as it is."""
        known = self.shown
        if known is not None and known.shown.record == row.shown.record:
            self.shown = row
            return
        self.shown = row
        self._title = title_of(row.shown.record, family)
        self._read()

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._stop()
        self.shown = None
        self.pdf.clear()

    def show_back(self, *, shown: bool) -> None:
        """The way back, where the list has no room beside the document."""
        self.back.setVisible(shown)

    def focus_part(self) -> QWidget:
        """Where F6 goes."""
        return self.pdf.canvas

    def _read(self) -> None:
        self._stop()
        row = self.shown
        if row is None or not row.shown.record.blobs:
            self.pdf.clear()
            return
        self.pdf.show_loading()
        record = row.shown.record
        self._reading = self.portal.documents.read(
            record, record.blobs[0], owner=self, done=self._show, failed=self._refuse
        )

    def _show(self, data: bytes) -> None:
        self._reading = None
        self.pdf.show_document(data, self._title)

    def _refuse(self, error: PortalError) -> None:
        self._reading = None
        self.pdf.show_trouble(error, can_save=error.trouble in KEPT_BAD)

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _save(self) -> None:
        if self.shown is not None:
            self.save_wanted.emit(self.shown.shown.record)
