"""Finding words: which hit of how many, the next and the one before, said aloud."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.models.pdf import OpenPdf, PageHit
from desktop.models.trouble import PortalError
from desktop.services.portal.readers import Readers
from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.viewers.pdf.canvas import PdfCanvas
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import label

translate = QCoreApplication.translate
FIND_AFTER = 200  # milliseconds without a key


class FoundStrip(QFrame):
    """Lies over the pages while words are looked for."""

    hit_wanted = Signal(int)  # 1 the next, -1 the one before
    left = Signal()

    def __init__(self, pages: QWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        mark(self, card="true")
        self.words = label("", "meta")
        self.before = icon_button("chevron-up", translate("Viewer", "Previous hit"), dense=True)
        self.before.clicked.connect(lambda: self.hit_wanted.emit(-1))
        self.next = icon_button("chevron-down", translate("Viewer", "Next hit"), dense=True)
        self.next.clicked.connect(lambda: self.hit_wanted.emit(1))
        self.close_button = icon_button("x", translate("Viewer", "Stop finding"), dense=True)
        self.close_button.clicked.connect(self.left)
        self._row = QHBoxLayout(self)
        for part in (self.words, self.before, self.next, self.close_button):
            self._row.addWidget(part)
        keep_dressed(self._dress)
        self.hide()

    def say(self, words: str, *, hits: bool) -> None:
        """Which hit of how many, or that there is none."""
        self.words.setText(words)
        self.before.setEnabled(hits)
        self.next.setEnabled(hits)
        self.show()
        self.place()

    def place(self) -> None:
        """Stand in the upper corner of the pages."""
        self.adjustSize()
        room, edge = self._pages.rect(), look.px(24)
        left = edge if self.isRightToLeft() else room.width() - self.width() - edge
        self.move(left, look.px(8))
        self.raise_()

    def _dress(self) -> None:
        self._row.setContentsMargins(look.px(12), look.px(4), look.px(4), look.px(4))
        self._row.setSpacing(look.px(2))


class Finding(QObject):
    """Looks for words in the document that is shown, and leads from hit to hit."""

    def __init__(self, portal: Readers, canvas: PdfCanvas, strip: FoundStrip) -> None:
        super().__init__(canvas)
        self._portal, self._canvas, self.strip = portal, canvas, strip
        self._pdf: OpenPdf | None = None
        self._words = ""
        self._wait = QTimer(self, singleShot=True, interval=FIND_AFTER)
        self._wait.timeout.connect(self._ask)
        strip.hit_wanted.connect(self.go)

    def show(self, pdf: OpenPdf | None) -> None:
        """Look in another document, or in none."""
        self._pdf = pdf
        self.look_for("")

    def look_for(self, words: str) -> None:
        """Look when no key was pressed for a while; "" shows no hits."""
        self._words = words.strip()
        if self._words and self._pdf is not None:
            self._wait.start()
            return
        self._wait.stop()
        self._canvas.marks.hits, self._canvas.marks.current = (), -1
        self._canvas.show_marks()
        self.strip.hide()

    def go(self, direction: int) -> None:
        """The next hit (1) or the one before (-1), around the ends; at once when one waits."""
        marks = self._canvas.marks
        if self._wait.isActive():
            self._wait.stop()
            self._ask()
        elif marks.hits:
            marks.current = (marks.current + direction) % len(marks.hits)
            self._show()

    def _ask(self) -> None:
        words, pdf = self._words, self._pdf
        if not words or pdf is None:
            return

        def found(hits: Sequence[PageHit]) -> None:
            if (words, pdf) == (self._words, self._pdf):
                self._take(hits)

        def failed(_error: PortalError) -> None:
            found(())

        self._portal.pdf.find(pdf, words, owner=self, done=found, failed=failed)

    def _take(self, hits: Sequence[PageHit]) -> None:
        marks = self._canvas.marks
        marks.hits = tuple(hits)
        here = (at for at, hit in enumerate(hits) if hit.page >= self._canvas.page)
        marks.current = next(here, 0) if hits else -1
        self._show()

    def _show(self) -> None:
        marks = self._canvas.marks
        self._canvas.show_marks()
        if not marks.hits:
            words = translate("Viewer", "Not found")
            self.strip.say(words, hits=False)
            announce(self.strip, words)
            return
        hit = marks.hits[marks.current]
        words = translate("Viewer", "{hit} of {hits}").format(
            hit=marks.current + 1, hits=len(marks.hits)
        )
        self.strip.say(words, hits=True)
        page = translate("Viewer", "Page {page}").format(page=hit.page + 1)
        announce(self.strip, f"{words}, {page}: {hit.around}")
