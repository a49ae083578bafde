"""Rows of activity: in columns where there is room, else one under the other (HEAD-8)."""

from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.activity import ActivityRow, Column
from desktop.models.items.visits import GroupRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import BODY, META, Type
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored

SIDE, GAP, PAD, LEAST = 12, 12, 9, 57
STACKED_UNDER = 760
WIDTHS = {Column.WHEN: 190, Column.WHAT: 186, Column.WHO: 178, Column.WHOSE: 84}
Text = tuple[str, Type, str]


def stacked(width: int) -> bool:
    """Whether there is no room for columns."""
    return width < look.px(STACKED_UNDER)


def columns(width: int, *, several: bool) -> dict[Column | None, QRect]:
    """Where each column stands in a row of this width; None is that of the details."""
    left = look.px(SIDE)
    found: dict[Column | None, QRect] = {}
    for column, wide in WIDTHS.items():
        if column is Column.WHOSE and not several:
            continue
        found[column] = QRect(left, 0, look.px(wide) - look.px(GAP), 0)
        left += look.px(wide)
    return {**found, None: QRect(left, 0, max(look.px(80), width - left - look.px(SIDE)), 0)}


class ActivityDelegate(RowDelegate):
    """`several` when whose records they are stands in a column."""

    def __init__(self) -> None:
        super().__init__()
        self.several = True

    @override
    def row_height(self, row: Any, width: int) -> int:
        if isinstance(row, GroupRow):
            return look.px(40)
        pad = 2 * look.px(PAD)
        if stacked(width):
            wide = width - 2 * look.px(SIDE)
            chip = chip_size(row.what.text, row.what.icon).height() + look.px(4)
            return chip + _high(_lines(row, self.several), wide) + pad
        parts = _parts(row)
        areas = columns(width, several=self.several)
        highest = max(_high(parts[one], box.width()) for one, box in areas.items() if one in parts)
        return max(look.px(LEAST), highest + pad)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        if isinstance(row, GroupRow):
            inner = area.adjusted(look.px(SIDE), 0, -look.px(SIDE), 0)
            lettering.write_line(painter, inner, row.title, BODY, "text2")
        elif stacked(area.width()):
            self._paint_stacked(painter, area, row)
        else:
            self._paint_columns(painter, area, row)

    def _paint_columns(self, painter: QPainter, area: QRect, row: ActivityRow) -> None:
        parts = _parts(row)
        for column, box in columns(area.width(), several=self.several).items():
            left = area.left() + box.left()
            if column is Column.WHAT:
                size = chip_size(row.what.text, row.what.icon)
                top = area.top() + (area.height() - size.height()) // 2
                _paint_chip(painter, area, QPoint(left, top), row)
                continue
            texts = parts[column]
            top = area.top() + (area.height() - _high(texts, box.width())) // 2
            _write(painter, area, QRect(left, top, box.width(), 0), texts)

    def _paint_stacked(self, painter: QPainter, area: QRect, row: ActivityRow) -> None:
        at = area.topLeft() + QPoint(look.px(SIDE), look.px(PAD))
        _paint_chip(painter, area, at, row)
        below = chip_size(row.what.text, row.what.icon).height() + look.px(4)
        wide = area.width() - 2 * look.px(SIDE)
        box = QRect(at.x(), at.y() + below, wide, 0)
        _write(painter, area, box, _lines(row, self.several))


def _parts(row: ActivityRow) -> dict[Column | None, list[Text]]:
    """The texts of each column; the chip is painted apart."""
    details: list[Text] = [(text, BODY, "text2") for text in row.details]
    device: list[Text] = [(row.device, META, "text2")] if row.device else []
    return {
        Column.WHEN: [(row.when, BODY, "text")],
        Column.WHO: [(row.who, BODY, "text"), *device],
        Column.WHOSE: [(row.whose, BODY, "text")],
        None: details,
    }


def _lines(row: ActivityRow, several: bool) -> list[Text]:
    """The texts of a row without columns, one under the other."""
    who = ", ".join(filter(None, (row.who, row.device)))
    whose = row.whose if several else ""
    rest = ". ".join(filter(None, (whose, *row.details)))
    lines: list[Text] = [(row.when, BODY, "text"), (who, BODY, "text")]
    return [*lines, (rest, BODY, "text2")] if rest else lines


def _high(texts: list[Text], wide: int) -> int:
    return sum(lettering.height(text, role, wide) for text, role, _ in texts)


def _write(painter: QPainter, area: QRect, box: QRect, texts: list[Text]) -> None:
    top = box.top()
    for text, role, token in texts:
        high = lettering.height(text, role, box.width())
        line = QRect(box.left(), top, box.width(), high)
        lettering.write(painter, mirrored(line, area), text, role, token)
        top += high


def _paint_chip(painter: QPainter, area: QRect, at: QPoint, row: ActivityRow) -> None:
    box = mirrored(QRect(at, chip_size(row.what.text, row.what.icon)), area)
    paint_chip(painter, box, row.what.text, Tone(row.what.tone), row.what.icon)
