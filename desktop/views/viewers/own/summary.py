"""A clinical document of the person's own, or the package that it is in."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.items.own import summary_words
from desktop.models.own import OwnFile
from desktop.services.portal.readers import Readers
from desktop.views.theme import look
from desktop.views.viewers.own.page import OwnPage, Taken, Told
from desktop.views.viewers.own.pdf import PdfPage
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.picture import PictureViewer
from desktop.views.viewers.summary import SummaryViewer
from desktop.views.viewers.text import TextViewer

ROOMY = 640  # pixels at 100 %


class SummaryPage(OwnPage):
    """Settled when all of its text is written, or the file inside it shows."""

    def __init__(self, readers: Readers, file: OwnFile, parent: QWidget) -> None:
        viewer = SummaryViewer(readers, parent)
        super().__init__(viewer)
        self._readers, self._summary_viewer = readers, viewer
        self._inner: OwnPage | None = None
        viewer.tools.save_button.hide()
        viewer.shown.connect(self._on_shown)
        viewer.refused.connect(self.refused)
        viewer.paper.ended.connect(self._on_ended)
        viewer.installEventFilter(self)
        viewer.show_document(file.data)

    @property
    @override
    def target(self) -> QWidget:
        viewer = self._summary_viewer
        if self._inner is not None:
            return self._inner.target
        return viewer.paper if viewer.body is None else viewer.body

    @property
    @override
    def asks(self) -> bool:
        return self._inner is not None

    @override
    def words(self) -> str:
        summary = self._summary_viewer.summary
        return summary_words(summary) if summary else ""

    @override
    def tell(self, done: Told) -> None:
        """The text with its header; of a document around a file, that file's."""
        body = self._summary_viewer.body
        if self._inner is not None:
            self._inner.tell(done)
        elif isinstance(body, TextViewer):
            done(body.toPlainText())
        elif body is not None:
            done(self.words())
        else:
            done(self._summary_viewer.paper.words())

    @override
    def take(self, done: Taken) -> None:
        """What the window shows of it first."""
        if self._inner is not None:
            self._inner.take(done)
            return
        viewer = self._summary_viewer
        done((viewer.paper.viewport() if viewer.body is None else viewer.body).grab().toImage())

    @override
    def forget(self) -> None:
        inner, self._inner = self._inner, None
        if inner is not None:
            inner.forget()
        self._summary_viewer.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        """The contents where there are some, and room for them beside the text."""
        viewer = self._summary_viewer
        wide = viewer.width() / look.scale >= ROOMY
        viewer.contents.setVisible(wide and viewer.body is None)

    def _on_shown(self) -> None:
        viewer = self._summary_viewer
        self._arrange()
        if isinstance(viewer.body, PdfViewer):
            self._inner = PdfPage(self._readers, viewer.body)
            self._inner.settled.connect(self.settled)
            self._inner.refused.connect(self.refused)
        elif isinstance(viewer.body, PictureViewer):
            viewer.body.shown.connect(self.settled)
            viewer.body.refused.connect(self.refused)
        elif viewer.body is not None or not viewer.paper.writer.busy:
            QTimer.singleShot(0, self, self.settled.emit)

    def _on_ended(self) -> None:
        if self._summary_viewer.summary is not None:
            self.settled.emit()
