"""Where the columns of a list of messages lie; two lines a row where they have no room."""

from dataclasses import dataclass
from functools import lru_cache

from desktop.views.lists import lettering
from desktop.views.lists.lettering import STRONG
from desktop.views.theme import look

SIDE, GAP = 16, 12
DOT, CLIP = 10, 16
START = 80  # of the first word: a dot and a paperclip stand before it
LINE, STACKED = 40, 66
STACKED_UNDER = 620
NAME, REGARDING, STATE = (150, 260), 108, 186
LONGEST_WHEN = "Yesterday, 12:44 PM"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a row, from the list's leading edge."""

    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one width; `state` has no width where the list has no such column."""

    name: Span
    subject: Span
    regarding: Span
    state: Span
    when: Span


def stacked(width: int) -> bool:
    """Whether a row takes two lines in a list of this width."""
    return width < look.px(STACKED_UNDER)


def row_height(width: int) -> int:
    """How high all rows are in a list of this width."""
    return look.px(STACKED if stacked(width) else LINE)


def columns_for(width: int, *, states: bool) -> Columns:
    """The columns of a list that is `width` pixels wide."""
    return _columns(width, states, look.scale, look.family)


@lru_cache(maxsize=32)
def _columns(width: int, states: bool, _scale: float, _family: str) -> Columns:
    gap, start = look.px(GAP), look.px(START)
    when = lettering.width(LONGEST_WHEN, STRONG)
    end = width - look.px(SIDE) - when
    state = look.px(STATE) if states else 0
    state_left = end - (state + gap if state else 0)
    regarding_left = state_left - gap - look.px(REGARDING)
    least, most = NAME
    name = min(look.px(most), max(look.px(least), width // 5))
    subject_left = start + name + gap
    return Columns(
        name=Span(start, name),
        subject=Span(subject_left, max(look.px(60), regarding_left - gap - subject_left)),
        regarding=Span(regarding_left, look.px(REGARDING)),
        state=Span(state_left, state),
        when=Span(end, when),
    )
