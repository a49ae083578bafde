"""The canvas: pages below one another, painted from pictures, with what is marked on them."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from desktop.models.items import page_layout
from desktop.models.items.page_layout import Fit, PageLayout, PlacedPage, Zoom
from desktop.models.pdf import OpenPdf, PagePicture
from desktop.services.portal.readers import Readers
from desktop.views.theme import look
from desktop.views.viewers.pdf.marks import Marks, rects
from desktop.views.viewers.pdf.mouse import CanvasMouse
from desktop.views.viewers.pdf.pictures import PagePictures
from desktop.views.viewers.pdf.selecting import Selecting

translate = QCoreApplication.translate
LINE = 48
NOTCH = 120  # what a wheel says for one of its steps


class PdfCanvas(QAbstractScrollArea):
    """Shows one document; `page_changed` and `zoom_changed` tell where the reader is."""

    page_changed = Signal(int)  # from 0
    zoom_changed = Signal(float)  # 1.0 is 100 %
    painted = Signal()  # the first picture of a document is on the screen
    menu_wanted = Signal(QPoint)  # on the screen

    def __init__(self, portal: Readers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pdf: OpenPdf | None = None
        self.marks = Marks()
        self.zoom: Zoom = Fit.WIDTH
        self.pictures = PagePictures(portal, self)
        self.pictures.arrived.connect(self._update_page)
        self.pictures.failed.connect(self._update_page)
        self.selection = Selecting(portal, self.marks, self)
        self.selection.changed.connect(self.viewport().update)
        self._mouse = CanvasMouse(self)
        self._layout: PageLayout | None = None
        self._page, self._turned, self._told = -1, 0, False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # see `room`
        self.verticalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName(translate("Viewer", "Page"))

    def show_pdf(self, pdf: OpenPdf | None, first: PagePicture | None = None) -> None:
        """Show a document from its first page, whose picture may be there already; or nothing."""
        self.pdf, self._layout, self._page, self._told = pdf, None, -1, False
        self.selection.show(pdf)
        self.marks.hits, self.marks.current = (), -1
        self.pictures.show(pdf, first)
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._on_scrolled()

    @property
    def page(self) -> int:
        """The page that the reader is on, from 0."""
        return max(0, self._page)

    @property
    def layout_of_pages(self) -> PageLayout | None:
        """Where the pages lie now."""
        return self._layout

    @property
    def origin(self) -> QPoint:
        """The place of the document that is in the view's upper left corner."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def room(self, width: int) -> int:
        """How wide pages may be in a canvas of this width: its scroll bar is always there, or
        showing it would change the width that it depends on."""
        return width - self.verticalScrollBar().sizeHint().width()

    def go_to(self, page: int) -> None:
        """Scroll a page's upper edge into view."""
        if self._layout and self._layout.pages:
            placed = self._layout.pages[min(max(page, 0), len(self._layout.pages) - 1)]
            self.verticalScrollBar().setValue(placed.top - page_layout.MARGIN // 2)

    def set_zoom(self, zoom: Zoom, about: QPointF | None = None) -> None:
        """Another zoom; the place of the view that it is about (its middle) stays there."""
        self.zoom = zoom
        view = self.viewport()
        self._lay_out(about or QPointF(view.width() / 2, view.height() / 2))
        self._on_scrolled()

    def zoom_by(self, direction: int, about: QPointF | None = None) -> None:
        """One step larger (1) or smaller (-1)."""
        if self._layout:
            self.set_zoom(page_layout.step(self._layout.scale, direction), about)

    def show_marks(self) -> None:
        """Paint the marks anew, and bring the current hit into view if it is not."""
        if self._layout and 0 <= self.marks.current < len(self.marks.hits):
            hit, seen = (
                self.marks.hits[self.marks.current],
                QRect(self.origin, self.viewport().size()),
            )
            for rect in rects(hit.boxes[:1], self._layout, hit.page):
                if not seen.adjusted(0, LINE, 0, -LINE).contains(rect.toAlignedRect()):
                    down = int(rect.center().y()) - self.viewport().height() // 3
                    self.verticalScrollBar().setValue(down)
                    across = int(rect.center().x()) - self.viewport().width() // 2
                    self.horizontalScrollBar().setValue(across)
        self.viewport().update()

    def _lay_out(self, about: QPointF | None = None) -> None:
        if self.pdf is None:
            self.verticalScrollBar().setRange(0, 0)
            self.horizontalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        view, old, origin = self.viewport().size(), self._layout, self.origin
        scale = page_layout.scale_of(
            self.pdf.pages, self.zoom, view.width(), view.height(), self.page
        )
        self._layout = page_layout.lay_out(self.pdf.pages, scale, view.width())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self._layout.height - view.height()))
        down.setPageStep(view.height())
        across.setRange(0, max(0, self._layout.width - view.width()))
        across.setPageStep(view.width())
        if old:
            kept = about or QPointF(view.width() / 2, 0)
            place = origin.toPointF() + kept
            x, y = old.moved(place.x(), place.y(), self._layout)
            across.setValue(round(x - kept.x()))
            down.setValue(round(y - kept.y()))
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

    def _update_page(self, page: int) -> None:
        if self._layout:
            self.viewport().update(self._rect(self._layout.pages[page]))

    def _rect(self, placed: PlacedPage) -> QRect:
        return QRect(placed.left, placed.top, placed.width, placed.height).translated(-self.origin)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layout is None:
            return
        painter, origin = QPainter(self.viewport()), self.origin
        for placed in self._layout.visible(origin.y(), self.viewport().height()):
            self._paint_page(painter, placed)
            painter.save()
            painter.translate(-origin)
            self.marks.paint(painter, self._layout, placed.page)
            painter.restore()
        if not self._told and self.pictures.get(self.page) is not None:
            self._told = True
            self.painted.emit()

    def _paint_page(self, painter: QPainter, placed: PlacedPage) -> None:
        rect = self._rect(placed)
        self.pictures.want(placed.page, page_layout.picture_size(placed, self.devicePixelRatioF()))
        picture = self.pictures.get(placed.page)
        if picture is None:
            painter.fillRect(rect, Qt.GlobalColor.white)
        else:
            painter.drawImage(rect, picture)
        painter.setPen(look.color("line"))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if placed.page in self.pictures.refused:
            painter.setPen(Qt.GlobalColor.black)
            words = translate("Viewer", "This page could not be shown.")
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

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
                bar.setValue(bar.value() + (-1 if back else 1) * (bar.pageStep() - LINE))
            case _:
                super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / NOTCH)  # a touch pad turns by less than a notch at a time
        self._turned -= steps * NOTCH
        for _ in range(abs(steps)):
            self.zoom_by(1 if steps > 0 else -1, event.position())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers that move apart make it larger."""
        pinched = Qt.NativeGestureType.ZoomNativeGesture
        if not isinstance(event, QNativeGestureEvent) or event.gestureType() is not pinched:
            return super().viewportEvent(event)
        if self._layout:
            zoom = self._layout.scale / page_layout.POINT * (1 + event.value())
            self.set_zoom(zoom, event.position())
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double_click(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._mouse.release()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
