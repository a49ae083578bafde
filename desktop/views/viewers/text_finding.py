"""Finding words in a text that is shown whole."""

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop.models.items.places import Place, places_of
from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.viewers.pdf.finding import FIND_AFTER, FoundStrip

translate = QCoreApplication.translate


class TextFinding(QObject):
    """Looks when no key was pressed for a while, and leads from place to place."""

    def __init__(self, paper: QTextEdit | QPlainTextEdit, strip: FoundStrip) -> None:
        super().__init__(paper)
        self._text, self.strip = paper, strip
        self._words = ""
        self.places: tuple[Place, ...] = ()
        self.current = -1
        self._more = False
        self._wait = QTimer(self, singleShot=True, interval=FIND_AFTER)
        self._wait.timeout.connect(self._look)
        strip.hit_wanted.connect(self.go)
        look.follow(self._mark)

    def look_for(self, words: str) -> None:
        """Look for other words; "" shows no places."""
        self._words = words.strip()
        if self._words:
            self._wait.start()
            return
        self._wait.stop()
        self.places, self.current = (), -1
        self._mark()
        self.strip.hide()

    def go(self, direction: int) -> None:
        """The next place (1) or the one before (-1), around the ends; at once when one waits."""
        if self._wait.isActive():
            self._wait.stop()
            self._look()
        elif self.places:
            self.current = (self.current + direction) % len(self.places)
            self._show()

    def _look(self) -> None:
        """From where the cursor is, so that a longer word stays at its place."""
        here = self._text.textCursor().selectionStart()
        self.places, self._more = places_of(self._words, self._text.toPlainText())
        self.current = next((at for at, one in enumerate(self.places) if one.start >= here), 0)
        self._show()

    def _show(self) -> None:
        self._mark()
        if not self.places:
            words = translate("Viewer", "Not found")
            self.strip.say(words, hits=False)
            announce(self.strip, words)
            return
        place = self.places[self.current]
        start = self._cursor(place)
        start.setPosition(place.start)
        self._text.setTextCursor(start)
        self._text.ensureCursorVisible()
        number = f"{len(self.places)}+" if self._more else str(len(self.places))
        words = translate("Viewer", "{hit} of {hits}").format(hit=self.current + 1, hits=number)
        self.strip.say(words, hits=True)
        announce(self.strip, f"{words}: {place.around}")

    def _mark(self) -> None:
        self._text.setExtraSelections(
            [self._selection(place, at == self.current) for at, place in enumerate(self.places)]
        )

    def _selection(self, place: Place, current: bool) -> QTextEdit.ExtraSelection:
        made, shown = QTextEdit.ExtraSelection(), QTextCharFormat()
        shown.setBackground(look.color("accent" if current else "warnBg"))
        shown.setForeground(look.color("onAccent" if current else "text"))
        made.format = shown
        made.cursor = self._cursor(place)
        return made

    def _cursor(self, place: Place) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor
