"""Selecting text: from one place to another, over pages; a word, a line, everything."""

from collections import deque
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models.items.page_layout import Size
from desktop.models.pdf import OpenPdf, PageText, Unit
from desktop.models.trouble import PortalError
from desktop.services.portal.readers import Readers
from desktop.views.viewers.pdf.marks import Marks

Place = tuple[int, Size]
Span = tuple[Size | None, Size | None]
WHOLE: Span = (None, None)


class Selecting(QObject):
    """Keeps `marks.selected` what the reader asked for; one page is asked for at a time."""

    changed = Signal()
    settled = Signal()  # all that was asked for has come

    def __init__(self, portal: Readers, marks: Marks, parent: QObject) -> None:
        super().__init__(parent)
        self._portal, self._marks = portal, marks
        self._pdf: OpenPdf | None = None
        self._anchor: Place | None = None
        self._spans: dict[int, Span] = {}
        self._queue: deque[int] = deque()
        self._asking = False
        self._unit = Unit.TEXT

    @property
    def pending(self) -> bool:
        """Whether something asked for has not come yet."""
        return self._asking or bool(self._queue)

    def show(self, pdf: OpenPdf | None) -> None:
        """Become the selection of another document, with nothing selected."""
        self._pdf = pdf
        self.clear()

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = None
        self._take({})

    def begin(self, place: Place, unit: Unit = Unit.TEXT) -> None:
        """A press: a place to select from, or the word or line at it."""
        self.clear()
        self._unit, page = unit, place[0]
        if unit is Unit.TEXT:
            self._anchor = place
        else:
            self._take({page: (place[1], place[1])})

    def extend(self, place: Place) -> None:
        """Select from where it began to a place, on whatever page."""
        if self._anchor is None:
            return
        first, last = self._anchor, place
        if first[0] > last[0]:
            first, last = last, first
        spans = dict.fromkeys(range(first[0], last[0] + 1), WHOLE)
        if first[0] == last[0]:
            spans[first[0]] = first[1], last[1]
        else:
            spans[first[0]], spans[last[0]] = (first[1], None), (None, last[1])
        self._take(spans)

    def end(self) -> None:
        """The button is up."""
        self._anchor = None

    def all(self) -> None:
        """Select every page."""
        self._anchor, self._unit = None, Unit.TEXT
        if self._pdf is not None:
            self._take(dict.fromkeys(range(len(self._pdf.pages)), WHOLE))

    def _take(self, spans: dict[int, Span]) -> None:
        for page in [page for page in self._marks.selected if page not in spans]:
            del self._marks.selected[page]
        fresh = (page for page, span in spans.items() if self._spans.get(page) != span)
        waiting = dict.fromkeys([*self._queue, *fresh])
        self._queue = deque(page for page in waiting if page in spans)
        self._spans = spans
        self.changed.emit()
        self._ask()

    def _ask(self) -> None:
        if self._asking or self._pdf is None:
            return
        if not self._queue:
            self.settled.emit()
            return
        page, self._asking = self._queue.popleft(), True
        span = self._spans[page]
        self._portal.pdf.text(
            self._pdf,
            page,
            span,
            self._unit,
            owner=self,
            done=partial(self._on_text, self._pdf, span),
            failed=self._on_failed,
        )

    def _on_text(self, pdf: OpenPdf, span: Span, text: PageText) -> None:
        self._asking = False
        if pdf is self._pdf and self._spans.get(text.page) == span:
            self._marks.selected[text.page] = text
            self.changed.emit()
        self._ask()

    def _on_failed(self, _error: PortalError) -> None:
        """A page whose text cannot be read has none."""
        self._asking = False
        self._ask()
