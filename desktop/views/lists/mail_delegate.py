"""Rows of messages: unread dot, paperclip, from or to, subject, about whom, when (MAIL-1)."""

from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip
from typing_extensions import override

from desktop.models.items.messages import MessageRow
from desktop.models.items.row_list import RowListModel
from desktop.views.lists import lettering
from desktop.views.lists.lettering import BODY, META, STRONG, Type
from desktop.views.lists.mail_columns import (
    CLIP,
    DOT,
    SIDE,
    START,
    Span,
    columns_for,
    row_height,
    stacked,
)
from desktop.views.lists.row_delegate import Index, RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored, paint_avatar, round_rect

AVATAR = 22


class MailDelegate(RowDelegate):
    """`states` adds a column for what became of a message. All rows have the same height."""

    def __init__(self, *, states: bool = False) -> None:
        super().__init__()
        self.states = states

    @override
    def row_height(self, row: Any, width: int) -> int:
        return row_height(width)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        if not isinstance(row, MessageRow):
            inner = area.adjusted(look.px(START), 0, -look.px(SIDE), 0)
            lettering.write_line(painter, mirrored(inner, area), row.title, BODY, "text2")
            return
        self._paint_marks(painter, area, row)
        if stacked(area.width()):
            self._paint_stacked(painter, area, row)
        else:
            self._paint_columns(painter, area, row)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole subject, where it was shortened."""
        row = index.data(RowListModel.RowRole)
        if event.type() is not QEvent.Type.ToolTip or row is None:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), row.title, view)
        return True

    def _paint_marks(self, painter: QPainter, area: QRect, row: MessageRow) -> None:
        middle = area.center().y()
        if stacked(area.width()):
            middle = area.top() + look.px(20)
        if row.unread:
            side = look.px(DOT)
            dot = QRect(area.left() + look.px(21), middle - side // 2, side, side)
            round_rect(painter, mirrored(dot, area).toRectF(), side / 2, look.color("accent"))
        if row.attached:
            side = look.px(CLIP)
            clip = QRect(area.left() + look.px(49), middle - side // 2, side, side)
            lettering.icon(painter, mirrored(clip, area).topLeft(), "paperclip", CLIP, "text2")

    def _paint_columns(self, painter: QPainter, area: QRect, row: MessageRow) -> None:
        columns = columns_for(area.width(), states=self.states)
        role = STRONG if row.unread else BODY
        for span, text in ((columns.name, row.name), (columns.subject, row.title)):
            _write(painter, _box(area, span), area, text, role, "text")
        self._paint_person(painter, _box(area, columns.regarding), area, row, role)
        if self.states:
            _paint_state(painter, _box(area, columns.state), area, row)
        token = "text" if row.unread else "text2"
        _write(painter, _box(area, columns.when), area, row.when, role, token)

    def _paint_stacked(self, painter: QPainter, area: QRect, row: MessageRow) -> None:
        role, line = STRONG if row.unread else BODY, look.px(24)
        left, wide = area.left() + look.px(START), area.width() - look.px(START + SIDE)
        first = QRect(left, area.top() + look.px(8), wide, line)
        second = QRect(left, first.bottom() + 1, wide, line)
        when = lettering.width(row.when, META)
        _write(painter, first.adjusted(0, 0, -when - 8, 0), area, row.name, role, "text")
        at_end = QRect(first.right() + 1 - when, first.top(), when, line)
        _write(painter, at_end, area, row.when, META, "text2")
        side = look.px(AVATAR)
        taken = 0
        if row.state is not None:
            taken = chip_size(row.state.text, row.state.icon, Tone.BARE).width() + look.px(8)
            state = QRect(second.right() + 1 - taken, second.top(), taken, line)
            _paint_state(painter, state, area, row)
        circle = QRect(second.right() + 1 - taken - side, second.top() + 1, side, side)
        self._paint_circle(painter, circle, area, row)
        words = second.adjusted(0, 0, -taken - side - look.px(8), 0)
        _write(painter, words, area, row.title, role, "text")

    def _paint_person(
        self, painter: QPainter, box: QRect, area: QRect, row: MessageRow, role: Type
    ) -> None:
        if not row.regarding:
            return
        side = look.px(AVATAR)
        top = box.top() + (box.height() - side) // 2
        self._paint_circle(painter, QRect(box.left(), top, side, side), area, row)
        words = box.adjusted(side + look.px(8), 0, 0, 0)
        _write(painter, words, area, row.regarding, role, "text")

    def _paint_circle(self, painter: QPainter, circle: QRect, area: QRect, row: MessageRow) -> None:
        patient = row.message.patient
        family = row.wording.family
        paint_avatar(painter, mirrored(circle, area), family.name(patient), family.tint(patient))


def _box(area: QRect, span: Span) -> QRect:
    return QRect(area.left() + span.left, area.top(), span.width, area.height())


def _write(painter: QPainter, box: QRect, area: QRect, text: str, role: Type, token: str) -> None:
    """One line, shortened at its end where it has no room."""
    short = lettering.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    lettering.write_line(painter, mirrored(box, area), short, role, token)


def _paint_state(painter: QPainter, box: QRect, area: QRect, row: MessageRow) -> None:
    chip = row.state
    if chip is None:
        return
    tone = Tone.BARE if chip.tone == "neutral" else Tone(chip.tone)
    size = chip_size(chip.text, chip.icon, tone)
    top = box.top() + (box.height() - size.height()) // 2
    place = mirrored(QRect(box.left(), top, size.width(), size.height()), area)
    paint_chip(painter, place, chip.text, tone, chip.icon)
