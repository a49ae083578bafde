"""The family switch: one chip a person, or one menu button where there is no room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QWidget,
)
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.paint import mirrored, outline, paint_avatar, round_rect

translate = QCoreApplication.translate
MOST = 5


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice: `key` None is everyone; `full` is the tooltip and what is read."""

    key: str | None
    name: str
    full: str


class PersonChip(QPushButton):
    """A person: round initial and name, 36 pixels high; `at` gives the tint."""

    def __init__(self, chip: Chip, at: int, parent: QWidget | None = None) -> None:
        super().__init__(chip.name, parent)
        self.chip, self.at = chip, at
        self.arrow = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        mark(self, kind="person")
        self.show_chip(chip, at)
        keep_dressed(self._dress)

    def show_chip(self, chip: Chip, at: int) -> None:
        """Become another person."""
        self.chip, self.at = chip, at
        self.setText(chip.name)
        self.setAccessibleName(chip.full)
        self.setToolTip("" if chip.full == chip.name else chip.full)
        self._dress()

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(look.font(15, 600)).horizontalAdvance(self.text())
        arrow = look.px(26) if self.arrow else 0
        return QSize(look.px(6 + 26 + 8 + 14) + words + arrow, look.px(36))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked() or self.arrow
        area = QRectF(0, 0, self.width(), self.height())
        fill = "accentSoft" if on else "hover" if self.underMouse() else "surface"
        round_rect(painter, area, area.height() / 2, look.color(fill))
        edge, wide = ("accent", 2) if on else ("control", 1)
        outline(painter, area, area.height() / 2, look.color(edge), wide)
        size = look.px(26)
        top = (self.height() - size) // 2
        self._paint_circle(painter, mirrored(QRect(look.px(6), top, size, size), self.rect()))
        painter.setFont(look.font(15, 600 if on else 500))
        painter.setPen(look.color("accentText" if on else "text"))
        words = mirrored(self.rect().adjusted(look.px(40), 0, 0, 0), self.rect())
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        flags = leading | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(words, flags, self.text())
        if self.arrow:
            side = look.px(18)
            at = QRect(self.width() - look.px(32), (self.height() - side) // 2, side, side)
            pixmap = look.pixmap("chevron-down", 18, "accentText")
            painter.drawPixmap(mirrored(at, self.rect()).topLeft(), pixmap)

    def _paint_circle(self, painter: QPainter, circle: QRect) -> None:
        if self.chip.key is not None:
            paint_avatar(painter, circle, self.chip.full, self.at)
            return
        round_rect(painter, QRectF(circle), circle.height() / 2, look.color("chip"))
        corner = circle.center() - QPoint(look.px(8) - 1, look.px(8) - 1)
        painter.drawPixmap(corner, look.pixmap("users-round", 16, "text2"))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class PersonChips(QWidget):
    """One choice among people; `chosen` says the key of the person who was picked (HEAD-4)."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._key: str | None = None
        self._narrow = False
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setAccessibleName(translate("Family", "Family"))

    def set_people(self, chips: Sequence[Chip], chosen: str | None) -> None:
        """Offer these choices; `chosen` is the key of the one that is on."""
        self._chips, self._key = tuple(chips), chosen
        self._build()

    def set_chosen(self, key: str | None) -> None:
        """Show which one is on, without saying `chosen`."""
        self._key = key
        self._build()

    def set_narrow(self, *, narrow: bool) -> None:
        """One menu button instead of chips."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._build()

    def buttons(self) -> list[PersonChip]:
        """What stands there now, in order."""
        return [b for b in self._group.buttons() if isinstance(b, PersonChip)]

    def _build(self) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons())
        for button in self.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        if not self._chips:
            return
        if self._narrow or len(self._chips) > MOST:
            self._add_menu()
        else:
            self._add_chips()
        if had_focus:
            self._current().setFocus()

    def _add_chips(self) -> None:
        self._group.setExclusive(True)
        for at, chip in enumerate(self._chips):
            button = PersonChip(chip, at, self)
            button.setChecked(chip.key == self._key)
            button.clicked.connect(lambda _on=False, key=chip.key: self._choose(key))
            self._group.addButton(button)
            self._row.addWidget(button)

    def _add_menu(self) -> None:
        self._group.setExclusive(False)
        at = self._place()
        button = PersonChip(self._chips[at], at, self)
        button.setCheckable(False)
        button.arrow = True
        menu = QMenu(button)
        for chip in self._chips:
            action = menu.addAction(chip.full)
            action.setCheckable(True)
            action.setChecked(chip.key == self._key)
            action.triggered.connect(lambda _on=False, key=chip.key: self._choose(key))
        button.setMenu(menu)
        self._group.addButton(button)
        self._row.addWidget(button)

    def _place(self) -> int:
        return next((at for at, chip in enumerate(self._chips) if chip.key == self._key), 0)

    def _current(self) -> PersonChip:
        buttons = self.buttons()
        return next((b for b in buttons if b.isChecked()), buttons[0])

    def _choose(self, key: str | None) -> None:
        self._key = key
        self.chosen.emit(key)
        if self._group.exclusive():
            return
        at = self._place()
        self.buttons()[0].show_chip(self._chips[at], at)
