"""The contents of a clinical document: what there is, how much, and the way there (SUM-1)."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QRect, QSignalBlocker, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.items.row_list import RowListModel
from desktop.models.items.summary import ContentsRow, contents_rows, group_of
from desktop.views.lists import lettering
from desktop.views.lists.lettering import BODY, META_FIGURES, STRONG
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.lists.row_view import RowView
from desktop.views.theme import look
from desktop.views.viewers.summary.paper import SummaryPaper
from desktop.views.widgets.paint import mirrored
from desktop.views.widgets.panel import Panel

translate = QCoreApplication.translate
SIDE, PAD, GAP, INDENT, DEEPEST = 16, 6, 8, 14, 4


class ContentsDelegate(RowDelegate):
    """Title, wrapped, and the number of entries; sections inside others stand further in."""

    @override
    def row_height(self, row: Any, width: int) -> int:
        wide = width - _left(row) - look.px(SIDE + GAP) - _count_width(row)
        return lettering.height(row.title, _type(row), wide) + 2 * look.px(PAD)

    @override
    def ruled(self, _row: Any) -> bool:
        return False

    @override
    def paint_row(self, painter: QPainter, area: QRect, row: Any) -> None:
        room = _count_width(row)
        words = area.adjusted(_left(row), look.px(PAD), -look.px(SIDE + GAP) - room, -look.px(PAD))
        token = "text2" if row.folded else "text"
        lettering.write(painter, mirrored(words, area), row.title, _type(row), token)
        count = QRect(area.right() - look.px(SIDE) - room, area.top(), room, area.height())
        lettering.write_at_end(painter, mirrored(count, area), row.count, META_FIGURES, "text2")


def _left(row: ContentsRow) -> int:
    return look.px(SIDE + INDENT * (min(row.level, DEEPEST) - 1))


def _type(row: ContentsRow) -> lettering.Type:
    return STRONG if row.folded else BODY


def _count_width(row: ContentsRow) -> int:
    return lettering.width(row.count, META_FIGURES) if row.count else 0


class SummaryContents(Panel):
    """Enter or a click goes to a section; Left folds it, Right unfolds it."""

    gone_to = Signal()  # the keyboard may follow to the document

    def __init__(self, paper: SummaryPaper, parent: QWidget | None = None) -> None:
        title = translate("Summary", "Contents")
        super().__init__(title, parent)
        self._paper = paper
        self.model: RowListModel[ContentsRow] = RowListModel(self)
        self.list = RowView(title, self.model, ContentsDelegate(self), more=False)
        self.list.opened.connect(self._go)
        self.list.turned.connect(self._turn)
        self.set_body(self.list)
        paper.folded_changed.connect(self.show_contents)
        paper.rewritten.connect(self.show_contents)
        paper.verticalScrollBar().valueChanged.connect(self._follow)

    def show_contents(self) -> None:
        """What the document shows now."""
        self.model.show_rows(contents_rows(self._paper.groups, self._paper.folded))

    def _go(self, row: ContentsRow) -> None:
        self._paper.go_to(row.key)
        self.gone_to.emit()

    def _turn(self, index: QModelIndex, unfold: bool) -> None:
        row = self.model.row_at(index)
        if row is not None:
            group = group_of(self._paper.groups, row.key)
            self._paper.fold(group, folded=not unfold)

    def _follow(self) -> None:
        """The current line is the section at the upper edge, unless somebody is in the list."""
        if not self.list.hasFocus() and self.isVisible():
            with QSignalBlocker(self.list):
                self.list.choose(self._paper.current())
