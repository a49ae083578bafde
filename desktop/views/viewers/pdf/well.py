"""The ground below the pages: sunken, with the round lower corners of the card around it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.viewers.pdf.canvas import PdfCanvas
from desktop.views.viewers.pdf.thumbnails import PageThumbnails
from desktop.views.widgets.paint import round_rect

RADIUS = 11


class Well(QWidget):
    """Holds the small pages and the canvas; both let it shine through."""

    def __init__(self, thumbnails: PageThumbnails, canvas: PdfCanvas) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(thumbnails)
        row.addWidget(canvas, 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        whole = QRectF(self.rect()).adjusted(0, -RADIUS, 0, 0)
        round_rect(painter, whole, RADIUS, look.color("sunken"))
