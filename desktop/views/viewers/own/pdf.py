"""A PDF of the person's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.items.own import pdf_words
from desktop.models.items.page_layout import first_size
from desktop.models.pdf import FirstView, PagePicture
from desktop.services.portal.readers import Readers
from desktop.views.viewers.own.page import OwnPage, Taken, Told
from desktop.views.viewers.pdf import PdfViewer
from desktop.views.viewers.pdf.pictures import as_image

FULL_SIZE = FirstView(1.0, 1, 1, 1.0)
ONCE = Qt.ConnectionType.SingleShotConnection


class PdfPage(OwnPage):
    """Over a viewer that is told by others what to show."""

    def __init__(self, readers: Readers, viewer: PdfViewer) -> None:
        super().__init__(viewer)
        self._readers, self._pdf_viewer = readers, viewer
        viewer.tools.save_button.hide()
        viewer.password.show_own()
        viewer.shown.connect(self.settled)
        viewer.refused.connect(self.refused)

    @property
    @override
    def target(self) -> QWidget:
        return self._pdf_viewer.canvas

    @property
    @override
    def asks(self) -> bool:
        return True

    @override
    def close(self) -> None:
        pdf = self._pdf_viewer.canvas.pdf
        self._pdf_viewer.clear()
        if pdf is not None:  # the viewer would do it later, and may be gone by then
            self._readers.pdf.close(pdf, owner=self)

    @override
    def words(self) -> str:
        pdf = self._pdf_viewer.canvas.pdf
        return pdf_words(len(pdf.pages) if pdf else 0)

    @override
    def tell(self, done: Told) -> None:
        canvas = self._pdf_viewer.canvas

        def settled() -> None:
            text = canvas.marks.text()
            canvas.selection.clear()
            done(text)

        canvas.selection.all()
        if canvas.selection.pending:
            canvas.selection.settled.connect(settled, ONCE)
        else:
            settled()

    @override
    def take(self, done: Taken) -> None:
        """The first page at 100 %."""
        pdf = self._pdf_viewer.canvas.pdf
        if pdf is None:
            return

        def drawn(picture: PagePicture) -> None:
            done(as_image(picture).copy())

        size = first_size(pdf.pages, FULL_SIZE)
        self._readers.pdf.draw(pdf, 0, size, owner=self, done=drawn, failed=self.refused.emit)
