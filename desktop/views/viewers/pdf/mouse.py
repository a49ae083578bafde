"""What the mouse does on the pages: select, word by double click, line by triple, drag beyond."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from desktop.models.pdf import Unit

if TYPE_CHECKING:
    from desktop.views.viewers.pdf.canvas import PdfCanvas
    from desktop.views.viewers.pdf.selecting import Place

SCROLL_EVERY = 40  # milliseconds, while the pointer is dragged beyond the view


class CanvasMouse(QObject):
    """Turns the canvas's mouse events into a selection; scrolls while dragging beyond the view."""

    def __init__(self, canvas: "PdfCanvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._at: QPointF | None = None
        self._since_double = QElapsedTimer()
        self._scroll = QTimer(self, interval=SCROLL_EVERY)
        self._scroll.timeout.connect(self._on_scroll)

    def press(self, event: QMouseEvent) -> None:
        """Begin to select; the third press of a row takes the line."""
        place = self._place(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or place is None:
            return
        soon = QGuiApplication.styleHints().mouseDoubleClickInterval()
        triple = self._since_double.isValid() and self._since_double.elapsed() < soon
        self._since_double.invalidate()
        self._at = event.position()
        self._canvas.selection.begin(place, Unit.LINE if triple else Unit.TEXT)

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word."""
        place = self._place(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self._since_double.start()
            self._canvas.selection.begin(place, Unit.WORD)

    def move(self, event: QMouseEvent) -> None:
        """Select up to here; beyond the view it scrolls on."""
        if self._at is None:
            return
        self._at = event.position()
        self._extend()
        beyond = not self._canvas.viewport().rect().contains(self._at.toPoint())
        if beyond != self._scroll.isActive():
            (self._scroll.start if beyond else self._scroll.stop)()

    def release(self) -> None:
        """The selection stands."""
        self._at = None
        self._scroll.stop()
        self._canvas.selection.end()

    def _extend(self) -> None:
        place = self._place(self._at) if self._at is not None else None
        if place is not None:
            self._canvas.selection.extend(place)

    def _on_scroll(self) -> None:
        if self._at is None:
            return
        view, bars = self._canvas.viewport().rect(), self._canvas
        down = min(0.0, self._at.y()) + max(0.0, self._at.y() - view.height())
        across = min(0.0, self._at.x()) + max(0.0, self._at.x() - view.width())
        bars.verticalScrollBar().setValue(bars.verticalScrollBar().value() + round(down / 2))
        bars.horizontalScrollBar().setValue(bars.horizontalScrollBar().value() + round(across / 2))
        self._extend()

    def _place(self, position: QPointF) -> "Place | None":
        layout = self._canvas.layout_of_pages
        if layout is None:
            return None
        place = position + self._canvas.origin.toPointF()
        return layout.point(place.x(), place.y())
