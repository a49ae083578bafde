"""Check boxes and radio buttons, painted: 20 pixels, with a check or a dot of the theme."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.paint import outline, round_rect

BOX = 20
GAP = 8


def _box(widget: QWidget) -> QRect:
    side = look.px(BOX)
    left = (
        0 if widget.layoutDirection() == Qt.LayoutDirection.LeftToRight else widget.width() - side
    )
    return QRect(left + 1, (widget.height() - side) // 2, side, side)


def _size(widget: QCheckBox | QRadioButton) -> QSize:
    metrics = widget.fontMetrics()
    words = metrics.horizontalAdvance(widget.text().replace("&", "")) + 2
    return QSize(look.px(BOX) + look.px(GAP) + words, max(look.px(28), metrics.height() + 4))


def _paint_words(painter: QPainter, widget: QCheckBox | QRadioButton) -> None:
    step = look.px(BOX) + look.px(GAP)
    left_to_right = widget.layoutDirection() == Qt.LayoutDirection.LeftToRight
    area = widget.rect().adjusted(step if left_to_right else 0, 0, 0 if left_to_right else -step, 0)
    painter.setFont(widget.font())
    painter.setPen(look.color("text" if widget.isEnabled() else "disabled"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, int(flags) | int(Qt.TextFlag.TextShowMnemonic), widget.text())


class CheckBox(QCheckBox):
    """A choice that is on or off."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keep_dressed(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return _size(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setProperty("ring", _box(self))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(_box(self))
        on = self.isChecked()
        fill = "accent" if on else "hover" if self.underMouse() else "surface"
        round_rect(painter, box, 4, look.color(fill if self.isEnabled() else "chip"))
        if on:
            inner = _box(self).topLeft() + QPoint(look.px(2), look.px(2))
            painter.drawPixmap(inner, look.pixmap("check", 16, "onAccent"))
        elif self.isEnabled():
            outline(painter, box, 4, look.color("control"), 1.5)
        _paint_words(painter, self)


class RadioButton(QRadioButton):
    """One choice among several."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keep_dressed(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return _size(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setProperty("ring", _box(self))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(_box(self))
        half = box.height() / 2
        if self.isChecked():
            round_rect(painter, box, half, look.color("accent"))
            dot = box.adjusted(half * 0.6, half * 0.6, -half * 0.6, -half * 0.6)
            round_rect(painter, dot, dot.height() / 2, look.color("onAccent"))
        else:
            round_rect(painter, box, half, look.color("hover" if self.underMouse() else "surface"))
            outline(painter, box, half, look.color("control"), 1.5)
        _paint_words(painter, self)
