"""The text of a plan as it is printed: letterhead, what it is, the table, what it is not."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
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
from desktop.views.theme import fonts

translate = QCoreApplication.translate

INK, PALE, SHADE = QColor("#000000"), QColor("#404040"), QColor("#ECECEC")
SMALL, BODY, TITLE = 8.0, 9.5, 17.0  # points
VISIT, AMOUNT = 16.0, 13.0  # per cent of the width
CELL = 3.0


def font(points: float, weight: int = 400) -> QFont:
    """The program's own font, in points: paper does not follow the text size of the screen.

    Without the font's own choices of shapes: those a PDF cannot turn back into letters, and nobody
    could find or copy an amount.
    """
    made = QFont(fonts.families(system=False))
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("calt"), 0)
    return made


def fill(document: QTextDocument, head: PlanHead, table: PlanTable, letterhead: str) -> None:
    """Write a plan into an empty document; nothing in it is read as markup."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # laid out once, at its end
    _line(cursor, letterhead, 11, 600)
    if head.person:
        _line(cursor, head.person, BODY)
    _line(cursor, head.title, TITLE, 600, above=14)
    _line(cursor, head.about, BODY, ink=PALE)
    if head.note:
        _line(cursor, head.note, BODY, above=4)
    yours = translate("Plan", "Your part, estimate: %1").replace("%1", head.figure)
    _line(cursor, yours, 12, 600, above=10)
    _line(cursor, f"{head.fees}. {head.spoken_shares}.", BODY, ink=PALE)
    cursor.insertBlock()
    _write_table(cursor, table)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    _line(cursor, head.foot, BODY, 600, above=10)
    if head.signed:
        _line(cursor, head.signed, BODY, above=6)
    cursor.endEditBlock()


def _line(
    cursor: QTextCursor,
    text: str,
    points: float,
    weight: int = 400,
    *,
    ink: QColor = INK,
    above: float = 0,
) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(above)
    if not cursor.atStart():
        cursor.insertBlock()
    cursor.setBlockFormat(block)
    cursor.insertText(text, _look(points, weight, ink))


def _look(points: float, weight: int = 400, ink: QColor = INK) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(points, weight))
    made.setForeground(QBrush(ink))
    return made


def _write_table(cursor: QTextCursor, table: PlanTable) -> None:
    paper = cursor.insertTable(len(table.rows) + 1, len(table.columns) + 2, _format(table))
    headings = (translate("Plan", "Procedure"), translate("Plan", "Visit"), *table.headings)
    for at, text in enumerate(headings):
        _write(paper, 0, at, text, _look(SMALL, 600, PALE), end=at >= 2)
    for at, row in enumerate(table.rows, 1):
        _write_row(paper, at, row)


def _format(table: PlanTable) -> QTextTableFormat:
    amounts = [AMOUNT] * len(table.columns)
    shares = [100.0 - VISIT - sum(amounts), VISIT, *amounts]
    made = QTextTableFormat()
    kind = QTextLength.Type.PercentageLength
    made.setWidth(QTextLength(kind, 100))
    made.setColumnWidthConstraints([QTextLength(kind, share) for share in shares])
    made.setHeaderRowCount(1)
    made.setTopMargin(10)
    made.setCellPadding(CELL)
    made.setCellSpacing(0)
    made.setBorder(0)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    return made


def _write_row(paper: QTextTable, at: int, row: TableRow) -> None:
    strong = not isinstance(row, ProcedureRow)
    look = _look(BODY, 600 if strong else 400)
    _write(paper, at, 0, row.title, look)
    below = row.place if isinstance(row, ProcedureRow) else ""
    below = row.note if isinstance(row, PhaseRow) else below
    if below:
        cursor = paper.cellAt(at, 0).lastCursorPosition()
        cursor.insertBlock()
        cursor.insertText(below, _look(SMALL, ink=PALE))
    if isinstance(row, ProcedureRow):
        _write(paper, at, 1, row.visit.text, look)
    for column, amount in enumerate(row.amounts, 2):
        _write(paper, at, column, amount, look, end=True)
    if strong:
        _shade(paper, at)


def _write(
    paper: QTextTable, row: int, column: int, text: str, look: QTextCharFormat, *, end: bool = False
) -> None:
    cursor = paper.cellAt(row, column).firstCursorPosition()
    block = QTextBlockFormat()
    block.setAlignment(Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft)
    cursor.setBlockFormat(block)
    cursor.insertText(text, look)


def _shade(paper: QTextTable, row: int) -> None:
    for column in range(paper.columns()):
        cell = paper.cellAt(row, column)
        made = cell.format()
        made.setBackground(QBrush(SHADE))
        cell.setFormat(made)
