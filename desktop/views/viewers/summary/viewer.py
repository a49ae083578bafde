"""The viewer of clinical documents: tools above, contents at the side, the document."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.summary import document_title, elsewhere_words
from desktop.models.summary import BodyKind, Summary
from desktop.services.portal import Context, Picture, PortalError
from desktop.services.portal.readers import Readers
from desktop.views.theme import look
from desktop.views.viewers.pdf.finding import FoundStrip
from desktop.views.viewers.pdf.print_strip import PrintStrip
from desktop.views.viewers.pdf.printing import PrinterDialog
from desktop.views.viewers.pdf.says import could_not_open, loading, scrolled
from desktop.views.viewers.summary.bodies import body_viewer, no_summary
from desktop.views.viewers.summary.contents import SummaryContents
from desktop.views.viewers.summary.finding import SummaryFinding
from desktop.views.viewers.summary.paper import WIDEST, SummaryPaper
from desktop.views.viewers.summary.printing import SummaryPrintRun
from desktop.views.viewers.summary.toolbar import SummaryToolbar
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import rule

translate = QCoreApplication.translate
LOADING_AFTER = 400  # milliseconds
CONTENTS_WIDTH = 252
HIGHEST_PICTURE = 1200
MOST_PAGES = 9999  # how many there are is known when they are written for the printer
Standard = QKeySequence.StandardKey


class SummaryViewer(QWidget):
    """Shows one document from memory; `save_requested` asks its owner to save it as it is.

    `contents` stand `beside` the document, or where the owner puts them. `saves` is whether there
    is a place where it can be saved from.
    """

    save_requested = Signal()
    shown = Signal()  # what fits on the screen is there
    refused = Signal(object)  # PortalError: it could not be shown
    retry_requested = Signal()

    def __init__(
        self,
        portal: Readers,
        parent: QWidget | None = None,
        *,
        beside: bool = True,
        saves: bool = True,
    ) -> None:
        super().__init__(parent)
        self._portal, self._saves = portal, saves
        self._reading: Context | None = None
        self.summary: Summary | None = None
        self.body: QWidget | None = None  # of a document without sections
        self.tools = SummaryToolbar()
        if not saves:
            self.tools.save_button.hide()
        self.paper = SummaryPaper()
        self.contents = SummaryContents(self.paper)
        self.printing = PrintStrip()
        self.finding = SummaryFinding(self.paper, FoundStrip(self.paper))
        self._talk = scrolled(no_summary())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._talk)
        self._stack.addWidget(self.paper)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.tools, rule()):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.printing)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._beside = beside
        if beside:
            self._row.addWidget(self.contents)
        self._row.addLayout(column, 1)
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER)
        self._late.timeout.connect(lambda: self._say(loading()))
        self._connect()
        keep_dressed(self._dress)
        self.clear()

    def _connect(self) -> None:
        tools, paper = self.tools, self.paper
        tools.find_wanted.connect(self.finding.look_for)
        tools.hit_wanted.connect(self.finding.go)
        tools.find_left.connect(self.leave_find)
        tools.fold_wanted.connect(lambda folded: paper.fold_all(folded=folded))
        tools.print_wanted.connect(self.print_document)
        tools.save_wanted.connect(self.save_requested)
        self.finding.strip.left.connect(self.leave_find)
        self.printing.again_wanted.connect(self.print_document)
        self.contents.gone_to.connect(paper.setFocus)
        paper.picture_wanted.connect(self._on_picture_wanted)
        paper.folded_changed.connect(self._on_folded)

    def show_document(self, data: bytes, file: int = 0) -> None:
        """Show a document, or that at a place of a package; the old one stays until it is read."""
        self._stop_reading()
        self._late.start()
        self._reading = self._portal.summaries.read(
            data,
            elsewhere=elsewhere_words(),
            file=file,
            owner=self,
            done=self._on_read,
            failed=self._on_refused,
        )

    def show_days(self, since: date | None, until: date | None) -> None:
        """Only sections that say something of these days (SUM-6)."""
        self.paper.show_days(since, until)

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self._stop_reading()
        self._put_away()
        self._say(no_summary())

    def start_find(self) -> None:
        """Go to the field for what is looked for."""
        self.tools.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.find_edit.selectAll()

    def leave_find(self) -> None:
        """Look for nothing, and go back to the document."""
        self.tools.find_edit.clear()
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_document(self) -> None:
        """The system's print dialog; what it accepts is printed."""
        if self.paper.summary is not None and not self.printing.running:
            dialog = PrinterDialog(self)
            dialog.accepted.connect(lambda: self.print_to(dialog.printer()))
            dialog.ask(MOST_PAGES)

    def print_to(self, printer: QPrinter) -> SummaryPrintRun:
        """Print all that is shown."""
        title = document_title(self.paper.summary.header) if self.paper.summary else ""
        run = SummaryPrintRun(self.paper, printer, title, self)
        self.printing.follow(run)
        run.ended.connect(run.deleteLater)
        QTimer.singleShot(0, run, run.start)
        return run

    def _on_read(self, summary: Summary) -> None:
        self._reading = None
        self._put_away()
        self.summary = summary
        if summary.kind is BodyKind.SECTIONS and summary.sections:
            self._stack.setCurrentWidget(self.paper)
            self.tools.enable(on=True)
            self.paper.show_summary(summary)
        else:
            save = self.save_requested if self._saves else None
            self.body = body_viewer(self._portal, summary, save)
            self._stack.addWidget(self.body)
            self._stack.setCurrentWidget(self.body)
        self.shown.emit()

    def _on_refused(self, error: PortalError) -> None:
        self._reading = None
        self._put_away()
        retry, save = self.retry_requested, self.save_requested
        self._say(could_not_open(error, retry=retry, save=save))
        self.refused.emit(error)

    def _on_picture_wanted(self, number: str) -> None:
        summary = self.paper.summary
        media = summary.media if summary is not None else ()
        medium = next((one for one in media if one.id == number), None)
        if medium is None:
            return

        def came(picture: Picture) -> None:
            if self.paper.summary is summary:
                self.paper.take_picture(number, _as_image(picture))

        size = (look.px(WIDEST - 2 * 16), look.px(HIGHEST_PICTURE))
        self._portal.summaries.picture(medium, size, owner=self, done=came, failed=_no_picture)

    def _on_folded(self, folded: frozenset[str]) -> None:
        self.tools.show_folded(every=len(folded) == len(self.paper.groups) > 0)

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._late.stop()

    def _put_away(self) -> None:
        """Everything of the document that was shown goes."""
        self._late.stop()
        self.printing.stop()
        self.printing.hide()
        self.tools.find_edit.clear()
        self.tools.show_folded(every=False)
        self.tools.enable(on=False)
        self.paper.clear_summary()
        self.summary = None
        body, self.body = self.body, None
        if body is not None:
            self._stack.removeWidget(body)
            body.deleteLater()

    def _say(self, said: QWidget) -> None:
        self._talk.setWidget(said)  # which deletes what was said before
        self._stack.setCurrentWidget(self._talk)

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key asks for."""
        keys: dict[Standard, Callable[[], object]] = {
            Standard.Find: self.start_find,
            Standard.Print: self.print_document,
            Standard.Save: self.save_requested.emit,
            Standard.FindNext: lambda: self.finding.go(1),
            Standard.FindPrevious: lambda: self.finding.go(-1),
        }
        if self.paper.summary is None:
            return None
        return next((do for key, do in keys.items() if event.matches(key)), None)

    def _dress(self) -> None:
        if self._beside:
            self.contents.setFixedWidth(look.px(CONTENTS_WIDTH))
        self._row.setSpacing(look.px(16))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.finding.strip.place()

    @override
    def event(self, event: QEvent) -> bool:
        """Take the viewer's own keys before the window's shortcuts of the same name."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = self._act(event) is not None
            event.setAccepted(own)
            return own
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._act(event)
        if do is None:
            super().keyPressEvent(event)
        else:
            do()


def _as_image(picture: Picture) -> QImage:
    """The picture with bits of its own."""
    bits, form = memoryview(picture.data), QImage.Format.Format_RGB32
    return QImage(bits, picture.width, picture.height, picture.stride, form).copy()


def _no_picture(_error: PortalError) -> None:
    """What stands for it stays."""
