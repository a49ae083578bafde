"""What is marked on pages: the selection, and the places that a search found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.models.items.page_layout import PageLayout
from desktop.models.pdf import Box, PageHit, PageText
from desktop.views.theme.tokens import Theme, tokens

PALE = {"focus": 80, "chartB": 110}
"""Of 255: the text below stays readable."""
EDGE = 2


@dataclass(slots=True)
class Marks:
    """Selected text by page, and hits with the one that is current.

    Paper is white in every theme, so the colours are those of the light one. The current hit has
    an edge besides: colour is never the only sign.
    """

    selected: dict[int, PageText] = field(default_factory=dict)
    hits: tuple[PageHit, ...] = ()
    current: int = -1

    def text(self) -> str:
        """The selected text, page after page."""
        return "\n".join(self.selected[page].text for page in sorted(self.selected))

    def paint(self, painter: QPainter, layout: PageLayout, page: int) -> None:
        """Paint the marks of a page; the painter's origin is the document's."""
        for boxes, token in self._of(page):
            color = _color(token)
            color.setAlpha(PALE[token])
            for rect in rects(boxes, layout, page):
                painter.fillRect(rect, color)
        if 0 <= self.current < len(self.hits) and self.hits[self.current].page == page:
            painter.setPen(QPen(_color("focus"), EDGE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in rects(self.hits[self.current].boxes, layout, page):
                painter.drawRect(rect.adjusted(-EDGE, -EDGE, EDGE, EDGE))

    def _of(self, page: int) -> Iterator[tuple[Iterable[Box], str]]:
        if page in self.selected:
            yield self.selected[page].boxes, "focus"
        for hit in self.hits:
            if hit.page == page:
                yield hit.boxes, "chartB"


def rects(boxes: Iterable[Box], layout: PageLayout, page: int) -> Iterator[QRectF]:
    """Boxes of a page as rectangles of the document."""
    placed, scale = layout.pages[page], layout.scale
    for left, top, width, height in boxes:
        yield QRectF(
            placed.left + left * scale, placed.top + top * scale, width * scale, height * scale
        )


def _color(token: str) -> QColor:
    return QColor(tokens(Theme.LIGHT)[token])
