"""Check boxes and radio buttons, painted: 20 pixels, with a check or a dot of the theme."""

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import outline, round_rect

BOX = 20
GAP = 8
LEAST_FLOW = 160
MNEMONIC, WRAP = int(Qt.TextFlag.TextShowMnemonic), int(Qt.TextFlag.TextWordWrap)

if TYPE_CHECKING:
    Base = QAbstractButton
else:
    Base = object  # Qt's own class is the other parent of a choice


class Choice(Base):
    """What both have in common: words beside a box, as large as the text of now."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._flows = False
        keep_dressed(self._dress)

    def flow(self) -> Self:
        """Be as wide as there is room, and break long words into lines (see `flowing`)."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flows = True
        return self

    @override
    def sizeHint(self) -> QSize:
        wide = self._step() + self.fontMetrics().size(MNEMONIC, self.text()).width() + 2
        return QSize(wide, self._high(1))

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), look.px(LEAST_FLOW)), hint.height()) if self._flows else hint

    @override
    def hasHeightForWidth(self) -> bool:
        return self._flows

    @override
    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._step(), 1), 1 << 20)
        metrics = self.fontMetrics()
        lines = metrics.boundingRect(room, MNEMONIC | WRAP, self.text()).height() / metrics.height()
        return self._high(max(round(lines), 1))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setProperty("ring", self._box())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_box(painter, self._box())
        step = self._step()
        area = self.rect().adjusted(
            *((0, 0, -step, 0) if self.isRightToLeft() else (step, 0, 0, 0))
        )
        painter.setFont(self.font())
        painter.setPen(look.color("text" if self.isEnabled() else "disabled"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | MNEMONIC
        painter.drawText(area, flags | (WRAP if self._flows else 0), self.text())

    def paint_box(self, painter: QPainter, box: QRect) -> None:
        """The box, and what stands in it when the choice is on."""
        raise NotImplementedError

    def _box(self) -> QRect:
        side = look.px(BOX)
        left = self.width() - side - 2 if self.isRightToLeft() else 0
        return QRect(left + 1, (self.height() - side) // 2, side, side)

    def _dress(self) -> None:
        self.updateGeometry()

    def _step(self) -> int:
        return look.px(BOX) + look.px(GAP)

    def _high(self, lines: int) -> int:
        return max(look.px(28), lines * self.fontMetrics().height() + 4)


def plain(text: str) -> str:
    """Words as a choice shows them as they are: an "&" marks no key."""
    return text.replace("&", "&&")


class CheckBox(Choice, QCheckBox):
    """A choice that is on or off."""

    @override
    def paint_box(self, painter: QPainter, box: QRect) -> None:
        on = self.isChecked()
        fill = "accent" if on else "hover" if self.underMouse() else "surface"
        round_rect(painter, QRectF(box), 4, look.color(fill if self.isEnabled() else "chip"))
        if on:
            inner = box.topLeft() + QPoint(look.px(2), look.px(2))
            painter.drawPixmap(inner, look.pixmap("check", 16, "onAccent"))
        elif self.isEnabled():
            outline(painter, QRectF(box), 4, look.color("control"), 1.5)


class RadioButton(Choice, QRadioButton):
    """One choice among several."""

    @override
    def paint_box(self, painter: QPainter, box: QRect) -> None:
        paint_dot(painter, QRectF(box), on=self.isChecked(), hovered=self.underMouse())


def paint_dot(painter: QPainter, box: QRectF, *, on: bool, hovered: bool) -> None:
    """The round box of one choice among several."""
    half = box.height() / 2
    if on:
        round_rect(painter, box, half, look.color("accent"))
        dot = box.adjusted(half * 0.6, half * 0.6, -half * 0.6, -half * 0.6)
        round_rect(painter, dot, dot.height() / 2, look.color("onAccent"))
    else:
        round_rect(painter, box, half, look.color("hover" if hovered else "surface"))
        outline(painter, box, half, look.color("control"), 1.5)
