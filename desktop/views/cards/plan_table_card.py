"""The table of a plan's procedures, with what its amounts are under it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from desktop.models.items.plan_table import PlanTable, ProcedureRow, TableRow
from desktop.models.items.row_list import RowListModel
from desktop.views.lists.plan_heads import PlanHeads
from desktop.views.lists.plan_table_delegate import PlanTableDelegate
from desktop.views.lists.row_menu import RowAction
from desktop.views.lists.row_view import RowView
from desktop.views.theme import look
from desktop.views.widgets.dressed import keep_dressed, mark
from desktop.views.widgets.text import IconLabel, label, rule

translate = QCoreApplication.translate
LEAST = 190


def row_actions(row: object, *, asking: bool) -> Sequence[RowAction]:
    """What can be done with a procedure: in its menu."""
    if not isinstance(row, ProcedureRow):
        return ()
    ask = RowAction("ask", "message-circle-question", translate("Plan", "Ask about this"))
    copy = RowAction("copy", "copy", translate("Plan", "Copy this line"))
    return (ask, copy) if asking else (copy,)


class PlanTableCard(QFrame):
    """`seen` says which part of it the keyboard has come to."""

    seen = Signal(QRect)

    def __init__(self, asking: Callable[[], bool]) -> None:
        super().__init__()
        mark(self, card="true")
        self.model: RowListModel[TableRow] = RowListModel(self)
        self.delegate = PlanTableDelegate()
        self.list = RowView(
            translate("Plan", "Procedures of this plan"),
            self.model,
            self.delegate,
            lambda row: row_actions(row, asking=asking()),
        )
        self.heads = PlanHeads(self.delegate)
        self.foot = label("", "meta", wrap=True)
        self._grown = self._whole = False
        foot = QHBoxLayout()
        foot.addWidget(IconLabel("info", 18, "text2"))
        foot.addWidget(self.foot, 1)
        self._foot = foot
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self.list, 1)
        column.addWidget(rule())
        column.addLayout(foot)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        keep_dressed(self._dress)

    def show_table(self, table: PlanTable, foot: str) -> None:
        """Show the rows of a plan; `foot` says what the amounts are."""
        self.delegate.show_table(table)
        self.model.show_rows(table.on_screen)
        self.heads.setAccessibleName(", ".join(table.headings))
        self.foot.setText(foot)
        self.list.scheduleDelayedItemsLayout()
        self._fit()

    def set_grown(self, *, grown: bool) -> None:
        """In one column the page scrolls, so the table is as high as its rows; so it is where its
        rows are stacked."""
        self._grown = grown
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() - 2  # within the borders; the list itself follows later
        stacked = self.delegate.places(width).stacked
        self.heads.setVisible(not stacked)
        self.heads.update()
        rows = look.px(LEAST)
        self._whole = self._grown or stacked
        if self._whole:
            rows = sum(self.delegate.row_height(row, width) for row in self.model.rows)
        self.list.setMinimumHeight(rows)

    def _on_current(self, index: QModelIndex) -> None:
        area = self.list.visualRect(index)
        if self._whole and area.isValid():
            self.seen.emit(area.translated(self.list.viewport().mapTo(self, QPoint(0, 0))))

    def _dress(self) -> None:
        side = look.px(16)
        self._foot.setContentsMargins(side, look.px(10), side, look.px(10))
        self._foot.setSpacing(look.px(8))
        self._fit()
