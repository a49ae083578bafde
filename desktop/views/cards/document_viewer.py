"""The document of a record: fetched, shown, or why it is not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.portal import Context, Portal, PortalError, Trouble
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.widgets.buttons import quiet
from desktop.views.widgets.dressed import mark
from portal_protocol.records import Record

KEPT_BAD = frozenset(
    {Trouble.DOCUMENT_DAMAGED, Trouble.DOCUMENT_LOCKED, Trouble.DOCUMENT_TOO_LARGE}
)


class DocumentViewer(QFrame):
    """`save_wanted` hands over the record whose document is shown; `back_wanted` where the way
    back is shown, which is called `back`."""

    save_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, portal: Portal, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, card="true")
        self.portal = portal
        self.shown: Record | None = None
        self._title = ""
        self._reading: Context | None = None
        self.back = quiet(back, "arrow-left")
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

    def show_record(self, record: Record, title: str) -> None:
        """Show a record's document; the one that is shown already stays as it is."""
        if record == self.shown:
            return
        self.shown, self._title = record, title
        self._read()

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._stop()
        self.shown = None
        self.pdf.clear()

    def show_back(self, *, shown: bool) -> None:
        """The way back, where there is no room beside the document."""
        self.back.setVisible(shown)

    def focus_part(self) -> QWidget:
        """Where F6 goes."""
        return self.pdf.canvas

    def _read(self) -> None:
        self._stop()
        record = self.shown
        if record is None or not record.blobs:
            self.pdf.clear()
            return
        self.pdf.show_loading()
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
            self.save_wanted.emit(self.shown)
