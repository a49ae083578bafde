"""Everything that the practice published about one visit (APPT-2)."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.models.items.family import Family
from desktop.models.items.visits import VisitRow, details, title_of
from desktop.views.dialogs.facts import FactsDialog
from desktop.views.widgets.buttons import Button, primary, quiet, secondary

translate = QCoreApplication.translate


class VisitDialog(FactsDialog):
    """`acted(key, row)` for what can be done with the visit; it closes then."""

    acted = Signal(str, object)

    def __init__(
        self, row: VisitRow, family: Family, now: datetime, *, upcoming: bool, parent: QWidget
    ) -> None:
        super().__init__(title_of(row.shown.record), parent)
        self._row = row
        self.add_facts(details(row.shown, family, now))
        if upcoming:
            self._offer("calendar", quiet(translate("Visits", "Add to calendar"), "calendar-plus"))
        if upcoming and row.answerable:
            self._offer("call_back", secondary(translate("Visits", "Ask for a call back")))
            self._offer("confirm", primary(translate("Visits", "Confirm")))
        self.add_close()

    def _offer(self, key: str, button: Button) -> None:
        button.clicked.connect(lambda: self._do(key))
        self.add(button, QDialogButtonBox.ButtonRole.ActionRole)

    def _do(self, key: str) -> None:
        self.accept()
        self.acted.emit(key, self._row)
