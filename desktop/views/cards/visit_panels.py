"""The two panels of the Appointments tab."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu

from desktop.models.items.absence import Absence
from desktop.models.items.family import Family
from desktop.models.items.periods import Period, all_dates, periods
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import ListRow, VisitRow
from desktop.models.shown import Waiting
from desktop.views.cards.list_panel import ListPanel
from desktop.views.lists.row_menu import RowAction
from desktop.views.lists.row_view import RowView
from desktop.views.lists.visit_delegate import PAST, UPCOMING, VisitDelegate
from desktop.views.widgets.menu_button import MenuButton
from desktop.views.widgets.segmented import Segmented
from portal_protocol.records import PatientId

translate = QCoreApplication.translate


def visit_actions(row: object) -> Sequence[RowAction]:
    """What can be done with a visit to come: on the row, and in its menu."""
    if not isinstance(row, VisitRow):
        return ()
    pending = row.shown.pending
    add = translate("Visits", "Add to calendar")
    actions = [RowAction("calendar", "calendar-plus", add, "icon")]
    if row.answerable:
        actions += [
            RowAction("confirm", "check", translate("Visits", "Confirm")),
            RowAction("call_back", "phone", translate("Visits", "Ask for a call back")),
        ]
    if pending is not None and pending.state is Waiting.QUEUED:
        actions.append(RowAction("take_back", "undo-2", translate("Visits", "Take back")))
    every = translate("Visits", "Add all visits to calendar")
    return [
        *actions,
        RowAction("open", "info", translate("Visits", "Details")),
        RowAction("calendar_all", "calendar", every),
        RowAction("contact", "phone", translate("Visits", "Contact us about this visit")),
    ]


class UpcomingPanel(ListPanel):
    """`scope_chosen` switches all lists between one person and the whole family (HEAD-4)."""

    scope_chosen = Signal(object)

    def __init__(self, model: PagedListModel[ListRow]) -> None:
        title = translate("Appointments", "Upcoming")
        name = translate("Appointments", "Upcoming visits")
        super().__init__(title, RowView(name, model, VisitDelegate(UPCOMING), visit_actions))
        self.model = model
        self.scope = Segmented(translate("Appointments", "Whose visits"))
        self.scope.chosen.connect(self._on_scope)
        self._person: PatientId | None = None
        self._named = ""
        self._tiny, self._several = False, False
        self.header_layout.addWidget(self.scope)

    def set_tiny(self, *, tiny: bool) -> None:
        """Where there is no room for the switch; the person menu makes the same choice."""
        self._tiny = tiny
        self.scope.setVisible(not tiny and self._several)

    def show_scope(self, family: Family, chosen: PatientId | None) -> None:
        """Name the person that the lists can be narrowed to: the chosen one, else oneself."""
        me = family.me
        self._person = chosen or (PatientId(me.id) if me else None)
        self._several = len(family.people) > 1
        self.set_tiny(tiny=self._tiny)
        named = family.name(self._person)
        if named != self._named:
            self._named = named
            everyone = translate("Appointments", "Whole family")
            self.scope.set_choices([named, everyone], 0 if chosen else 1)
        self.scope.set_current(0 if chosen else 1)

    def show_rows_or(self, absence: Absence) -> None:
        """The list, or why it is empty."""
        if self.model.rowCount():
            self.show_list()
        elif self.model.loaded:
            self.show_absence(absence)

    def _on_scope(self, at: int) -> None:
        self.scope_chosen.emit(self._person if at == 0 else None)


class PastPanel(ListPanel):
    """`period_chosen` narrows the list to some dates."""

    period_chosen = Signal(object)

    def __init__(self, model: PagedListModel[ListRow]) -> None:
        title = translate("Appointments", "Past visits")
        super().__init__(title, RowView(title, model, VisitDelegate(PAST)))
        self.model = model
        self.filter = MenuButton(all_dates(), translate("Appointments", "Dates of past visits"))
        self.filter.menu_wanted.connect(self._fill)
        self.header_layout.addWidget(self.filter)

    def choose_all(self) -> None:
        """Drop the filter."""
        self._choose(Period())

    def show_rows_or(self, absence: Absence) -> None:
        """The list, or why it is empty."""
        if self.model.rowCount():
            self.show_list()
        elif self.model.loaded:
            self.show_absence(absence)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for period in periods(date.today()):  # noqa: DTZ011 - the computer's own day
            action = menu.addAction(period.name or all_dates())
            action.setCheckable(True)
            action.setChecked((period.name or all_dates()) == self.filter.text())
            action.triggered.connect(lambda _on=False, period=period: self._choose(period))

    def _choose(self, period: Period) -> None:
        self.filter.setText(period.name or all_dates())
        self.period_chosen.emit(period)
