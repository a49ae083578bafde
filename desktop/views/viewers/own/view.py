"""A file of the person's own in the viewer for it, or why it is not shown."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.models.own import OwnFile, OwnKind
from desktop.models.trouble import PortalError, Trouble
from desktop.services.portal import Context
from desktop.services.portal.opening import OpeningFace
from desktop.views.viewers.own.page import OwnPage
from desktop.views.viewers.own.says import could_not_open, loading
from desktop.views.viewers.pdf.says import scrolled
from desktop.views.widgets.dressed import ground

LOADING_AFTER = 400  # milliseconds


class OwnView(QWidget):
    """Reads the file as soon as it is made; `page` is there once its kind is known."""

    settled = Signal()  # it shows
    refused = Signal(object)  # PortalError; of a PDF that is locked, its password is asked for

    def __init__(self, opening: OpeningFace, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self._opening = opening
        self.page: OwnPage | None = None
        self.answered = False  # it shows, or why it does not
        self._stack = QStackedLayout(self)
        self._stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._over = scrolled(QWidget())  # over a viewer that has nothing to show yet
        ground(self._over, "surface")
        self._stack.addWidget(self._over)
        self._late = QTimer(self, singleShot=True, interval=LOADING_AFTER)
        self._late.timeout.connect(lambda: self._over.setWidget(loading()))
        self._late.start()
        self._reading: Context = opening.read(
            path, owner=self, done=self._show, failed=self._refuse
        )

    def stop(self) -> None:
        """Read no further, and let go of what was read (OPEN-2)."""
        self._reading.cancel()
        self._late.stop()
        page, self.page = self.page, None
        if page is not None:
            page.close()

    def _show(self, file: OwnFile) -> None:
        page = self.page = self._made(file)
        page.settled.connect(self._settle)
        page.refused.connect(self._refuse)
        self._stack.addWidget(page.viewer)

    def _made(self, file: OwnFile) -> OwnPage:
        """The viewers are imported when one of them is needed, and made in their place: a tree that
        moves is styled again."""
        match file.kind:
            case OwnKind.PDF:
                from desktop.views.viewers.own.pdf import PdfPage  # noqa: PLC0415
                from desktop.views.viewers.pdf import PdfViewer  # noqa: PLC0415

                viewer = PdfViewer(self._opening, self)
                viewer.show_document(file.data, file.name)
                return PdfPage(self._opening, viewer)
            case OwnKind.IMAGE:
                from desktop.views.viewers.own.image import ImagePage  # noqa: PLC0415

                return ImagePage(self._opening, file, self)
            case OwnKind.SUMMARY:
                from desktop.views.viewers.own.summary import SummaryPage  # noqa: PLC0415

                return SummaryPage(self._opening, file, self)
            case OwnKind.TEXT:
                from desktop.views.viewers.own.text import TextPage  # noqa: PLC0415

                return TextPage(file, self)

    def _settle(self) -> None:
        page = self.page
        if page is None:
            return
        self._uncover(page)
        self.answered = True
        self.settled.emit()

    def _uncover(self, page: OwnPage) -> None:
        self._late.stop()
        self._stack.setCurrentWidget(page.viewer)
        if not self._over.isHidden():
            self._over.hide()
            page.target.setFocus()

    def _refuse(self, error: PortalError) -> None:
        page = self.page
        if page is not None and page.asks and error.trouble is Trouble.DOCUMENT_LOCKED:
            self._uncover(page)
        else:
            self._say(error)
        self.answered = True
        self.refused.emit(error)

    def _say(self, error: PortalError) -> None:
        """Instead of everything else."""
        self._late.stop()
        page, self.page = self.page, None
        if page is not None:
            page.close()
            self._stack.removeWidget(page.viewer)
            page.viewer.hide()
            page.viewer.deleteLater()
        self._over.setWidget(could_not_open(error))
        self._over.show()
        self._stack.setCurrentWidget(self._over)
