"""What is marked on pages: the selection, and the places that a search found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.models.items.page_layout import PageLayout
from desktop.models.pdf import Box, PageHit, PageText
from desktop.views.theme import look

GRANTED = 90  # of 255: the text below stays readable


@dataclass(slots=True)
class Marks:
    """Selected text by page, and hits with the one that is current."""

    selected: dict[int, PageText] = field(default_factory=dict)
    hits: tuple[PageHit, ...] = ()
    current: int = -1

    def text(self) -> str:
        """The selected text, page after page."""
        pages = (self.selected[page].text for page in sorted(self.selected))
        return "\n".join(text.replace("\r\n", "\n") for text in pages)

    def paint(self, painter: QPainter, layout: PageLayout, page: int) -> None:
        """Paint the marks of a page; the painter's origin is the document's."""
        for boxes, token in self._of(page):
            color = QColor(look.color(token))
            color.setAlpha(GRANTED)
            for rect in rects(boxes, layout, page):
                painter.fillRect(rect, color)

    def _of(self, page: int) -> Iterator[tuple[Iterable[Box], str]]:
        if page in self.selected:
            yield self.selected[page].boxes, "focus"
        for at, hit in enumerate(self.hits):
            if hit.page == page:
                yield hit.boxes, "focus" if at == self.current else "chartB"


def rects(boxes: Iterable[Box], layout: PageLayout, page: int) -> Iterator[QRectF]:
    """Boxes of a page as rectangles of the document."""
    placed = layout.pages[page]
    for left, top, width, height in boxes:
        scale = layout.scale
        yield QRectF(
            placed.left + left * scale, placed.top + top * scale, width * scale, height * scale
        )
