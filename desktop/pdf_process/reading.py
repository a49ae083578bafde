"""The text of a page: between two places, around one, and where words stand."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtPdf import QPdfDocument, QPdfSelection

from desktop.models.pdf import Unit
from desktop.pdf_process.messages import Box, Find, Found, Hit, Select, Selected

MOST_HITS = 500
AROUND = 30
REACHES = (1.0, 3.0, 8.0)  # points to both sides of a place, until a letter is met
BROKEN = re.compile("[\x00\x02\ufffe\uffff]\\s*")
"""What stands for a hyphen that only broke a word at the end of a line."""
DASHES = "-\u2010\u2011\u2012\u2013\u2212"
ALIKE = dict.fromkeys(DASHES, f"[{re.escape(DASHES)}]") | {
    "'": "['\u2018\u2019]",
    '"': '["\u201c\u201d]',
}


@dataclass(frozen=True, slots=True)
class PageLines:
    """The text of one page with the rectangle of each of its runs, in reading order."""

    text: str
    rects: tuple[QRectF, ...]

    @classmethod
    def of(cls, document: QPdfDocument, page: int) -> "PageLines":
        """Read a page."""
        found = document.getAllText(page)
        rects = tuple(polygon.boundingRect() for polygon in found.bounds())
        return cls(found.text(), tuple(rect for rect in rects if rect.width() and rect.height()))

    def nearest(self, x: float, y: float) -> QPointF:
        """The place in the text that is nearest; down counts more than across."""
        rect = min(self.rects, key=lambda rect: _distance(rect, x, y))
        return QPointF(min(max(x, rect.left()), rect.right()), rect.center().y())

    def start(self) -> QPointF:
        """Where the text begins."""
        return QPointF(self.rects[0].left(), self.rects[0].center().y())

    def end(self) -> QPointF:
        """Where the text ends."""
        return QPointF(self.rects[-1].right(), self.rects[-1].center().y())


def select(document: QPdfDocument, request: Select) -> Selected:
    """The text between two places, or the word or line at the first."""
    lines = PageLines.of(document, request.page)
    if not lines.rects or (request.start is None and request.end is None):
        return _selected(document.getAllText(request.page))
    start = lines.nearest(*request.start) if request.start else lines.start()
    end = lines.nearest(*request.end) if request.end else lines.end()
    if request.unit is not Unit.TEXT:
        return _selected(_grown(document, request, start, lines.text))
    return _selected(document.getSelection(request.page, start, end))


def find(document: QPdfDocument, request: Find) -> Found:
    """Every place of the words, up to `MOST_HITS`; case, kinds of dashes, and how the words are
    spread over lines make no difference."""
    pattern, hits = _pattern(request.words), list[Hit]()
    for page in range(document.pageCount()) if pattern else ():
        text = document.getAllText(page).text()
        for match in pattern.finditer(text) if pattern else ():
            if len(hits) == MOST_HITS:
                return Found(tuple(hits), more=True)
            start, end = match.span()
            place = document.getSelectionAtIndex(page, start, end - start)
            around = text[max(0, start - AROUND) : end + AROUND]
            hits.append(Hit(page, boxes(place), " ".join(BROKEN.sub("", around).split())))
    return Found(tuple(hits))


def boxes(selection: QPdfSelection) -> tuple[Box, ...]:
    """A box for each run of a selection."""
    shapes = (polygon.boundingRect() for polygon in selection.bounds())
    return tuple((box.x(), box.y(), box.width(), box.height()) for box in shapes)


def _selected(found: QPdfSelection) -> Selected:
    text = BROKEN.sub("", found.text()).replace("\r\n", "\n")
    return Selected(text, boxes(found))


def _grown(document: QPdfDocument, request: Select, place: QPointF, text: str) -> QPdfSelection:
    """The word or the line around a place."""
    page, found = request.page, document.getSelection(request.page, place, place)
    for reach in REACHES:
        if found.isValid() and found.text().strip():
            break
        aside = QPointF(reach, 0)
        found = document.getSelection(page, place - aside, place + aside)
    if not found.isValid():
        return found
    part = r"[^\r\n]+" if request.unit is Unit.LINE else r"[\w\u0300-\u036f'’.,−-]*\w|\S"
    at = found.startIndex()
    for match in re.finditer(part, text):
        if match.end() > at:
            if match.start() > found.endIndex():
                break
            return document.getSelectionAtIndex(page, match.start(), len(match[0]))
    return found


def _distance(rect: QRectF, x: float, y: float) -> float:
    across = max(rect.left() - x, 0.0, x - rect.right())
    down = max(rect.top() - y, 0.0, y - rect.bottom())
    return across + 8 * down


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = ["".join(ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words.split()]
    return re.compile(r"\s+".join(parts), re.IGNORECASE) if parts else None
