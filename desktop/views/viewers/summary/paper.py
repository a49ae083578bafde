"""A clinical document to read: text and pictures of its own, and nothing from anywhere else."""

from collections.abc import Sequence
from datetime import date

import shiboken6
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desktop.models.items.summary import (
    Group,
    document_title,
    header_facts,
    note_words,
    shown_groups,
)
from desktop.models.summary import Summary
from desktop.views.theme import look
from desktop.views.viewers.summary.ink import Ink
from desktop.views.viewers.summary.writing import FOLD, Writer
from desktop.views.widgets.dressed import keep_dressed, mark

WIDEST = 760  # pixels at 100 %
PICTURE, ICON = "picture:", "icon:"
EDGE = 8  # pixels between the upper edge and a heading that was gone to
LONG = 30_000  # signs that are laid out at once
REFIT_AFTER = 150  # milliseconds at a width
NOT_YET = 1  # pixels a side of a picture that has not come


class SummaryPaper(QTextBrowser):
    """Shows a summary in slices; sections are folded by their headings.

    `picture_wanted(id)` asks for a picture of the document, once. Nothing else is ever loaded.
    """

    rewritten = Signal()  # the text before is gone, `groups` are what is shown now
    wrote = Signal()  # some more of it is there
    ended = Signal()  # all of it
    folded_changed = Signal(object)  # frozenset of the first sections of folded groups
    picture_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary: Summary | None = None
        self.groups: tuple[Group, ...] = ()
        self.folded: frozenset[str] = frozenset()
        self._days: tuple[date | None, date | None] = (None, None)
        self._pictures: dict[str, QImage] = {}
        self._asked: set[str] = set()
        self._refit = QTimer(self, singleShot=True, interval=REFIT_AFTER)
        self._refit.timeout.connect(self._dress)
        self._aim: tuple[str, int] | None = None  # a section, and pixels below its top
        self.writer = Writer(self, folds=True)
        self.writer.wrote.connect(self._on_wrote)
        self.writer.ended.connect(self._on_ended)
        mark(self, bare=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.anchorClicked.connect(self._on_clicked)
        keep_dressed(self._dress)

    def show_summary(self, summary: Summary) -> None:
        """Show another document from its top, nothing folded."""
        self.summary, self.folded, self._days = summary, frozenset(), (None, None)
        self._pictures, self._asked = {}, set()
        self.setAccessibleName(document_title(summary.header))
        self._write()

    def show_days(self, since: date | None, until: date | None) -> None:
        """Only what is of these days, or does not say of when it is (SUM-6)."""
        self._days = since, until
        self._write()

    def take_picture(self, name: str, image: QImage) -> None:
        """A picture that was asked for has come."""
        self._pictures[name] = image
        kind = QTextDocument.ResourceType.ImageResource.value
        self.document().addResource(kind, QUrl(PICTURE + name), image)
        self.writer.lay_out_again(name)

    def clear_summary(self) -> None:
        """Show nothing, and keep nothing."""
        self.summary, self.groups, self._pictures = None, (), {}
        self.writer.stop()
        self._refit.stop()
        self._replace(QTextDocument(self))
        self.rewritten.emit()

    def go_to(self, section: str) -> None:
        """Scroll to a section, unfolded, and put the keyboard there."""
        group = next((group for group in self.groups if section in _ids(group)), None)
        if group is None:
            return
        self.fold(group[0].id, folded=False)
        self._aim = section, 0
        self._take_aim()

    def current(self) -> str:
        """The section at the upper edge, "" above the first."""
        top = self.cursorForPosition(QPoint(0, look.px(2 * EDGE)))
        return self.writer.section_at(top.position())

    def fold(self, group: str, *, folded: bool) -> None:
        """Fold or unfold a group, by its first section."""
        now = self.folded | {group} if folded else self.folded - {group}
        if now != self.folded:
            self.folded = now
            self.writer.fold(group, folded=folded)
            self.folded_changed.emit(now)

    def fold_all(self, *, folded: bool) -> None:
        """Fold or unfold everything."""
        groups = frozenset(group[0].id for group in self.groups) if folded else frozenset[str]()
        if groups != self.folded:
            self.folded = groups
            self._write()
            self.folded_changed.emit(groups)

    def head(self) -> Sequence[str]:
        """The title and the lines below it."""
        if self.summary is None:
            return [""]
        header = self.summary.header
        return [document_title(header), *header_facts(header), *note_words(self.summary.notes)]

    @override
    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        """Pictures of this document and our own icons; nothing of any address."""
        return self.picture(name.toString() if isinstance(name, QUrl) else name)

    def picture(self, name: str) -> QImage | None:
        """A picture by its name in the text, one of a single clear pixel until it is here."""
        if name.startswith(ICON):
            return look.pixmap(name.removeprefix(ICON), 20, "text2").toImage()
        if not name.startswith(PICTURE):
            return None
        number = name.removeprefix(PICTURE)
        if number not in self._asked:
            self._asked.add(number)
            self.picture_wanted.emit(number)
        if number in self._pictures:
            return self._pictures[number]
        clear = QImage(NOT_YET, NOT_YET, QImage.Format.Format_ARGB32)
        clear.fill(Qt.GlobalColor.transparent)
        return clear

    def words(self) -> str:
        """All the text that is written, header included."""
        return _words(QTextDocumentFragment(self.document()))

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """Words alone: colours of the theme mean nothing elsewhere."""
        data = QMimeData()
        data.setText(_words(self.textCursor().selection()))
        return data

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _on_wrote(self) -> None:
        self._take_aim()
        self.wrote.emit()

    def _on_ended(self) -> None:
        self._take_aim()
        self._aim = None
        self.ended.emit()

    def _take_aim(self) -> None:
        """Scroll to where it was asked for, as soon as that is written."""
        if self._aim is None:
            return
        section, below = self._aim
        at, bar = self.writer.heading(section), self.verticalScrollBar()
        if at is None:
            return
        place = QTextCursor(self.document())
        place.setPosition(at)
        wanted = self.cursorRect(place).top() + bar.value() + below - look.px(EDGE)
        bar.setValue(wanted)
        if bar.maximum() >= wanted:
            self._aim = None
            self.setTextCursor(place)

    def _on_clicked(self, url: QUrl) -> None:
        group = url.toString().removeprefix(FOLD)
        if url.toString().startswith(FOLD):
            self.fold(group, folded=group not in self.folded)

    def _write(self) -> None:
        """Write all of it anew."""
        if self.summary is None:
            return
        self.groups = shown_groups(self.summary, *self._days)
        self.writer.stop()
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(look.px(16))
        self._replace(document)
        self._fit()
        self.rewritten.emit()
        self.writer.start(document, Ink.of_screen(), self.head(), self.groups, self.folded)
        if self._aim is None:
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _replace(self, document: QTextDocument) -> None:
        """Show another text document; the one before goes, as it holds the patient's words."""
        before = self.document()
        self.setDocument(document)
        if shiboken6.isValid(before):
            before.deleteLater()

    def _fit(self) -> None:
        """No line is longer than can be read well; a long document is written anew for a width."""
        wide = min(look.px(WIDEST), self.viewport().width())
        if wide == self.lineWrapColumnOrWidth():
            return
        if self.document().characterCount() < LONG:
            self.setLineWrapColumnOrWidth(wide)
        else:
            self._refit.start()

    def _dress(self) -> None:
        section = self.current()
        self._aim = (section, 0) if section else None
        self._write()


def _words(part: QTextDocumentFragment) -> str:
    """Without the signs that stand for pictures and arrows."""
    return part.toPlainText().replace("\ufffc", "")


def _ids(group: Group) -> frozenset[str]:
    return frozenset(section.id for section in group)
