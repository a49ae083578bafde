"""What the list of activity can be narrowed to: whose, what, by whom, when (HEAD-8)."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.models.items.activity_words import what_chip
from desktop.models.items.family import Family, full_name
from desktop.models.items.periods import Period, all_dates, periods
from desktop.services.portal import Asked, Choices
from desktop.views.theme import look
from desktop.views.widgets.field import Select
from portal_protocol.records import PatientId

translate = QCoreApplication.translate
EACH = 170
Offers = Sequence[tuple[str, Any]]


class ActivityFilters(QWidget):
    """`changed` when the person narrows or widens the list."""

    changed = Signal()

    def __init__(self, family: Family, chosen: PatientId | None, subject: str = "") -> None:
        super().__init__()
        self._family, self._subject = family, subject
        names = (
            translate("Activity", "Whose records"),
            translate("Activity", "Action"),
            translate("Activity", "Who did it"),
            translate("Activity", "When"),
        )
        self.whose, self.what, self.who, self.when = (Select() for _ in names)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for select, name in zip(self.selects(), names, strict=True):
            select.setAccessibleName(name)
            select.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            select.currentIndexChanged.connect(lambda _at: self.changed.emit())
        today = date.today()  # noqa: DTZ011 - the computer's own day
        spans = [(period.name or all_dates(), period) for period in periods(today)]
        _offer(self.when, spans, None)
        self._fill(Choices(), chosen)
        self._columns = 0

    def selects(self) -> tuple[Select, ...]:
        """In their order."""
        return self.whose, self.what, self.who, self.when

    def show_choices(self, choices: Choices) -> None:
        """Offer what there is; what is chosen stays."""
        self._fill(choices, self.whose.currentData())

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        everything = Asked(patient=self.whose.itemData(0), subject=self._subject)
        return self.asked() != everything

    def widen(self) -> None:
        """Want everything again."""
        with ExitStack() as quiet:
            for select in self.selects():
                quiet.enter_context(QSignalBlocker(select))
                select.setCurrentIndex(0)
        self.changed.emit()

    def asked(self) -> Asked:
        """What is wanted now."""
        period = self.when.currentData() or Period()
        return Asked(
            patient=self.whose.currentData(),
            actor=self.who.currentData(),
            what=self.what.currentData() or "",
            since=period.since,
            until=period.until,
            subject=self._subject,
        )

    def arrange(self, width: int) -> None:
        """Four beside each other, two, or one, as there is room in this width."""
        room = width // look.px(EACH)
        count = 4 if room >= 4 else 2 if room >= 2 else 1
        if count == self._columns:
            return
        self._columns = count
        for at, select in enumerate(self.selects()):
            self._grid.removeWidget(select)
            self._grid.addWidget(select, at // count, at % count)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at < count else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.width())

    def _fill(self, choices: Choices, chosen: PatientId | None) -> None:
        people = [(full_name(one), one.id) for one in self._family.people]
        whats = sorted((what_chip(one).text, one) for one in choices.whats)
        actors = [(name, actor) for actor, name in choices.actors]
        everyone = translate("Activity", "Everyone’s records")
        _offer(self.whose, [(everyone, None), *people] if len(people) > 1 else people, chosen)
        _offer(self.what, [(translate("Activity", "All actions"), ""), *whats], None)
        _offer(self.who, [(translate("Activity", "Any person"), None), *actors], None)


def _offer(select: Select, offers: Offers, wanted: object) -> None:
    """Fill a list without a word; what was chosen, or else `wanted`, is chosen again."""
    kept = select.currentData() if select.count() else wanted
    with QSignalBlocker(select):
        select.clear()
        for text, value in offers:
            select.addItem(text, value)
        values = [value for _, value in offers]
        select.setCurrentIndex(values.index(kept) if kept in values else 0)
