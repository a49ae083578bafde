"""Rows of the outbox and of the drafts: state, subject, to whom, and why it is still here."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from desktop.models.items.messages import capital
from desktop.models.items.outgoing import DraftRow, OutgoingRow
from desktop.views.lists import lettering
from desktop.views.lists.lettering import META, STRONG
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.theme import look
from desktop.views.widgets.chip import Tone, chip_size, paint_chip
from desktop.views.widgets.paint import mirrored, paint_avatar
from portal_protocol.records import PatientId

translate = QCoreApplication.translate
SIDE, GAP, CHIP, REASON, AVATAR = 16, 16, 150, 236, 22
LEAST, PAD, BUTTONS = 72, 12, 40
STACKED_UNDER = 800


def about(row: OutgoingRow | DraftRow) -> str:
    """To Dr. Farrow, regarding Elena; or Regarding Elena, and when it was changed."""
    if isinstance(row, OutgoingRow):
        regarding = translate("Mail", "regarding %1").replace("%1", row.regarding)
        parts = (row.to, regarding if row.regarding else "", row.when)
        return capital(", ".join(filter(None, parts)))
    said = translate("Mail", "Regarding %1").replace("%1", row.regarding) if row.regarding else ""
    changed = translate("Mail", "changed: %1").replace("%1", row.when)
    return ", ".join(filter(None, (said, changed)))


class OutgoingDelegate(RowDelegate):
    """Beside one another where there is room, else one below the other with the buttons last.

    `explain` says why each message is still here, by its key.
    """

    def __init__(self, *, chips: bool) -> None:
        super().__init__()
        self._chips = chips
        self._why: dict[str, str] = {}

    def explain(self, why: dict[str, str]) -> None:
        """Other reasons."""
        self._why = why
        self.forget_heights()

    @override
    def row_height(self, row: Any, width: int) -> int:
        words, reason = self._heights_of(row, width)
        if not self._stacked(width):
            return max(look.px(LEAST), max(words, reason) + 2 * look.px(PAD))
        chip = look.px(26 + 6) if self._chips else 0
        return chip + words + reason + look.px(BUTTONS) + 2 * look.px(PAD)

    @override
    def buttons_top(self, _row: Any, area: QRect, height: int) -> int:
        if not self._stacked(area.width()):
            return area.top() + (area.height() - height) // 2
        return area.bottom() - height - look.px(4)

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        stacked, top = self._stacked(area.width()), area.top() + look.px(PAD)
        words, reason = self._heights_of(row, area.width())
        if self._chips:
            self._paint_chip(painter, area, row, top if stacked else None)
            top += look.px(26 + 6) if stacked else 0
        if not stacked:
            top = area.top() + (area.height() - words) // 2
        self._paint_words(painter, area, row, top)
        text = self._why.get(row.key, "")
        if not text:
            return
        wide = self._reason_width(area.width())
        left = self._words_left(area.width())
        if not stacked:
            left = area.width() - look.px(SIDE) - self.room - look.px(GAP) - wide
            top = area.top() + (area.height() - reason) // 2
        else:
            top += words
        box = QRect(area.left() + left, top, wide, reason)
        lettering.write(painter, mirrored(box, area), text, META, "text2")

    def _paint_chip(
        self, painter: QPainter, area: QRect, row: OutgoingRow, top: int | None
    ) -> None:
        chip = row.chip
        size = chip_size(chip.text, chip.icon)
        at = area.top() + (area.height() - size.height()) // 2 if top is None else top
        box = QRect(area.left() + look.px(SIDE), at, size.width(), size.height())
        paint_chip(painter, mirrored(box, area), chip.text, Tone(chip.tone), chip.icon)

    def _paint_words(
        self, painter: QPainter, area: QRect, row: OutgoingRow | DraftRow, top: int
    ) -> None:
        wide, left = self._words_width(area.width()), self._words_left(area.width())
        high = lettering.height(row.title, STRONG, wide)
        box = QRect(area.left() + left, top, wide, high)
        lettering.write(painter, mirrored(box, area), row.title, STRONG, "text")
        side = look.px(AVATAR)
        circle = QRect(box.left(), box.bottom() + look.px(3), side, side)
        family, patient = row.wording.family, patient_of(row)
        paint_avatar(painter, mirrored(circle, area), family.name(patient), family.tint(patient))
        step = side + look.px(8)
        said = about(row)
        line = QRect(box.left() + step, circle.top(), wide - step, 0)
        line.setHeight(max(side, lettering.height(said, META, wide - step)))
        inner = lettering.height(said, META, wide - step)
        line.translate(0, (line.height() - inner) // 2)
        lettering.write(painter, mirrored(line, area), said, META, "text2")

    def _heights_of(self, row: OutgoingRow | DraftRow, width: int) -> tuple[int, int]:
        """Of the words, and of the reason."""
        wide = self._words_width(width)
        side = look.px(AVATAR)
        below = max(side, lettering.height(about(row), META, wide - side - look.px(8)))
        words = lettering.height(row.title, STRONG, wide) + look.px(3) + below
        text = self._why.get(row.key, "")
        reason = lettering.height(text, META, self._reason_width(width)) if text else 0
        return words, reason + (look.px(6) if reason else 0)

    def _words_left(self, width: int) -> int:
        beside = self._chips and not self._stacked(width)
        return look.px(SIDE) + (look.px(CHIP + GAP) if beside else 0)

    def _words_width(self, width: int) -> int:
        taken = self._words_left(width) + look.px(SIDE)
        if not self._stacked(width):
            taken += self.room + look.px(GAP)
            taken += look.px(REASON + GAP) if self._chips else 0
        return max(look.px(120), width - taken)

    def _reason_width(self, width: int) -> int:
        return self._words_width(width) if self._stacked(width) else look.px(REASON)

    def _stacked(self, width: int) -> bool:
        return width < look.px(STACKED_UNDER if self._chips else 480)


def patient_of(row: OutgoingRow | DraftRow) -> PatientId:
    """Whom it is about."""
    if isinstance(row, OutgoingRow):
        return row.outgoing.action.regarding
    return row.draft.regarding
