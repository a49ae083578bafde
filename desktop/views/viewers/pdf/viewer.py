"""The PDF viewer: tools above, pages below, and what is said when there are none."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.page_layout import Zoom, as_zoom
from desktop.models.pdf import FirstView, OpenPdf, PagePicture, PageText
from desktop.models.trouble import PortalError, Trouble
from desktop.services.portal import Context, Portal
from desktop.views import clipboard
from desktop.views.viewers.pdf.canvas import PdfCanvas
from desktop.views.viewers.pdf.finding import Finding, FoundStrip
from desktop.views.viewers.pdf.keys import ViewerKeys
from desktop.views.viewers.pdf.password import PasswordPrompt
from desktop.views.viewers.pdf.print_strip import PrintStrip
from desktop.views.viewers.pdf.printing import PrinterDialog, PrintRun
from desktop.views.viewers.pdf.says import could_not_open, loading, nothing_open, scrolled
from desktop.views.viewers.pdf.thumbnails import PageThumbnails
from desktop.views.viewers.pdf.toolbar import PdfToolbar
from desktop.views.viewers.pdf.well import Well
from desktop.views.widgets.text import rule

translate = QCoreApplication.translate
LOADING_AFTER = 400  # milliseconds
KEEP_AFTER = 1000  # milliseconds at a zoom, before it is remembered
READ_AFTER = 150  # milliseconds on a page, before its text is fetched for screen readers


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
        self._old: list[OpenPdf] = []
        self._opening: Context | None = None
        self.tools = PdfToolbar()
        self.canvas = PdfCanvas(portal)
        self.thumbnails = PageThumbnails(portal)
        self.thumbnails.hide()
        self.password = PasswordPrompt()
        self.printing = PrintStrip()
        self._well = Well(self.thumbnails, self.canvas)
        self.finding = Finding(portal, self.canvas, FoundStrip(self._well))
        self._keys = ViewerKeys(self)
        self.canvas.zoom = as_zoom(portal.settings.document_zoom)
        self._said: QWidget = nothing_open()
        self._stack = QStackedWidget()
        self._talk, self._ask_password = scrolled(self._said), scrolled(self.password)
        for page in (self._talk, self._well, self._ask_password):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        column.addWidget(self.printing)
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER)
        self._read = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._connect()
        self.clear()

    def _connect(self) -> None:
        tools, canvas = self.tools, self.canvas
        tools.page_wanted.connect(canvas.go_to)
        tools.zoom_wanted.connect(self._on_zoom_wanted)
        tools.step_wanted.connect(canvas.zoom_by)
        tools.find_wanted.connect(self.finding.look_for)
        tools.hit_wanted.connect(self.finding.go)
        tools.find_left.connect(self.leave_find)
        tools.thumbnails_action.toggled.connect(self.thumbnails.setVisible)
        tools.print_wanted.connect(self.print_document)
        tools.save_wanted.connect(self.save_requested)
        self.finding.strip.left.connect(self.leave_find)
        canvas.page_changed.connect(self._on_page_changed)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        canvas.painted.connect(self.shown)
        canvas.menu_wanted.connect(self._show_menu)
        self.thumbnails.page_wanted.connect(canvas.go_to)
        self.password.given.connect(self._open)
        self.password.save_wanted.connect(self.save_requested)
        self.printing.again_wanted.connect(self.print_document)
        self._late.timeout.connect(self._on_late)
        self._read.timeout.connect(self._read_page)
        self._keep.timeout.connect(self._keep_zoom)

    def show_document(self, data: bytes, title: str) -> None:
        """Show a PDF; `title` is what it is called on the printer's list and to screen readers."""
        self._stop_opening()
        self._data = data
        self._title = title
        self._open("")
        self._late.start()  # until then the old document stays: no flash of nothing

    def show_loading(self) -> None:
        """A document is on its way; the old one stays until it is here, or takes long."""
        self._stop_opening()
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

    def copy(self) -> None:
        """Put the selected text on the clipboard, when all of it has come."""
        selection = self.canvas.selection
        if selection.pending:
            once = Qt.ConnectionType.SingleShotConnection
            selection.settled.connect(self.copy, once)
        elif text := self.canvas.marks.text():
            clipboard.copy(text)

    def start_find(self) -> None:
        """Go to the field for what is looked for."""
        self.tools.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.find_edit.selectAll()

    def leave_find(self) -> None:
        """Look for nothing, and go back to the pages."""
        self.tools.find_edit.clear()
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_document(self) -> None:
        """Ask for the printer, then print; one document at a time."""
        if self._pdf is not None and not self.printing.running:
            dialog = PrinterDialog(self)
            dialog.accepted.connect(lambda: self.print_to(dialog.printer()))
            dialog.ask(len(self._pdf.pages))

    def print_to(self, printer: QPrinter) -> PrintRun | None:
        """Print all pages, or those that the printer was asked for."""
        if self._pdf is None:
            return None
        run = PrintRun(self._portal, self._pdf, printer, self._title, self)
        self.printing.follow(run)
        run.ended.connect(run.deleteLater)
        QTimer.singleShot(0, run, run.start)
        return run

    def _open(self, password: str) -> None:
        thumbnails = 0 if self.thumbnails.isHidden() else self.thumbnails.width()
        view = FirstView(
            zoom=self.canvas.zoom,
            width=self.canvas.room(self._stack.width() - thumbnails),
            height=self._stack.height(),
            ratio=self.canvas.devicePixelRatioF(),
        )
        self._opening = self._portal.pdf.open(
            self._data, password, view, owner=self, done=self._on_opened, failed=self._on_refused
        )

    def _on_opened(self, opened: tuple[OpenPdf, PagePicture | None]) -> None:
        pdf, first = opened
        self._opening = None
        self._put_away()
        self._pdf = pdf
        self.canvas.setAccessibleName(self._title)
        self._stack.setCurrentWidget(self._well)
        self.canvas.show_pdf(pdf, first)
        self.thumbnails.show_pdf(pdf)
        self.thumbnails.show_page(0)
        self.finding.show(pdf)
        self.tools.enable(on=True)
        self.tools.show_pages(0, len(pdf.pages))

    def _on_late(self) -> None:
        self._put_away()
        self._say(loading())

    def _on_refused(self, error: PortalError) -> None:
        self._opening = None
        self._late.stop()
        if error.trouble is Trouble.DOCUMENT_LOCKED:
            again = self._stack.currentWidget() is self._ask_password
            self._put_away()
            self._disable()
            self._stack.setCurrentWidget(self._ask_password)
            self.password.ask(again=again)
        else:
            data, title = self._data, self._title
            self.show_trouble(error, can_save=bool(data))
            self._data, self._title = data, title
        self.refused.emit(error)

    def _on_zoom_wanted(self, zoom: Zoom) -> None:
        self.canvas.set_zoom(zoom)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_zoom_changed(self, value: float) -> None:
        self.tools.show_zoom(self.canvas.zoom, value)
        self._keep.start()

    def _keep_zoom(self) -> None:
        self._portal.change_settings(document_zoom=self.canvas.zoom)

    def _on_page_changed(self, page: int) -> None:
        if self._pdf is not None:
            self.tools.show_pages(page, len(self._pdf.pages))
            self.thumbnails.show_page(page)
            self._read.start()

    def _read_page(self) -> None:
        while self._old:
            self._portal.pdf.close(self._old.pop(), owner=self)
        if self._pdf is not None:
            page = self.canvas.page
            self._portal.pdf.text(self._pdf, page, owner=self, done=self._on_page_text)

    def _on_page_text(self, text: PageText) -> None:
        """What a screen reader can read of the page that is shown."""
        if self._pdf is not None and text.page == self.canvas.page:
            page = translate("Viewer", "Page {page} of {pages}").format(
                page=text.page + 1, pages=len(self._pdf.pages)
            )
            self.canvas.setAccessibleDescription(f"{page}. {text.text}")

    def _show_menu(self, place: QPoint) -> None:
        if self._pdf is not None:
            self._keys.menu().popup(place)

    def _forget(self) -> None:
        """Everything of the document that was shown goes, also what is still on its way."""
        self._stop_opening()
        self._data, self._title = b"", ""
        self._put_away()

    def _stop_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None

    def _put_away(self) -> None:
        self._late.stop()
        self._read.stop()
        self.printing.stop()
        self.printing.hide()
        if self._pdf is not None:
            self._old.append(self._pdf)
            self._read.start()  # not now: it would stand in the way of the next document
        self._pdf = None
        self.canvas.setAccessibleName(translate("Viewer", "Page"))
        self.canvas.setAccessibleDescription("")
        self.canvas.show_pdf(None)
        self.thumbnails.show_pdf(None)
        self.password.forget()
        self.tools.find_edit.clear()
        self.finding.show(None)

    def _disable(self) -> None:
        self.tools.show_pages(0, 0)
        self.tools.enable(on=False)

    def _say(self, said: QWidget) -> None:
        self._disable()
        self._said = said
        self._talk.setWidget(said)  # which deletes what was said before
        self._stack.setCurrentWidget(self._talk)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.finding.strip.place()

    @override
    def event(self, event: QEvent) -> bool:
        """Take the viewer's own keys before the window's shortcuts of the same name."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = self._pdf is not None and self._keys.act(event) is not None
            event.setAccepted(own)
            return own
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._keys.act(event) if self._pdf is not None else None
        if do is None:
            super().keyPressEvent(event)
        else:
            do()
