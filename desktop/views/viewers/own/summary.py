"""A clinical document of the person's own, or the package that it is in."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.items.own import summary_words
from desktop.models.own import OwnFile
from desktop.services.portal.readers import Readers
from desktop.views.theme import look
from desktop.views.viewers.own.package import PackageChoice, entry_name
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
        viewer, around = SummaryViewer(readers, parent, saves=False), QWidget(parent)
        super().__init__(around)
        self._readers, self._file, self._summary_viewer = readers, file, viewer
        self.choice = PackageChoice()
        self.choice.chosen.connect(self._choose)
        self.choice.hide()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.choice)
        column.addWidget(viewer, 1)
        self._inner: OwnPage | None = None
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
    def close(self) -> None:
        if self._inner is not None:
            self._inner.close()
        self._summary_viewer.clear()

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
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        """The contents where there are some, and room for them beside the text."""
        viewer = self._summary_viewer
        wide = viewer.width() / look.scale >= ROOMY
        viewer.contents.setVisible(wide and viewer.body is None)

    def _choose(self, at: int) -> None:
        """Another document of the package."""
        if self._inner is not None:
            self._inner.close()
            self._inner = None
        self._summary_viewer.show_document(self._file.data, at)

    def _on_shown(self) -> None:
        viewer = self._summary_viewer
        if viewer.summary is not None:
            names = [entry_name(entry) for entry in viewer.summary.files]
            self.choice.show_names(names, viewer.summary.file)
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
