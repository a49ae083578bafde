"""One plan: its head and its table, and its signed document in their place."""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.items.family import Family
from desktop.models.items.plan_head import head_of
from desktop.models.items.plan_table import table_of
from desktop.models.shown import ShownPlan
from desktop.services.portal import Portal
from desktop.views.cards.document_viewer import DocumentViewer
from desktop.views.cards.plan_head_card import PlanHeadCard
from desktop.views.cards.plan_table_card import PlanTableCard
from desktop.views.page import SIDE, SideColumn
from desktop.views.section import Part
from desktop.views.tab_order import stops
from desktop.views.theme import look
from desktop.views.widgets.buttons import quiet

translate = QCoreApplication.translate


class PlanPage(QStackedWidget):
    """`back_wanted` leads to the list in a narrow window."""

    back_wanted = Signal()
    turned = Signal()  # the signed document came, or went

    def __init__(self, portal: Portal) -> None:
        super().__init__()
        self.shown: ShownPlan | None = None
        self._asking = False
        self.back = quiet(translate("Plan", "Back to the plans"), "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.head = PlanHeadCard()
        self.head.signed_wanted.connect(self._open_signed)
        self.table = PlanTableCard(lambda: self._asking)
        self.table.seen.connect(self._keep_in_sight)
        self.plan = SideColumn()
        self.plan.column.addWidget(self.back)
        self.plan.column.addWidget(self.head)
        self.plan.column.addWidget(self.table, 1)
        self.viewer = DocumentViewer(portal, translate("Plan", "Back to the plan"))
        self.viewer.show_back(shown=True)
        self.viewer.back_wanted.connect(self._on_back)
        for part in (self.back, self.head, self.table, self.viewer):
            look.carry(part)
        self.addWidget(self.plan)
        self.addWidget(self.viewer)

    def show_plan(self, shown: ShownPlan, family: Family) -> None:
        """Show a plan; another one from its start."""
        other = self.shown is None or self.shown.key != shown.key
        self.shown = shown
        head = head_of(shown.record, family)
        self.head.show_head(head, signed_document=bool(shown.record.blobs))
        self.table.show_table(table_of(shown, family), head.foot)
        if other or not shown.record.blobs:
            self.close_signed()
        if other:
            self.plan.verticalScrollBar().setValue(0)
            self.table.list.scrollToTop()

    def clear(self) -> None:
        """Show nothing, and keep nothing."""
        self.close_signed()
        self.shown = None

    def close_signed(self) -> None:
        """From the signed document back to the plan."""
        if self.currentWidget() is self.viewer:
            self.viewer.clear()
            self.setCurrentWidget(self.plan)
            self.turned.emit()

    def offer_ask(self, *, offered: bool) -> None:
        """Whether a message can be written."""
        self._asking = offered
        self.head.offer_ask(offered=offered)

    def set_shape(self, *, narrow: bool, small: bool) -> None:
        """`narrow` is one column with a way back, `small` a head below one another."""
        self.back.setVisible(narrow)
        self.head.set_narrow(narrow=small)
        self.table.set_grown(grown=narrow)
        inside = SIDE if narrow else 0
        self.plan.column.setContentsMargins(inside, inside, inside, inside)

    def part(self) -> Part:
        """Where F6 goes."""
        signed = self.currentWidget() is self.viewer
        return Part(self, self.viewer.focus_part() if signed else self.table.list)

    def stops(self) -> list[QWidget]:
        """Where Tab stops: the tools, then the rows."""
        if self.currentWidget() is self.viewer:
            return stops(self.viewer)
        return stops(self.plan, self.table.list)

    def _open_signed(self) -> None:
        if self.shown is not None and self.shown.record.blobs:
            title = translate("Plan", "Signed plan, %1").replace("%1", self.head.title.text())
            self.setCurrentWidget(self.viewer)
            self.viewer.show_record(self.shown.record, title)
            self.turned.emit()
            self.viewer.back.setFocus()

    def _on_back(self) -> None:
        self.close_signed()
        self.head.open_signed.setFocus()

    def _keep_in_sight(self, area: QRect) -> None:
        inside = self.plan.widget()
        if inside is not None:
            middle = self.table.mapTo(inside, QPoint(0, area.center().y()))
            self.plan.ensureVisible(0, middle.y(), 0, area.height() // 2 + SIDE)
