"""The small map in the corner: all of the picture, and what of it is seen."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from desktop.models.items.image_place import Place
from desktop.views.theme import look

SIDE, FROM_EDGE = 130, 14
LEAST_ROOM = 3  # times as large must the view be


def paint_map(painter: QPainter, whole: QImage, place: Place, view: QRectF) -> None:
    """In the lower right corner of a view that has room for it."""
    size = QSizeF(place.wide, place.high)
    size.scale(look.px(SIDE), look.px(SIDE), Qt.AspectRatioMode.KeepAspectRatio)
    if size.width() * LEAST_ROOM > view.width() or size.height() * LEAST_ROOM > view.height():
        return
    area = QRectF(
        view.right() - FROM_EDGE - size.width(),
        view.bottom() - FROM_EDGE - size.height(),
        size.width(),
        size.height(),
    )
    painter.drawImage(area, whole)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("onViewer"), 2))
    painter.drawRect(area)
    left, top = place.at(0, 0)
    right, bottom = place.at(place.across, place.down)
    share = size.width() / place.wide
    seen = QRectF(left * share, top * share, (right - left) * share, (bottom - top) * share)
    painter.setPen(QPen(look.color("viewerAccent"), 2))
    painter.drawRect(seen.translated(area.topLeft()).intersected(area))
