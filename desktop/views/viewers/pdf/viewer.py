"""The PDF viewer: tools above, pages below, and what is said when there are none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.page_layout import Fit
from desktop.models.pdf import OpenPdf, PageHit, PageText
from desktop.models.trouble import PortalError, Trouble
from desktop.services.portal import Portal
from desktop.views.viewers.pdf.canvas import PdfCanvas
from desktop.views.viewers.pdf.password import PasswordPrompt
from desktop.views.viewers.pdf.printing import PrintRun, ask
from desktop.views.viewers.pdf.says import could_not_open, loading, nothing_open
from desktop.views.viewers.pdf.thumbnails import PageThumbnails
from desktop.views.viewers.pdf.toolbar import PdfToolbar
from desktop.views.widgets.text import rule

translate = QCoreApplication.translate
FIND_AFTER = 200  # milliseconds without a key
LOADING_AFTER = 400


class PdfViewer(QWidget):
    """Shows one document from memory; `save_requested` asks its owner to save it as it is."""

    save_requested = Signal()
    retry_requested = Signal()
    shown = Signal()  # the first page is on the screen
    refused = Signal(object)  # PortalError: it could not be shown

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self._data, self._title = b"", ""
        self._pdf: OpenPdf | None = None
        self._told = False
        self.tools = PdfToolbar()
        self.canvas = PdfCanvas(portal)
        self.thumbnails = PageThumbnails(portal)
        self.thumbnails.hide()
        self.password = PasswordPrompt()
        self._stack = QStackedWidget()
        self._said: QWidget = nothing_open()
        pages = QWidget()
        row = QHBoxLayout(pages)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(self.canvas, 1)
        for page in (self._said, pages, self.password):
            self._stack.addWidget(page)
        self._pages = pages
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        self._search = QTimer(self, singleShot=True, interval=FIND_AFTER)
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER)
        self._connect()
        self.clear()

    def _connect(self) -> None:
        tools, canvas = self.tools, self.canvas
        tools.page_wanted.connect(canvas.go_to)
        tools.zoom_wanted.connect(canvas.set_zoom)
        tools.step_wanted.connect(canvas.zoom_by)
        tools.find_wanted.connect(self._search.start)
        tools.hit_wanted.connect(self._on_hit_wanted)
        tools.thumbnails_wanted.connect(self.thumbnails.setVisible)
        tools.print_wanted.connect(self.print_document)
        tools.save_wanted.connect(self.save_requested)
        canvas.page_changed.connect(self._on_page_changed)
        canvas.zoom_changed.connect(lambda value: tools.show_zoom(canvas.zoom, value))
        canvas.pictures.arrived.connect(self._on_arrived)
        canvas.pictures.failed.connect(self._on_refused)
        self.thumbnails.page_wanted.connect(canvas.go_to)
        self.password.given.connect(self._on_password)
        self._search.timeout.connect(self._find)
        self._late.timeout.connect(lambda: self._say(loading()))

    def show_document(self, data: bytes, title: str) -> None:
        """Show a PDF; `title` is what it is called on the printer's list and to screen readers."""
        self._forget()
        self._data, self._title = data, title
        self.canvas.setAccessibleName(title)
        self._late.start()
        self._open("")

    def show_loading(self) -> None:
        """Say that a document is on its way, if it takes long."""
        self._forget()
        self._late.start()

    def show_trouble(self, error: PortalError, *, can_save: bool) -> None:
        """Say why there is no document, and offer to try again or to save it as it is."""
        self._forget()
        save = self.save_requested if can_save else None
        self._say(could_not_open(error, retry=self.retry_requested, save=save))

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._forget()
        self._say(nothing_open())

    def print_document(self) -> None:
        """Ask for the printer, then print."""
        if self._pdf is not None:
            dialog = ask(self, len(self._pdf.pages))
            dialog.accepted.connect(lambda: self.print_to(dialog.printer()))
            QDialog.open(dialog)  # the print dialog has its own `open`, with other arguments

    def print_to(self, printer: QPrinter) -> PrintRun | None:
        """Print all pages, or those that the printer was asked for."""
        if self._pdf is None:
            return None
        run = PrintRun(self._portal, self._pdf, printer, self._title, self)
        run.ended.connect(run.deleteLater)
        QTimer.singleShot(0, run, run.start)
        return run

    def _open(self, password: str) -> None:
        self._portal.pdf.open(
            self._data, password, owner=self, done=self._on_opened, failed=self._on_refused
        )

    def _on_opened(self, pdf: OpenPdf) -> None:
        if self._pdf is not None:  # a second answer: another document was asked for meanwhile
            self._portal.pdf.close(self._pdf, owner=self)
        self._late.stop()
        self._pdf, self._told = pdf, False
        self._stack.setCurrentWidget(self._pages)
        self.canvas.show_pdf(pdf)
        self.thumbnails.show_pdf(pdf)
        self._enable(on=True)
        self.tools.show_pages(0, len(pdf.pages))

    def _on_refused(self, error: PortalError) -> None:
        self._late.stop()
        if error.trouble is Trouble.DOCUMENT_LOCKED:
            again = self._stack.currentWidget() is self.password
            self._stack.setCurrentWidget(self.password)
            self.password.ask(again=again)
        else:
            data, title = self._data, self._title
            self.show_trouble(error, can_save=bool(data))
            self._data, self._title = data, title
        self.refused.emit(error)

    def _on_password(self, password: str) -> None:
        self._open(password)

    def _on_page_changed(self, page: int) -> None:
        if self._pdf is None:
            return
        self.tools.show_pages(page, len(self._pdf.pages))
        self.thumbnails.show_page(page)
        self._portal.pdf.text(self._pdf, page, owner=self, done=self._on_page_text)

    def _on_page_text(self, text: PageText) -> None:
        self.canvas.setAccessibleDescription(text.text)  # what a screen reader can read of a page

    def _on_arrived(self, _page: int) -> None:
        if not self._told:
            self._told = True
            self.shown.emit()

    def _find(self) -> None:
        words = self.tools.find_edit.text().strip()
        if words and self._pdf is not None:
            self._portal.pdf.find(self._pdf, words, owner=self, done=self._on_found)
        else:
            self._on_found(())

    def _on_found(self, hits: Sequence[PageHit]) -> None:
        self.canvas.marks.hits = tuple(hits)
        here = (at for at, hit in enumerate(hits) if hit.page >= self.canvas.page)
        self.canvas.marks.current = next(here, 0) if hits else -1
        self._show_hit()

    def _on_hit_wanted(self, direction: int) -> None:
        marks = self.canvas.marks
        if self._search.isActive():
            self._search.stop()
            self._find()
        elif marks.hits:
            marks.current = (marks.current + direction) % len(marks.hits)
            self._show_hit()

    def _show_hit(self) -> None:
        self.tools.show_hits(self.canvas.marks.current, len(self.canvas.marks.hits))
        self.canvas.show_marks()

    def _forget(self) -> None:
        self._late.stop()
        if self._pdf is not None:
            self._portal.pdf.close(self._pdf, owner=self)
        self._data, self._pdf = b"", None
        self.canvas.show_pdf(None)
        self.thumbnails.show_pdf(None)
        self.tools.find_edit.clear()
        self.tools.show_pages(0, 0)
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        for part in self.tools.findChildren(QWidget):
            if part is not self.tools.previous_button and part is not self.tools.next_button:
                part.setEnabled(on)

    def _say(self, said: QWidget) -> None:
        self._stack.addWidget(said)
        self._stack.setCurrentWidget(said)
        self._stack.removeWidget(self._said)
        self._said.deleteLater()
        self._said = said

    def _keys(self) -> Sequence[tuple[QKeySequence, Callable[[], None]]]:
        standard, canvas = QKeySequence.StandardKey, self.canvas
        found = (
            (standard.Copy, canvas.copy),
            (standard.SelectAll, canvas.select_all),
            (standard.Print, self.print_document),
            (standard.Save, self.save_requested.emit),
            (standard.Find, self.tools.find_edit.setFocus),
            (standard.FindNext, lambda: self._on_hit_wanted(1)),
            (standard.FindPrevious, lambda: self._on_hit_wanted(-1)),
            (standard.ZoomIn, lambda: canvas.zoom_by(1)),
            (standard.ZoomOut, lambda: canvas.zoom_by(-1)),
        )
        named = [(key, do) for name, do in found for key in QKeySequence.keyBindings(name)]
        return [*named, (QKeySequence("Ctrl+0"), lambda: canvas.set_zoom(Fit.WIDTH))]

    @override
    def event(self, event: QEvent) -> bool:
        """Take the viewer's own keys before the window's shortcuts of the same name."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typing = self.tools.find_edit.hasFocus() or self.tools.page_edit.hasFocus()
            own = self._pdf is not None and not typing and self._action_of(event) is not None
            event.setAccepted(own)
            return own
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._action_of(event) if self._pdf is not None else None
        if do is None:
            super().keyPressEvent(event)
        else:
            do()

    def _action_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        pressed = QKeySequence(event.keyCombination())
        return next((do for key, do in self._keys() if key == pressed), None)
