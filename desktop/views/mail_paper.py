"""A message on paper: nothing but text."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from desktop.views.paper import INK, Paper, Piece, font

translate = QCoreApplication.translate
TITLE, BODY, SMALL = 14, 10.5, 9  # points


def paper_of(title: str, facts: Sequence[str], body: str, practice: str) -> Paper:
    """The message for a printer; each of its lines is a piece, and an empty one keeps its room."""
    pieces = tuple(_lines(title, facts, body, practice))
    return Paper(title, pieces, font(SMALL), practice)


def words_for(*, taken: bool) -> str:
    """How printing went."""
    if taken:
        return translate("Mail", "The message went to the printer")
    return translate("Mail", "The printer did not take the message. Nothing was printed.")


def _lines(title: str, facts: Sequence[str], body: str, practice: str) -> Iterator[Piece]:
    yield _line(practice, SMALL)
    yield _line(title, TITLE, 600)
    for fact in (*facts, ""):
        yield _line(fact, SMALL)
    for text in body.splitlines():
        yield _line(text, BODY)


def _line(text: str, points: float, weight: int = 400) -> Piece:
    return Piece(partial(_write, text, font(points, weight)))


def _write(text: str, made: QFont, document: QTextDocument) -> None:
    document.setDefaultFont(made)  # an empty line is as high as one with words
    look = QTextCharFormat()
    look.setFont(made)
    look.setForeground(INK)
    QTextCursor(document).insertText(text, look)
