"""Small pages beside the document."""

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.models.items.page_layout import sane
from desktop.models.pdf import OpenPdf
from desktop.services.portal.readers import Readers
from desktop.views.theme import look
from desktop.views.viewers.pdf.pictures import PagePictures
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import outline, paint_row_ring, round_rect

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
WIDTH, HEIGHT = 84, 112  # the room of a small page
EDGE, NUMBER = 10, 24
MOST_AT_ONCE = 12


class PageThumbnails(QListWidget):
    """A list of small pages; choosing one asks for it."""

    page_wanted = Signal(int)  # from 0

    def __init__(self, portal: Readers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf: OpenPdf | None = None
        self.pictures = PagePictures(portal, self)
        self.pictures.arrived.connect(self.viewport().update)
        self.setItemDelegate(_SmallPage(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(translate("Viewer", "Small pages"))
        self.currentRowChanged.connect(self._on_chosen)
        self.verticalScrollBar().valueChanged.connect(self._ask)
        keep_dressed(self._dress)

    def show_pdf(self, pdf: OpenPdf | None) -> None:
        """Show the pages of another document, or none."""
        with QSignalBlocker(self):
            self.clear()
            self._pdf = pdf
            self.pictures.show(pdf)
            for page in range(len(pdf.pages) if pdf else 0):
                item = QListWidgetItem(str(page + 1))
                words = translate("Viewer", "Page {page}").format(page=page + 1)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                self.addItem(item)
        self._ask()

    def show_page(self, page: int) -> None:
        """Mark the page that the reader is on, without asking for it."""
        with QSignalBlocker(self):
            self.setCurrentRow(page)

    def size_of(self, page: int) -> QSize:
        """How large a small page is shown, in its own shape."""
        wide, high = sane(self._pdf.pages[page]) if self._pdf else (WIDTH, HEIGHT)
        shrink = min(look.px(WIDTH) / wide, look.px(HEIGHT) / high)
        return QSize(max(1, round(wide * shrink)), max(1, round(high * shrink)))

    def _ask(self) -> None:
        if self._pdf is None or not self.isVisible():
            return
        first = max(0, self.indexAt(self.viewport().rect().topLeft()).row())
        high = look.px(HEIGHT + NUMBER + EDGE)
        shown = min(MOST_AT_ONCE, self.viewport().height() // high + 2)
        pages = range(first, min(first + shown, len(self._pdf.pages)))
        self.pictures.drop_requests(but=frozenset(pages))
        ratio = self.devicePixelRatioF()
        for page in pages:
            size = self.size_of(page) * ratio
            self.pictures.want(page, (size.width(), size.height()))

    def _on_chosen(self, row: int) -> None:
        if row >= 0:
            self.page_wanted.emit(row)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def _dress(self) -> None:
        self.setFixedWidth(look.px(WIDTH + 4 * EDGE + 12))
        self.doItemsLayout()


class _SmallPage(QStyledItemDelegate):
    """A page with its number below; the chosen one has an edge, a ground and a bold number."""

    def __init__(self, pages: PageThumbnails) -> None:
        super().__init__(pages)
        self._pages = pages

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(look.px(WIDTH + 2 * EDGE), look.px(HEIGHT + NUMBER + 2 * EDGE))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            ground = look.color("selected" if chosen else "hover")
            round_rect(painter, QRectF(rect.adjusted(4, 2, -4, -2)), 8, ground)
        paper = QRect(rect.topLeft(), self._pages.size_of(index.row()))
        paper.moveCenter(rect.center())
        paper.moveTop(rect.top() + look.px(EDGE))
        painter.fillRect(paper, Qt.GlobalColor.white)
        picture = self._pages.pictures.get(index.row())
        if picture is not None:
            painter.drawImage(paper, picture)
        ink, thick = ("accent", 2) if chosen else ("line", 1)
        outline(painter, QRectF(paper).adjusted(-2, -2, 2, 2), 3, look.color(ink), thick)
        words = QRect(
            rect.left(), rect.bottom() - look.px(NUMBER + 4), rect.width(), look.px(NUMBER)
        )
        painter.setFont(look.font(13, 600 if chosen else 400, tabular=True))
        painter.setPen(look.color("text" if chosen else "text2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            paint_row_ring(painter, rect)
        painter.restore()
