"""The canvas: pages below one another, painted from pictures; zoom, selection, marks."""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from desktop.models.items import page_layout
from desktop.models.items.page_layout import Fit, PageLayout, PlacedPage, Zoom
from desktop.models.pdf import OpenPdf, PageText
from desktop.services.portal import Portal
from desktop.views.theme import look
from desktop.views.viewers.pdf.marks import Marks, rects
from desktop.views.viewers.pdf.pictures import PagePictures

translate = QCoreApplication.translate
LINE = 48


class PdfCanvas(QAbstractScrollArea):
    """Shows one document; `page_changed` and `zoom_changed` tell where the reader is."""

    page_changed = Signal(int)  # from 0
    zoom_changed = Signal(float)  # 1.0 is 100 %

    def __init__(self, portal: Portal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portal = portal
        self.pdf: OpenPdf | None = None
        self.marks = Marks()
        self.zoom: Zoom = Fit.WIDTH
        self.pictures = PagePictures(portal, self)
        self.pictures.arrived.connect(self._on_arrived)
        self._layout: PageLayout | None = None
        self._page = -1
        self._from: tuple[int, page_layout.Size] | None = None
        self._selecting = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.verticalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName(translate("Viewer", "Page"))

    def show_pdf(self, pdf: OpenPdf | None) -> None:
        """Show a document from its first page, or nothing."""
        self.pdf, self._layout, self._page = pdf, None, -1
        self.marks = Marks()
        self.pictures.show(pdf)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    @property
    def page(self) -> int:
        """The page that the reader is on, from 0."""
        return max(0, self._page)

    @property
    def layout_of_pages(self) -> PageLayout | None:
        """Where the pages lie now."""
        return self._layout

    def go_to(self, page: int) -> None:
        """Scroll a page's upper edge into view."""
        if self._layout and self._layout.pages:
            placed = self._layout.pages[min(max(page, 0), len(self._layout.pages) - 1)]
            self.verticalScrollBar().setValue(placed.top - page_layout.MARGIN // 2)

    def set_zoom(self, zoom: Zoom) -> None:
        """Another zoom; the place that was in the middle stays there."""
        self.zoom = zoom
        self._lay_out()

    def zoom_by(self, direction: int) -> None:
        """One step larger (1) or smaller (-1)."""
        if self._layout:
            self.set_zoom(page_layout.step(self._layout.scale, direction))

    def show_marks(self) -> None:
        """Paint the marks anew, and bring the current hit into view."""
        if self._layout and 0 <= self.marks.current < len(self.marks.hits):
            hit = self.marks.hits[self.marks.current]
            for rect in rects(hit.boxes[:1], self._layout, hit.page):
                self.verticalScrollBar().setValue(int(rect.center().y()) - self.height() // 3)
                self.horizontalScrollBar().setValue(int(rect.center().x()) - self.width() // 2)
        self.viewport().update()

    def select_all(self) -> None:
        """Select the text of every page."""
        if self.pdf:
            self.marks.selected.clear()
            for page in range(len(self.pdf.pages)):
                self._portal.pdf.text(self.pdf, page, owner=self, done=self._on_selected)

    def copy(self) -> None:
        """Put the selected text on the clipboard."""
        if text := self.marks.text():
            QGuiApplication.clipboard().setText(text)

    def _origin(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _lay_out(self) -> None:
        if self.pdf is None:
            self.viewport().update()
            return
        view, old = self.viewport().size(), self._layout
        middle = self._origin().y() + view.height() / 2
        scale = page_layout.scale_of(
            self.pdf.pages, self.zoom, view.width(), view.height(), self.page
        )
        self._layout = page_layout.lay_out(self.pdf.pages, scale, view.width())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self._layout.height - view.height()))
        down.setPageStep(view.height())
        across.setRange(0, max(0, self._layout.width - view.width()))
        across.setPageStep(view.width())
        if old and old.height:
            down.setValue(round(middle * self._layout.height / old.height - view.height() / 2))
            across.setValue(across.maximum() // 2)
        self.zoom_changed.emit(scale / page_layout.POINT)
        self.viewport().update()

    def _on_scrolled(self) -> None:
        if self._layout is None or not self._layout.pages:
            return
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        shown = frozenset(placed.page for placed in self._layout.visible(top, height))
        self.pictures.drop_requests(but=shown)
        page = self._layout.current(top, height)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _on_arrived(self, page: int) -> None:
        if self._layout:
            self.viewport().update(self._rect(self._layout.pages[page]))

    def _rect(self, placed: PlacedPage) -> QRect:
        return QRect(placed.left, placed.top, placed.width, placed.height).translated(
            -self._origin()
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.color("sunken"))
        if self._layout is None:
            return
        origin, ratio = self._origin(), self.devicePixelRatioF()
        for placed in self._layout.visible(origin.y(), self.viewport().height()):
            rect = self._rect(placed)
            size = (round(placed.width * ratio), round(placed.height * ratio))
            self.pictures.want(placed.page, size)
            picture = self.pictures.get(placed.page)
            if picture is None:
                painter.fillRect(rect, Qt.GlobalColor.white)
            else:
                painter.drawImage(rect, picture)
            painter.setPen(look.color("line"))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            painter.save()
            painter.translate(-origin)
            self.marks.paint(painter, self._layout, placed.page)
            painter.restore()

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._lay_out()
        self._on_scrolled()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
            case _:
                super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._layout:
            place = event.position() + self._origin().toPointF()
            self._from = self._layout.point(place.x(), place.y())
            self.marks.selected.clear()
            self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or self._layout is None or self.pdf is None or self._selecting:
            return
        place = event.position() + self._origin().toPointF()
        page, start = self._from
        end_page, end = self._layout.point(place.x(), place.y())
        if end_page == page:
            self._selecting = True  # one question at a time; the next move asks again
            self._portal.pdf.text(self.pdf, page, (start, end), owner=self, done=self._on_selected)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        self._from = None

    def _on_selected(self, text: PageText) -> None:
        self._selecting = False
        self.marks.selected[text.page] = text
        self.viewport().update()
