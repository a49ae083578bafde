"""The text of a plan as it is printed: letterhead, what it is, the table, what it is not."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from desktop.models.items.plan_head import PlanHead
from desktop.models.items.plan_table import PhaseRow, PlanTable, ProcedureRow, TableRow
from desktop.views.paper import INK, Fill, Piece, font

translate = QCoreApplication.translate

PALE, SHADE = QColor("#404040"), QColor("#ECECEC")
SMALL, BODY, TITLE = 8.0, 9.5, 17.0  # points
VISIT, AMOUNT = 16.0, 13.0  # per cent of the width
CELL = 3.0


def letter(head: PlanHead, letterhead: str) -> Iterator[Piece]:
    """The lines above the table, each by itself; nothing in them is read as markup."""
    yield _line(letterhead, 11, 600)
    if head.person:
        yield _line(head.person, BODY)
    yield _line(head.title, TITLE, 600, above=14)
    yield _line(head.about, BODY, ink=PALE)
    if head.note:
        yield _line(head.note, BODY, above=4)
    yours = translate("Plan", "Your part, estimate: %1").replace("%1", head.figure)
    yield _line(yours, 12, 600, above=10)
    yield _line(f"{head.fees}. {head.spoken_shares}.", BODY, ink=PALE)
    yield _line("", BODY)


def rows(table: PlanTable) -> Iterator[Piece]:
    """The rows of the table, each by itself."""
    for row in table.rows:
        yield Piece(partial(_fill_row, table, row), headed=True)


def headings(table: PlanTable) -> Fill:
    """What stands above the rows on every page."""
    return partial(_fill_headings, table)


def ending(head: PlanHead) -> Iterator[Piece]:
    """The lines below the table: what it is not, and who signed."""
    yield _line(head.foot, BODY, 600, above=10)
    if head.signed:
        yield _line(head.signed, BODY, above=6)


def _line(
    text: str, points: float, weight: int = 400, *, ink: QColor = INK, above: float = 0.0
) -> Piece:
    def fill(document: QTextDocument) -> None:
        QTextCursor(document).insertText(text, _look(points, weight, ink))

    return Piece(fill, above=above)


def _look(points: float, weight: int = 400, ink: QColor = INK) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(points, weight))
    made.setForeground(QBrush(ink))
    return made


def _fill_headings(table: PlanTable, document: QTextDocument) -> None:
    paper = _table(document, table)
    titles = (translate("Plan", "Procedure"), translate("Plan", "Visit"), *table.headings)
    for at, text in enumerate(titles):
        _write(paper, at, text, _look(SMALL, 600, PALE), end=at >= 2)


def _table(document: QTextDocument, table: PlanTable) -> QTextTable:
    return QTextCursor(document).insertTable(1, len(table.columns) + 2, _format(table))


def _format(table: PlanTable) -> QTextTableFormat:
    amounts = [AMOUNT] * len(table.columns)
    shares = [100.0 - VISIT - sum(amounts), VISIT, *amounts]
    made = QTextTableFormat()
    kind = QTextLength.Type.PercentageLength
    made.setWidth(QTextLength(kind, 100))
    made.setColumnWidthConstraints([QTextLength(kind, share) for share in shares])
    made.setCellPadding(CELL)
    made.setCellSpacing(0)
    made.setBorder(0)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    return made


def _fill_row(table: PlanTable, row: TableRow, document: QTextDocument) -> None:
    paper = _table(document, table)
    strong = not isinstance(row, ProcedureRow)
    look = _look(BODY, 600 if strong else 400)
    _write(paper, 0, row.title, look)
    below = row.place if isinstance(row, ProcedureRow) else ""
    below = row.note if isinstance(row, PhaseRow) else below
    if below:
        cursor = paper.cellAt(0, 0).lastCursorPosition()
        cursor.insertBlock()
        cursor.insertText(below, _look(SMALL, ink=PALE))
    if isinstance(row, ProcedureRow):
        _write(paper, 1, row.visit.text, look)
    for column, amount in enumerate(row.amounts, 2):
        _write(paper, column, amount, look, end=True)
    if strong:
        _shade(paper)


def _write(
    paper: QTextTable, column: int, text: str, look: QTextCharFormat, *, end: bool = False
) -> None:
    cursor = paper.cellAt(0, column).firstCursorPosition()
    block = QTextBlockFormat()
    block.setAlignment(Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft)
    cursor.setBlockFormat(block)
    cursor.insertText(text, look)


def _shade(paper: QTextTable) -> None:
    for column in range(paper.columns()):
        cell = paper.cellAt(0, column)
        made = cell.format()
        made.setBackground(QBrush(SHADE))
        cell.setFormat(made)
