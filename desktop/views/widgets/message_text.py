"""The text of a message: plain, selectable, never markup; web addresses in it can be asked for."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark

Pieces = Iterable[tuple[str, bool]]
LINE_HEIGHT = 122  # per cent of the font's own


class MessageText(QTextBrowser):
    """As high as its text, so that the page scrolls and not the text.

    `link_wanted(address)` says that a web address in it was clicked, or Enter pressed on it; the
    text itself opens nothing and loads nothing.
    """

    link_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[tuple[str, bool], ...] = ()
        self.setAccessibleName(name)
        mark(self, bare=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(lambda url: self.link_wanted.emit(url.toString()))
        keep_dressed(self._dress)

    def show_pieces(self, pieces: Pieces) -> None:
        """Show a text; True marks a piece that is a web address."""
        self._pieces = tuple(pieces)
        self._write()

    @override
    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is ever loaded, wherever it is."""
        return None

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(300), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(120), self._height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _write(self) -> None:
        document = self.document()
        document.clear()
        document.setDefaultFont(look.font(15))
        cursor = QTextCursor(document)
        cursor.setBlockFormat(_spacing())
        for text, link in self._pieces:
            cursor.insertText(text, _format(text if link else ""))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _height(self) -> int:
        return int(self.document().size().height()) + 2

    def _fit(self) -> None:
        high = self._height()
        if self.height() != high:
            self.setFixedHeight(high)
            self.updateGeometry()

    def _dress(self) -> None:
        self._write()


def _spacing() -> QTextBlockFormat:
    """Lines a little apart, for reading."""
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _format(link: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(look.color("accentText" if link else "text"))
    if link:
        made.setAnchor(True)
        made.setAnchorHref(link)
        made.setFontUnderline(True)
    return made
