"""The canvas: one picture in a view, moved and zoomed by mouse, touch and keys (IMG-3)."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGestureEvent,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)
from typing_extensions import override

from desktop.models.image import Look, OpenImage
from desktop.models.items.image_place import Place
from desktop.models.items.image_tiles import tiles
from desktop.models.picture import Picture
from desktop.services.portal.readers import Readers
from desktop.views.theme import look as theme
from desktop.views.viewers.image.map import paint_map
from desktop.views.viewers.image.tiles import Tiles

translate = QCoreApplication.translate
NOTCH = 120  # what a wheel says for one of its steps
RING = 2


class ImageCanvas(QGraphicsView):
    """Shows one open image. `placed` tells of zoom and place, whoever changed them."""

    placed = Signal()
    painted = Signal()  # the first picture of an image is on the screen
    toned = Signal(int, int)  # dragged so far for brightness and contrast
    focused = Signal()
    menu_wanted = Signal(QPoint)  # on the screen

    def __init__(self, portal: Readers, parent: QWidget | None = None) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene, parent)
        self.image: OpenImage | None = None
        self.look = Look()
        self.place = Place.fitted((1, 1), (1, 1))
        self.moves = True  # dragging moves the picture, else it changes brightness and contrast
        self.tiles = Tiles(portal, self)
        self.tiles.arrived.connect(self.viewport().update)
        self._told = False
        self._grabbed: QPointF | None = None
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(
            translate(
                "Images",
                "Plus and minus zoom, 0 shows all of it, arrows move, R turns, F flips, I inverts, "
                "B and C change brightness and contrast, with Shift back again.",
            )
        )
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def show_image(self, image: OpenImage | None, first: Picture | None = None) -> None:
        """Show an image, all of it; or nothing."""
        self.image, self._told = image, False
        self.tiles.show(image, first, Look())
        self._fit()  # a pair of pictures is told when it is ready to follow

    def set_look(self, look: Look) -> None:
        """Another look; when it is turned, all of it shows."""
        if look == self.look:
            return
        turned = (look.turns, look.flipped) != (self.look.turns, self.look.flipped)
        self.look = look
        if turned:
            self._fit()
            self.placed.emit()
        self._refresh()

    def put(self, place: Place) -> None:
        """Zoom and move."""
        if place != self.place:
            self.place = place
            self._refresh()
            self.placed.emit()

    def fit(self) -> None:
        """All of it."""
        self.put(Place.fitted(self._size(), self._room()))

    def full_size(self) -> None:
        """Each pixel of the picture as one of the screen."""
        self.put(self.place.zoomed(1.0))

    @property
    def ratio(self) -> float:
        """Pixels of the device to one of the window."""
        return self.devicePixelRatioF()

    @property
    def room(self) -> tuple[int, int]:
        """The size of the view in pixels of the device."""
        across, down = self._room()
        return max(1, round(across)), max(1, round(down))

    def _room(self) -> tuple[float, float]:
        size = QSizeF(self.viewport().size()) * self.ratio
        return size.width(), size.height()

    def _size(self) -> tuple[float, float]:
        return self.look.size(self.image.size) if self.image else (1, 1)

    def _fit(self) -> None:
        self.place = Place.fitted(self._size(), self._room())
        self._refresh()

    def _refresh(self) -> None:
        if self.image is not None:
            self.tiles.want(self.place, self.look)
        self.viewport().update()

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The picture itself; always in whole pixels of the device."""
        painter.fillRect(rect, theme.color("viewer"))
        whole, ratio = self.tiles.whole, self.ratio
        if whole is None or self.image is None:
            return
        left, top = self.place.origin
        drawn = self.place.drawn
        if (whole.width(), whole.height()) == drawn:
            self._put(painter, whole, left, top)
        else:
            area = QRectF(left / ratio, top / ratio, drawn[0] / ratio, drawn[1] / ratio)
            painter.drawImage(area, whole)
            for spread in tiles(self.place):
                tile = self.tiles.get(spread.tile)
                if tile is not None:
                    self._put(painter, tile, left + spread.left, top + spread.top)
        if not self._told:
            self._told = True
            self.painted.emit()

    @override
    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        view = QRectF(self.viewport().rect())
        whole = self.tiles.whole
        if whole is not None and self.place.exceeds:
            paint_map(painter, whole, self.place, view)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("viewerFocus"), RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = RING + RING / 2
            painter.drawRect(view.adjusted(inside, inside, -inside, -inside))

    def _put(self, painter: QPainter, image: QImage, left: int, top: int) -> None:
        image.setDevicePixelRatio(self.ratio)
        painter.drawImage(QPointF(left / self.ratio, top / self.ratio), image)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scene.setSceneRect(QRectF(self.viewport().rect()))
        self.put(self.place.in_view(*self._room()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger and smaller about the pointer; two fingers on a touch pad move the picture."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moved = event.pixelDelta()
        if not moved.isNull() and not control:
            self.put(self.place.moved(moved.x() * self.ratio, moved.y() * self.ratio))
        else:
            steps = event.angleDelta().y() / NOTCH
            self.put(self.place.stepped(steps, self._at(event.position())))
        event.accept()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers that move apart make it larger."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                scale = self.place.scale * (1 + event.value())
                self.put(self.place.zoomed(scale, self._at(event.position())))
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                return True
        return super().viewportEvent(event)

    def _pinch(self, pinch: QPinchGesture) -> None:
        middle = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        before = self.viewport().mapFromGlobal(pinch.lastCenterPoint().toPoint())
        moved = QPointF(middle - before) * self.ratio
        place = self.place.moved(moved.x(), moved.y())
        self.put(place.zoomed(place.scale * pinch.scaleFactor(), self._at(QPointF(middle))))

    def _at(self, position: QPointF) -> tuple[float, float]:
        return position.x() * self.ratio, position.y() * self.ratio

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        moved = event.position() - self._grabbed
        self._grabbed = event.position()
        if self.moves:
            self.put(self.place.moved(moved.x() * self.ratio, moved.y() * self.ratio))
        else:
            self.toned.emit(-round(moved.y()), round(moved.x()))

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None
        self.viewport().unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """From all of it to full size about the pointer, and back."""
        if self.place.fits:
            self.put(self.place.zoomed(1.0, self._at(event.position())))
        else:
            self.fit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The viewer's, which knows all keys; a scroll area would take some of them."""
        event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        self.focused.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
