"""Writes a clinical document into a text document in slices, so that nothing waits for it."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextImageFormat,
)

from desktop.models.items.summary import Group, none_recorded, title_of
from desktop.models.summary import Section
from desktop.views.viewers.summary.ink import Ink

SLICE = 3_000
"""Signs of HTML that are written between two events, or one piece; about 10 ms."""
FOLD = "fold:"
PICTURES = re.compile(r'<img src="picture:(\d+)"')
ARROWS = ("chevron-down", "chevron-right")
FLAT = QTextBlockFormat.LineHeightTypes.FixedHeight.value


@dataclass(slots=True)
class Place:
    """Where a group stands: its heading, the frame of its text, and what waits to be written."""

    group: Group
    folded: bool = False
    frame: QTextFrame | None = None
    waiting: deque[Section | str] = field(default_factory=deque)


class Writer(QObject):
    """Writes the head and then group by group; a folded one has its heading alone.

    `wrote` after each slice, `ended` when nothing waits.
    """

    wrote = Signal()
    ended = Signal()

    def __init__(self, parent: QObject, *, folds: bool) -> None:
        super().__init__(parent)
        self._folds = folds
        self._document = QTextDocument()
        self._ink: Ink | None = None
        self._places: list[Place] = []
        self._queue: deque[Place] = deque()
        self._headings: dict[str, QTextCursor] = {}
        self._pictures: dict[str, list[tuple[QTextCursor, QTextCursor]]] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._write_some)

    @property
    def busy(self) -> bool:
        """Whether something waits to be written."""
        return bool(self._queue)

    def start(
        self,
        document: QTextDocument,
        ink: Ink,
        head: Sequence[str],
        groups: Sequence[Group],
        folded: frozenset[str] = frozenset(),
    ) -> None:
        """Write into an empty document: the title, the lines of the header, the groups."""
        self._document, self._ink = document, ink
        self._headings, self._pictures = {}, {}
        ink.dress(document)
        self._places = [Place(group, group[0].id in folded) for group in groups]
        self._queue = deque(self._places)
        self._write_head(ink, head)
        self._write_some()

    def stop(self) -> None:
        """Write no more, and forget where things stand."""
        self._timer.stop()
        self._queue.clear()
        self._places.clear()
        self._headings.clear()
        self._pictures.clear()

    def heading(self, section: str) -> int | None:
        """Where in the document a section begins, if it is written."""
        mark = self._headings.get(section)
        return None if mark is None else mark.position()

    def lay_out_again(self, picture: str) -> None:
        """A picture is another: the paragraphs and tables that show it take its size."""
        for start, end in self._pictures.get(picture, ()):
            size = end.position() - start.position()
            self._document.markContentsDirty(start.position(), size)

    def section_at(self, position: int) -> str:
        """The section that a place in the document belongs to, "" above all."""
        before = [(at.position(), name) for name, at in self._headings.items()]
        return max((one for one in before if one[0] <= position), default=(0, ""))[1]

    def fold(self, group: str, *, folded: bool) -> None:
        """Take a group's text out, or write it again; by its first section."""
        place = next((one for one in self._places if one.group[0].id == group), None)
        if place is None or place.folded == folded:
            return
        place.folded = folded
        if place.frame is None:  # its turn has not come
            return
        self._show_arrow(place)
        if folded:
            place.waiting.clear()
            _empty(place.frame)
            for section in place.group[1:]:
                self._headings.pop(section.id, None)
            return
        place.waiting = _text_of(place.group)
        if place not in self._queue:
            self._queue.append(place)
        self._timer.start()

    def _write_head(self, ink: Ink, head: Sequence[str]) -> None:
        cursor = QTextCursor(self._document)
        cursor.setBlockFormat(ink.block(level=1))
        cursor.insertText(head[0], ink.letters(ink.title))
        for line in head[1:]:
            cursor.insertBlock(_close(ink), QTextCharFormat())
            cursor.insertText(line, ink.letters(ink.small, faint=True))
        last = cursor.blockFormat()
        last.setBottomMargin(3 * ink.gap)
        cursor.setBlockFormat(last)

    def _write_some(self) -> None:
        edit = QTextCursor(self._document)
        edit.beginEditBlock()
        signs = 0
        while self._queue and signs < SLICE:
            signs += self._step(self._queue[0])
        edit.endEditBlock()
        self.wrote.emit()
        if self._queue:
            self._timer.start()
        elif self._ink is not None:
            self._timer.stop()
            self.ended.emit()

    def _step(self, place: Place) -> int:
        """Write one thing of a group; how many signs it had."""
        if place.frame is None:
            place.frame = self._begin(place.group[0])
            place.waiting = deque() if place.folded else _text_of(place.group)
            self._show_arrow(place)
        if not place.waiting:
            self._queue.popleft()
            return 0
        part, cursor = place.waiting.popleft(), _end(place.frame)
        if isinstance(part, Section):
            self._write_inner(cursor, part)
            return len(part.title)
        if part:
            self._write_piece(cursor, part)
        elif self._ink is not None:
            cursor.insertText(none_recorded(), self._ink.letters(self._ink.body, faint=True))
        return len(part)

    def _begin(self, section: Section) -> QTextFrame:
        """A heading and an empty frame below it."""
        assert self._ink is not None  # noqa: S101 - `start` set it
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().length() > 1:
            cursor.insertBlock()
        cursor.setBlockFormat(self._ink.block(level=2))
        self._note_heading(section, cursor)
        letters = self._ink.letters(self._ink.section)
        if self._folds:
            letters.setAnchor(True)
            letters.setAnchorHref(FOLD + section.id)
        cursor.insertText(title_of(section), letters)
        around = QTextFrameFormat()
        around.setTopMargin(self._ink.gap)
        around.setBottomMargin(2 * self._ink.gap)
        frame = cursor.insertFrame(around)
        _empty(frame)
        return frame

    def _write_piece(self, cursor: QTextCursor, html: str) -> None:
        start = _mark(cursor)
        cursor.insertHtml(html)
        for picture in PICTURES.findall(html):
            self._pictures.setdefault(picture, []).append((start, _mark(cursor)))

    def _write_inner(self, cursor: QTextCursor, section: Section) -> None:
        assert self._ink is not None  # noqa: S101 - `start` set it
        level = min(6, section.level + 1)
        cursor.setBlockFormat(self._ink.block(above=1, level=level))
        self._note_heading(section, cursor)
        cursor.insertText(title_of(section), self._ink.letters(self._ink.inner))

    def _note_heading(self, section: Section, cursor: QTextCursor) -> None:
        self._headings[section.id] = _mark(cursor)

    def _show_arrow(self, place: Place) -> None:
        """The sign before a heading that tells whether it is folded."""
        mark = self._headings.get(place.group[0].id)
        if not self._folds or mark is None:
            return
        cursor = _at(mark)
        cursor.movePosition(
            QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        if cursor.charFormat().isImageFormat():
            cursor.removeSelectedText()
        else:
            cursor.setPosition(mark.position())
        arrow = QTextImageFormat()
        arrow.setName(f"icon:{ARROWS[place.folded]}")
        arrow.setAnchor(True)
        arrow.setAnchorHref(FOLD + place.group[0].id)
        cursor.insertImage(arrow)


def _text_of(group: Group) -> deque[Section | str]:
    """What is written below a heading: pieces, and the sections inside; "" for none recorded."""
    parts: deque[Section | str] = deque(group[0].pieces or ("",) * (len(group) == 1))
    for section in group[1:]:
        parts.append(section)
        parts.extend(section.pieces or ("",))
    return parts


def _end(frame: QTextFrame) -> QTextCursor:
    """An empty line at the end of a frame."""
    cursor = frame.lastCursorPosition()
    if cursor.block().length() > 1 or cursor.currentList() is not None:
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    else:
        cursor.setBlockFormat(QTextBlockFormat())
    return cursor


def _at(mark: QTextCursor) -> QTextCursor:
    """Another cursor there; a copy would share more than the place."""
    cursor = QTextCursor(mark.document())
    cursor.setPosition(mark.position())
    return cursor


def _mark(cursor: QTextCursor) -> QTextCursor:
    """The place where a cursor is now, whatever is written there."""
    mark = _at(cursor)
    mark.setKeepPositionOnInsert(True)
    return mark


def _empty(frame: QTextFrame) -> None:
    """Leave a frame with one line that takes no room."""
    cursor = frame.firstCursorPosition()
    cursor.setPosition(frame.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    flat = QTextBlockFormat()
    flat.setLineHeight(1, FLAT)
    cursor.setBlockFormat(flat)


def _close(ink: Ink) -> QTextBlockFormat:
    block = ink.block()
    block.setBottomMargin(0)
    return block
