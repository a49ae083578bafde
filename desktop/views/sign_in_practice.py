"""The practice's side of the sign-in page: who they are, where, when, and how to reach them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.hours import open_words, week_words
from desktop.views.theme import Theme, look
from desktop.views.widgets.buttons import quiet, secondary
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.logo import Logo
from desktop.views.widgets.paint import fill_rect
from desktop.views.widgets.text import IconLabel, label
from portal_protocol.records import Clinic, Practice

if TYPE_CHECKING:
    from desktop.views.sign_in_small import SmallWays

translate = QCoreApplication.translate

# Each wave: how strong the accent lies over it, and the points that its line passes through, from
# left to right: x in parts of the width, y in pixels above the bottom.
WAVES: tuple[tuple[float, Sequence[tuple[float, float]]], ...] = (
    (0.105, ((0.0, 124), (0.174, 146), (0.522, 107), (0.859, 147), (1.0, 135))),
    (0.16, ((0.0, 84), (0.17, 102), (0.533, 67), (0.854, 104), (1.0, 91))),
    (0.26, ((0.0, 44), (0.17, 58), (0.565, 32), (0.87, 58), (1.0, 47))),
)
TALL_ENOUGH = 620


class _Fact(QWidget):
    """An icon, a line, and a second line that is quieter."""

    def __init__(self, icon: str, first: str, second: str, *, both: bool = False) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(first, wrap=True, selectable=True))
        if second:
            ink = label(second, "body", "text" if both else "text2", wrap=True)
            words.addWidget(ink)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addWidget(IconLabel(icon, 20, "accentText"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class PracticePanel(QWidget):
    """Left of the form; a single line above it where the window is narrow."""

    contact_asked = Signal()
    payment_asked = Signal()
    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._practice: Practice | None = None
        self._asked = False
        self._compact = False
        self._offline = False
        self.logo = Logo(64)
        self.name = label("", "page", wrap=True)
        self.clinic = label("", "body", "text2", wrap=True)
        self._facts_box = QWidget()
        self._facts = QVBoxLayout(self._facts_box)
        self._build_buttons()
        self._build()
        look.follow(self._show_facts)
        keep_dressed(self._dress)

    def show_practice(self, practice: Practice | None, *, asked: bool = False) -> None:
        """Say who the practice is; None before an address was given, `asked` until accepted."""
        if practice is not None and (practice, asked) == (self._practice, self._asked):
            return
        self._practice, self._asked = practice, asked
        own = translate("SignIn", "Patient portal")
        clinic = practice.clinics[0] if practice and practice.clinics else None
        self.logo.show_logo(practice.logo if practice else "", practice.name if practice else own)
        self.name.setText(practice.name if practice else own)
        self.clinic.setText(
            clinic.name
            if clinic
            else ""
            if practice
            else translate("SignIn", "Your dental records")
        )
        self._show_facts()
        self._dress()

    def set_offline(self, *, offline: bool) -> None:
        """A payment needs a connection."""
        if offline != self._offline:
            self._offline = offline
            self._dress()

    @cached_property
    def small(self) -> "SmallWays":
        """What stands in for the buttons in a single line."""
        from desktop.views.sign_in_small import SmallWays  # noqa: PLC0415 - a narrow window only

        small = SmallWays()
        small.contact.clicked.connect(self.contact_asked)
        small.payment.clicked.connect(self.payment_asked)
        small.change.clicked.connect(self.change_asked)
        self._head.addWidget(small)
        last = self.change
        for button in (small.contact, small.payment, small.change):
            QWidget.setTabOrder(last, button)
            last = button
        return small

    def set_compact(self, *, compact: bool) -> None:
        """Only the name and the way to the practice, in one line."""
        if compact != self._compact:
            self._compact = compact
            self._dress()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if look.theme is Theme.CONTRAST:
            fill_rect(painter, self.rect(), look.color("control"))
            fill_rect(painter, self.rect().adjusted(0, 0, -1, -1), look.color("surface"))
            return
        fill_rect(painter, self.rect(), look.color("accentSoft"))
        if self._compact or self.height() < TALL_ENOUGH:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for strength, points in WAVES:
            color = look.color("accent")
            color.setAlphaF(strength)
            painter.fillPath(self._wave(points), color)

    def _wave(self, points: Sequence[tuple[float, float]]) -> QPainterPath:
        wide, high = self.width(), self.height()
        at = [QPointF(x * wide, high - y) for x, y in points]
        path = QPainterPath(at[0])
        for one, two in pairwise(at):
            reach = (two.x() - one.x()) * 0.4
            start = QPointF(one.x() + reach, one.y())
            if one is at[0]:
                start = QPointF(one.x() + reach, (one.y() + two.y() * 2) / 3)
            end = QPointF(two.x() - reach, two.y())
            if two is at[-1]:
                end = QPointF(two.x() - reach, (one.y() + two.y()) / 2)
            path.cubicTo(start, end, two)
        path.lineTo(wide, high)
        path.lineTo(0, high)
        path.closeSubpath()
        return path

    def _build_buttons(self) -> None:
        contact = translate("SignIn", "Contact us")
        self.contact = secondary(contact, "message-circle-question")
        self.payment = secondary(translate("SignIn", "Make a payment"), "credit-card")
        self.change = quiet(translate("SignIn", "Change practice"), "building-2")
        mark(self.change, flush=True)
        self.contact.clicked.connect(self.contact_asked)
        self.payment.clicked.connect(self.payment_asked)
        self.change.clicked.connect(self.change_asked)

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self.clinic)
        names.addStretch(1)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addWidget(self.logo, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(names, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addWidget(self.contact)
        self._buttons.addWidget(self.payment)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self._facts_box)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.change)
        self._column.addStretch(1)

    def _show_facts(self) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        clinics = self._practice.clinics if self._practice else ()
        if clinics:
            for fact in _facts(clinics[0]):
                self._facts.addWidget(fact)

    def _dress(self) -> None:
        self._facts_box.setVisible(not self._compact)
        known, wide = self._practice is not None and not self._asked, not self._compact
        for button in (self.contact, self.change):
            button.setVisible(known and wide)
        pays = self._practice is not None and self._practice.payments_online
        self.payment.setVisible(pays and known and wide)
        self.payment.setEnabled(not self._offline)
        reason = translate("SignIn", "Paying needs a connection") if self._offline else ""
        self.payment.setToolTip(reason)
        if self._compact or "small" in vars(self):
            self.small.setVisible(known and self._compact)
            self.small.payment.setVisible(pays)
            self.small.payment.setEnabled(not self._offline)
            self.small.payment.setToolTip(reason or translate("SignIn", "Make a payment"))
        self.logo.set_size(40 if self._compact else 64)
        side, top = (20, 14) if self._compact else (48, 56)
        self._column.setContentsMargins(side, top, side, top)
        self._facts.setContentsMargins(0, look.px(38) if wide else 0, 0, 0)
        self._facts.setSpacing(look.px(16))
        self._buttons.setContentsMargins(
            0, look.px(36) if wide else 0, 0, look.px(12) if wide else 0
        )
        self.update()


def _facts(clinic: Clinic) -> list[QWidget]:
    facts: list[QWidget] = []
    if clinic.address:
        rest = ", ".join(clinic.address[1:])
        facts.append(_Fact("map-pin", clinic.address[0], rest, both=True))
    week = week_words(clinic)
    if week:
        facts.append(_Fact("clock", open_words(clinic, datetime.now(UTC)) or week, week))
    if clinic.phone:
        calm = translate("SignIn", "For pain or swelling, call us any time.")
        facts.append(_Fact("phone", clinic.phone, clinic.emergency or calm))
    return facts
