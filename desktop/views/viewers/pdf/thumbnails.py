"""Small pages beside the document."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop.models.items.page_layout import sane
from desktop.models.pdf import OpenPdf
from desktop.services.portal import Portal
from desktop.views.theme import look
from desktop.views.viewers.pdf.pictures import PagePictures
from desktop.views.widgets.dressed import keep_dressed

translate = QCoreApplication.translate
WIDTH = 96


class PageThumbnails(QListWidget):
    """A list of small pages; choosing one asks for it."""

    page_wanted = Signal(int)  # from 0

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf: OpenPdf | None = None
        self._pictures = PagePictures(portal, self)
        self._pictures.arrived.connect(self._on_arrived)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setAccessibleName(translate("Viewer", "Small pages"))
        self.currentRowChanged.connect(self._on_chosen)
        self.verticalScrollBar().valueChanged.connect(self._ask)
        keep_dressed(self._dress)

    def show_pdf(self, pdf: OpenPdf | None) -> None:
        """Show the pages of another document, or none."""
        blocked = QSignalBlocker(self)
        self.clear()
        self._pdf = pdf
        self._pictures.show(pdf)
        for page in range(len(pdf.pages) if pdf else 0):
            item = QListWidgetItem(self._blank(), str(page + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            words = translate("Viewer", "Page {page}").format(page=page + 1)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.addItem(item)
        blocked.unblock()
        self._ask()

    def show_page(self, page: int) -> None:
        """Mark the page that the reader is on, without asking for it."""
        with QSignalBlocker(self):
            self.setCurrentRow(page)

    def _ask(self) -> None:
        if self._pdf is None or not self.isVisible():
            return
        first = self.indexAt(self.viewport().rect().topLeft() + self.viewport().rect().center() / 9)
        row = max(0, first.row())
        for page in range(row, min(row + 12, len(self._pdf.pages))):
            wide, high = sane(self._pdf.pages[page])
            across = round(look.px(WIDTH) * self.devicePixelRatioF())
            self._pictures.want(
                page, (across, max(1, min(4 * across, round(across * high / wide))))
            )

    def _on_arrived(self, page: int) -> None:
        picture, item = self._pictures.get(page), self.item(page)
        if picture is not None and item is not None:
            item.setIcon(QIcon(QPixmap.fromImage(picture)))

    def _on_chosen(self, row: int) -> None:
        if row >= 0:
            self.page_wanted.emit(row)

    @staticmethod
    def _blank() -> QIcon:
        pixmap = QPixmap(look.px(WIDTH), look.px(WIDTH * 1.3))
        pixmap.fill(QColor(Qt.GlobalColor.white))
        return QIcon(pixmap)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def _dress(self) -> None:
        self.setIconSize(QSize(look.px(WIDTH), round(look.px(WIDTH) * 1.35)))
        self.setGridSize(QSize(look.px(WIDTH + 28), round(look.px(WIDTH) * 1.35) + look.px(30)))
        self.setFixedWidth(look.px(WIDTH + 48))
