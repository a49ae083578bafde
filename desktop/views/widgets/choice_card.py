"""A large choice among several: a card with a title, a line that explains it, and a dot."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.choices import BOX, paint_dot
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import mirrored, outline, round_rect

SIDE, UPRIGHT, GAP, RADIUS = 14, 10, 12, 8
TITLE, HINT = 15, 13
WRAPS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
HIGHEST = 10_000


class ChoiceCard(QRadioButton):
    """As wide as there is room, as high as its words need."""

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self._hint = hint
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        keep_dressed(self._dress)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        title, hint = self._places(width)
        return title.height() + hint.height() + 2 * look.px(UPRIGHT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(320), self.heightForWidth(look.px(320)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(160), look.px(BOX))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setProperty("ring", self.rect())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area, on = QRectF(self.rect()).adjusted(1, 1, -1, -1), self.isChecked()
        fill = "selected" if on else "hover" if self.underMouse() else "surface"
        round_rect(painter, area, RADIUS, look.color(fill))
        outline(painter, area, RADIUS, look.color("accent" if on else "control"), 2 if on else 1)
        side = look.px(BOX)
        dot = QRect(look.px(SIDE), (self.height() - side) // 2, side, side)
        paint_dot(painter, QRectF(mirrored(dot, self.rect())), on=on, hovered=self.underMouse())
        title, hint = self._places(self.width())
        for place, text, font, ink in (
            (title, self.text(), look.font(TITLE, 600), "text"),
            (hint, self._hint, look.font(HINT), "text2"),
        ):
            painter.setFont(font)
            painter.setPen(look.color(ink if self.isEnabled() else "disabled"))
            painter.drawText(mirrored(place, self.rect()), WRAPS, text)

    def _dress(self) -> None:
        self.updateGeometry()

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where title and hint stand in a card of that width."""
        left = look.px(SIDE) + look.px(BOX) + look.px(GAP)
        wide = max(1, width - left - look.px(SIDE))
        title = _height(look.font(TITLE, 600), self.text(), wide)
        hint = _height(look.font(HINT), self._hint, wide)
        top = look.px(UPRIGHT)
        return QRect(left, top, wide, title), QRect(left, top + title, wide, hint)


def _height(font: QFont, text: str, wide: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, wide, HIGHEST), WRAPS, text).height()
