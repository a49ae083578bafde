"""What stands below the words of a plan's row where there is no room for columns."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.models.items.plan_table import PhaseRow, PlanTable, ProcedureRow, TableRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import AMOUNT, FIGURES, META, META_STRONG
from desktop.views.lists.plan_places import SIDE, START
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored
from desktop.views.widgets.split_bar import paint_split

LINE, GAP, BOTTOM = 22, 6, 8
BAR_HIGH = 8


def stack_height(row: TableRow, table: PlanTable) -> int:
    """How high it is."""
    return _above(row) + look.px(LINE) * len(table.columns) + look.px(BOTTOM)


def paint_stack(painter: QPainter, area: QRect, row: TableRow, table: PlanTable, top: int) -> None:
    """Paint it below the words, which end at `top`: visit or bar, then an amount a line."""
    left = area.left() + look.px(START)
    wide = area.right() + 1 - look.px(SIDE) - left
    _paint_state(painter, area, row, QRect(left, top, wide, _above(row)))
    top += _above(row)
    for at, (heading, amount) in enumerate(zip(table.headings, row.amounts, strict=True)):
        strong = at == len(table.headings) - 1
        line = mirrored(QRect(left, top, wide, look.px(LINE)), area)
        label, token = (META_STRONG, "text") if strong else (META, "text2")
        lettering.write_line(painter, line, heading, label, token)
        lettering.write_at_end(painter, line, amount, AMOUNT if strong else FIGURES, "text")
        top += look.px(LINE)


def _above(row: TableRow) -> int:
    """The room of the visit or the bar."""
    if isinstance(row, ProcedureRow):
        size = chip_size(row.visit.text, row.visit.icon, Tone(row.visit.tone))
        return size.height() + 2 * look.px(GAP)
    return look.px(BAR_HIGH) + 2 * look.px(GAP) if isinstance(row, PhaseRow) else 0


def _paint_state(painter: QPainter, area: QRect, row: TableRow, place: QRect) -> None:
    top = place.top() + look.px(GAP)
    if isinstance(row, ProcedureRow):
        tone = Tone(row.visit.tone)
        size = chip_size(row.visit.text, row.visit.icon, tone)
        chip = mirrored(QRect(place.left(), top, size.width(), size.height()), area)
        paint_chip(painter, chip, row.visit.text, tone, row.visit.icon)
    elif isinstance(row, PhaseRow):
        bar = mirrored(QRect(place.left(), top, place.width(), look.px(BAR_HIGH)), area)
        sums = row.sums
        paint_split(painter, bar, (sums.insurance, sums.discount, sums.patient))
