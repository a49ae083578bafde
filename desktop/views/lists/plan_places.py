"""Where the columns of a plan's table lie: as wide as their widest text, words get the rest."""

from dataclasses import dataclass

from desktop.models.items.plan_table import PlanTable, ProcedureRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import AMOUNT, META_MEDIUM
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size

START, SIDE = 50, 16
GAP = 26
LEAST_AMOUNT, FEW = 92, 3  # as wide as that while there are few columns
BAR, LEAST_WORDS = 126, 180


@dataclass(frozen=True, slots=True)
class Places:
    """In pixels from the leading edge: words up to `words_end`, the visit, where amounts end.

    `stacked` says that there is no room for columns: amounts stand below the words.
    """

    words_end: int
    visit: int
    ends: tuple[int, ...]
    stacked: bool


class PlanPlaces:
    """The places for one table; measured anew only when the look changes."""

    def __init__(self, table: PlanTable) -> None:
        self.table = table
        self._measured: tuple[object, tuple[int, ...], int] | None = None

    def at(self, width: int, room: int) -> Places:
        """The places in a list `width` wide that keeps `room` for the buttons of a row."""
        amounts, visit = self._widths()
        end = width - look.px(SIDE) - room - look.px(12)
        ends: list[int] = []
        for wide in reversed(amounts):
            ends.insert(0, end)
            end -= wide
        left = end - visit
        words_end = left - look.px(SIDE)
        stacked = words_end - look.px(START) < look.px(LEAST_WORDS)
        return Places(words_end, left, tuple(ends), stacked)

    def _widths(self) -> tuple[tuple[int, ...], int]:
        """What the amounts and the visit need, with the gap before them."""
        now = (look.scale, look.family)
        if self._measured is None or self._measured[0] != now:
            amounts = tuple(self._amount(at) for at in range(len(self.table.columns)))
            self._measured = (now, amounts, self._visit())
        return self._measured[1:]

    def _amount(self, at: int) -> int:
        heading = lettering.width(self.table.headings[at], META_MEDIUM)
        rows = (lettering.width(row.amounts[at], AMOUNT) for row in self.table.rows)
        least = look.px(LEAST_AMOUNT) if len(self.table.columns) <= FEW else 0
        return max(least, heading, *rows) + look.px(GAP)

    def _visit(self) -> int:
        rows = [row for row in self.table.rows if isinstance(row, ProcedureRow)]
        chips = (chip_size(row.visit.text, row.visit.icon, Tone(row.visit.tone)) for row in rows)
        return max(look.px(BAR), *(size.width() for size in chips), 0)
