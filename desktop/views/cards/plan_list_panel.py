"""The list of saved plans, and what is in it."""

from PySide6.QtCore import QCoreApplication

from desktop.models.items.absence import Absence
from desktop.models.items.plans import PlansModel
from desktop.views.cards.list_panel import ListPanel
from desktop.views.lists.plan_delegate import PlanDelegate
from desktop.views.lists.row_view import RowView
from desktop.views.theme import look
from desktop.views.widgets.badge import CountBadge
from desktop.views.widgets.dressed import keep_dressed
from desktop.views.widgets.text import label, rule

translate = QCoreApplication.translate
LEAST = 200


class PlanListPanel(ListPanel):
    """Says at its foot which plans there are, so that nobody looks for another one."""

    def __init__(self, model: PlansModel) -> None:
        title = translate("Plans", "Saved plans")
        super().__init__(title, RowView(title, model, PlanDelegate()), least=LEAST)
        self.model = model
        self.badge = CountBadge()
        self.header_layout.addWidget(self.badge)
        said = translate("Plans", "Only plans your dentist has saved and shared appear here.")
        self._rule, self._foot = rule(), label(said, "meta", wrap=True)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._rule)
            layout.addWidget(self._foot)
        keep_dressed(self._dress_foot)

    def show_rows_or(self, absence: Absence) -> None:
        """The list, or why it is empty."""
        some = self.model.rowCount() > 0
        self.badge.show_count(self.model.total)
        for part in (self._rule, self._foot):
            part.setVisible(some)
        if some:
            self.show_list()
        elif self.model.loaded:
            self.show_absence(absence)

    def _dress_foot(self) -> None:
        side = look.px(16)
        self._foot.setContentsMargins(side, side, side, side)
