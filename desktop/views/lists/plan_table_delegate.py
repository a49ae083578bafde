"""Rows of a plan's table: in columns, or stacked where there is no room for columns (PLAN-2)."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.plan_table import PhaseRow, PlanTable, ProcedureRow, TableRow, TotalRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import (
    AMOUNT,
    FIGURES,
    MEDIUM,
    META,
    META_FIGURES,
    META_STRONG,
    STRONG,
    TITLE,
    Type,
)
from desktop.views.lists.plan_places import BAR, SIDE, START, Places, PlanPlaces
from desktop.views.lists.plan_stack import paint_stack, stack_height
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored, round_rect
from desktop.views.widgets.split_bar import paint_split

TOP, NUMBER, INLINE_GAP = 5, 22, 12
LEAST = {PhaseRow: 39, ProcedureRow: 47, TotalRow: 44}
BAR_HIGH = 8
Line = tuple[str, Type, str]


class PlanTableDelegate(RowDelegate):
    """`show_table` says what the columns are measured for."""

    def __init__(self) -> None:
        super().__init__()
        self._places = PlanPlaces(PlanTable())

    @property
    def table(self) -> PlanTable:
        """The table that is shown."""
        return self._places.table

    def show_table(self, table: PlanTable) -> None:
        """Measure the columns for another table."""
        self._places = PlanPlaces(table)

    def places(self, width: int) -> Places:
        """Where the columns lie in a list of this width."""
        return self._places.at(width, self.room)

    @override
    def ruled(self, row: Any) -> bool:
        return isinstance(row, ProcedureRow) and row.last

    @override
    def row_height(self, row: Any, width: int) -> int:
        places = self.places(width)
        wide = self._words_end(places, width) - look.px(START)
        text = sum(lettering.height(line, role, wide) for line, role, _ in _lines(row, wide))
        height = max(text + 2 * look.px(TOP), look.px(LEAST[type(row)]))
        return height + stack_height(row, self.table) if places.stacked else height

    @override
    def buttons_top(self, row: Any, area: QRect, height: int) -> int:
        if not self.places(area.width()).stacked:
            return super().buttons_top(row, area, height)
        return area.top() + look.px(TOP)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        places = self.places(area.width())
        bottom = self._paint_words(painter, area, row, places)
        if places.stacked:
            paint_stack(painter, area, row, self.table, bottom)
            return
        self._paint_visit(painter, area, row, places)
        for at, amount in enumerate(row.amounts):
            role, token = _look_of(row, last=at == len(row.amounts) - 1)
            box = QRect(area.left(), area.top(), places.ends[at], area.height())
            lettering.write_at_end(painter, mirrored(box, area), amount, role, token)

    def _paint_words(self, painter: QPainter, area: QRect, row: TableRow, places: Places) -> int:
        """Returns where they end, downwards."""
        wide = self._words_end(places, area.width()) - look.px(START)
        lines = _lines(row, wide)
        highs = [lettering.height(text, role, wide) for text, role, _ in lines]
        spare = 0 if places.stacked else area.height() - sum(highs) - 2 * look.px(TOP)
        left, top = area.left() + look.px(START), area.top() + look.px(TOP) + max(0, spare) // 2
        if isinstance(row, PhaseRow) and row.number:
            self._paint_number(painter, area, row.number, top + highs[0] // 2)
        for (text, role, token), high in zip(lines, highs, strict=True):
            box = mirrored(QRect(left, top, wide, high), area)
            lettering.write(painter, box, text, role, token)
            top += high
        if isinstance(row, PhaseRow) and len(lines) == 1:
            self._paint_beside(painter, area, row, QRect(left, top - highs[0], wide, highs[0]))
        return top

    def _paint_beside(self, painter: QPainter, area: QRect, row: PhaseRow, line: QRect) -> None:
        """The note of a phase behind its name."""
        after = lettering.width(row.title, TITLE) + look.px(INLINE_GAP)
        box = mirrored(line.adjusted(after, 0, 0, 0), area)
        lettering.write_line(painter, box, row.note, META, "text2")

    def _paint_number(self, painter: QPainter, area: QRect, number: str, middle: int) -> None:
        size = look.px(NUMBER)
        place = QRect(area.left() + look.px(SIDE), middle - size // 2, size, size)
        box = mirrored(place, area)
        round_rect(painter, box.toRectF(), 4, look.color("chip"))
        lettering.write_centred(painter, box, number, META_STRONG, "text")

    def _paint_visit(self, painter: QPainter, area: QRect, row: TableRow, places: Places) -> None:
        """The visit of a procedure; who pays what of a phase (PLAN-3)."""
        left = area.left() + places.visit
        if isinstance(row, ProcedureRow):
            tone = Tone(row.visit.tone)
            size = chip_size(row.visit.text, row.visit.icon, tone)
            top = area.top() + (area.height() - size.height()) // 2
            chip = mirrored(QRect(left, top, size.width(), size.height()), area)
            paint_chip(painter, chip, row.visit.text, tone, row.visit.icon)
        elif isinstance(row, PhaseRow):
            high = look.px(BAR_HIGH)
            top = area.top() + (area.height() - high) // 2
            bar = mirrored(QRect(left, top, look.px(BAR), high), area)
            sums = row.sums
            paint_split(painter, bar, (sums.insurance, sums.discount, sums.patient))

    def _words_end(self, places: Places, width: int) -> int:
        """In a stack, words take the row but for its buttons."""
        return width - look.px(SIDE) - self.room if places.stacked else places.words_end


def _lines(row: TableRow, wide: int) -> list[Line]:
    """The words of a row; a phase's note stands in a line of its own only if it must."""
    if isinstance(row, PhaseRow):
        title: Line = (row.title, TITLE, "text")
        together = lettering.width(row.title, TITLE) + lettering.width(row.note, META)
        fits = together + look.px(INLINE_GAP) <= wide
        return [title] if fits or not row.note else [title, (row.note, META, "text2")]
    if isinstance(row, ProcedureRow):
        words: list[Line] = [(row.title, MEDIUM, "text")]
        return [*words, (row.place, META, "text2")] if row.place else words
    return [(row.title, STRONG, "text")]


def _look_of(row: TableRow, *, last: bool) -> tuple[Type, str]:
    """How an amount is written: the patient's part of sums is strong."""
    if isinstance(row, ProcedureRow):
        return FIGURES, "text"
    if last:
        return AMOUNT, "text"
    return (META_FIGURES, "text2") if isinstance(row, PhaseRow) else (FIGURES, "text")
