"""Who pays what, as a bar: insurance hatched, a discount outlined, the patient's part solid.

The looks differ in pattern as well as in colour (DESIGN.md, 1).
"""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from desktop.models.items.plan_sums import divided
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import outline, round_rect

HIGH, SWATCH = 18, 14
GAP, RADIUS = 3, 4
STRIPE, STEP, STRIPE_ALPHA = 2, 7, 110


class Side(IntEnum):
    """Who pays; also the place in the bar."""

    INSURANCE = 0
    DISCOUNT = 1
    YOU = 2


def paint_split(painter: QPainter, area: QRect, cents: Sequence[int]) -> None:
    """A bar that fills `area`; `cents` by `Side`. An empty track where there is nothing to pay."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    around = QPainterPath()
    around.addRoundedRect(QRectF(area), RADIUS, RADIUS)
    painter.setClipPath(around)
    widths = divided(cents, area.width(), GAP)
    if not any(widths):
        painter.fillRect(area, look.color("chip"))
    direction, left = QGuiApplication.layoutDirection(), area.left()
    for side in Side:
        if widths[side]:
            part = QRect(left, area.top(), widths[side], area.height())
            _paint_part(painter, QStyle.visualRect(direction, area, part), side)
            left += widths[side] + GAP
    painter.restore()


def _paint_part(painter: QPainter, part: QRect, side: Side) -> None:
    match side:
        case Side.INSURANCE:
            painter.fillRect(part, look.color("chartA"))
            _hatch(painter, part)
        case Side.DISCOUNT:
            round_rect(painter, QRectF(part), RADIUS, look.color("chip"))
            outline(painter, QRectF(part), RADIUS, look.color("control"), 2)
        case Side.YOU:
            painter.fillRect(part, look.color("chartB"))


def _hatch(painter: QPainter, part: QRect) -> None:
    """Slanted stripes over a part."""
    ink = look.color("surface")
    ink.setAlpha(STRIPE_ALPHA)
    painter.save()
    painter.setClipRect(part.intersected(painter.clipBoundingRect().toAlignedRect()))
    painter.setPen(QPen(ink, STRIPE))
    for at in range(part.left() - part.height(), part.right() + part.height(), STEP):
        painter.drawLine(at, part.bottom() + 1, at + part.height(), part.top())
    painter.restore()


class SplitBar(QWidget):
    """The bar of a whole plan; the numbers stand beside it as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cents: tuple[int, ...] = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        keep_dressed(self._dress)

    def show_parts(self, cents: Sequence[int], said: str, name: str) -> None:
        """Show amounts by `Side`; `said` puts them into words: "Insurance $1,179.70, you …"."""
        self._cents = tuple(cents)
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(200), look.px(HIGH))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_split(QPainter(self), self.rect(), self._cents)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class Swatch(QWidget):
    """The look of one side beside its name in the legend; silent for screen readers."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        keep_dressed(self._dress)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_split(QPainter(self), self.rect(), [int(side is self._side) for side in Side])

    def _dress(self) -> None:
        self.setFixedSize(look.px(SWATCH), look.px(SWATCH))
        self.update()
