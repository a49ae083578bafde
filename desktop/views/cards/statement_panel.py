"""The list of statements, with what can be done with one and with all."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from desktop.models.items.absence import Absence
from desktop.models.items.statements import StatementRow, StatementsModel, list_words
from desktop.services.portal import KEEP_ALL, SaveAs
from desktop.views.cards.list_panel import ListPanel
from desktop.views.lists.row_menu import RowAction
from desktop.views.lists.row_view import RowView
from desktop.views.lists.statement_delegate import StatementDelegate
from desktop.views.theme import look
from desktop.views.widgets.menu_button import MenuButton

translate = QCoreApplication.translate
KEPT = (24, KEEP_ALL, 0)


def statement_actions(row: object) -> Sequence[RowAction]:
    """What can be done with a statement: on its row, and in its menu."""
    if not isinstance(row, StatementRow):
        return ()
    fold = translate("Statements", "Hide summary")
    if not row.unfolded:
        fold = translate("Statements", "Show summary")
    summary = RowAction("summary", "receipt-text", fold)
    if not row.shown.record.blobs:
        return (summary,)
    return (
        RowAction("open", "eye", translate("Statements", "Open"), "text"),
        RowAction("download", "download", translate("Statements", "Download"), "icon"),
        summary,
    )


class StatementList(RowView):
    """A click on the arrow turns the summary over instead of opening the statement."""

    def __init__(self, model: StatementsModel) -> None:
        self.paper = StatementDelegate()
        name = translate("Statements", "Statements")
        super().__init__(name, model, self.paper, statement_actions, more=False)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row_at(index)
        if row is not None and self._on_arrow(index, event.position().toPoint()):
            self.turned.emit(index, not row.unfolded)
            return
        super().mouseReleaseEvent(event)

    def _on_arrow(self, index: QModelIndex, at: QPoint) -> bool:
        row = self.rows.row_at(index)
        if not isinstance(row, StatementRow):
            return False
        return self.paper.arrow_area(self.visualRect(index)).contains(at)


class StatementPanel(ListPanel):
    """`save_all_wanted` says how: one PDF, or a zip; `keep_wanted` how many months (ACC-7)."""

    save_all_wanted = Signal(object)
    keep_wanted = Signal(int)

    def __init__(self, model: StatementsModel) -> None:
        super().__init__(translate("Statements", "Statements"), StatementList(model))
        self.model = model
        self.kept_months = KEPT[0]
        self.save_all = MenuButton(
            translate("Statements", "Save all"),
            translate("Statements", "Save all statements"),
            icon="hard-drive-download",
        )
        self.save_all.menu_wanted.connect(self._fill)
        self.header_layout.addWidget(self.save_all)
        self.save_all.hide()

    def show_rows_or(self, absence: Absence) -> None:
        """The list, or why it is empty."""
        self.set_count(list_words(self.model.total))
        self.save_all.setVisible(self.model.rowCount() > 0)
        if self.model.rowCount():
            self.show_list()
        elif self.model.loaded:
            self.show_absence(absence)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for how, icon, text in (
            (SaveAs.COMBINED, "file-text", translate("Statements", "As one PDF")),
            (SaveAs.ZIP, "file-archive", translate("Statements", "As a zip of PDFs")),
        ):
            action = menu.addAction(look.icon(icon, "text2"), text)
            action.triggered.connect(lambda _on=False, how=how: self.save_all_wanted.emit(how))
        menu.addSection(translate("Statements", "Statements, care summaries and images kept here"))
        for months in KEPT:
            action = menu.addAction(_kept_words(months))
            action.setCheckable(True)
            action.setChecked(months == self.kept_months)
            action.triggered.connect(lambda _on=False, months=months: self.keep_wanted.emit(months))


def _kept_words(months: int) -> str:
    if months == KEEP_ALL:
        return translate("Statements", "All of them")
    if months == 0:
        return translate("Statements", "None, only what I open")
    return translate("Statements", "Those of the last %n months", "", months)
