"""A list of messages that stays quick with very many: rows of one height, painted when seen."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.models.items.row_list import RowListModel
from desktop.views.lists.mail_columns import row_height, stacked
from desktop.views.lists.mail_delegate import MailDelegate
from desktop.views.lists.mail_heads import MailHeads
from desktop.views.lists.over_bar import OverBar
from desktop.views.lists.row_menu import Actions, asked_at, menu_of, no_actions
from desktop.views.widgets.dressed import keep_dressed, mark

Index = QModelIndex | QPersistentModelIndex


class MailList(QTableView):
    """`looked(row)` when the keyboard comes to a row, `picked(row)` on a click, `opened(row)` on
    Enter, `acted(key, row)` for its menu."""

    looked = Signal(object)
    picked = Signal(object)
    opened = Signal(object)
    acted = Signal(str, object)

    def __init__(
        self,
        name: str,
        model: RowListModel[Any],
        delegate: MailDelegate,
        actions: Actions = no_actions,
    ) -> None:
        super().__init__()
        self.rows, self.row_actions = model, actions
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(delegate)
        mark(self, bare=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = OverBar(self)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(lambda index: self._tell(self.picked, index))
        self.doubleClicked.connect(lambda index: self._tell(self.opened, index))
        keep_dressed(self._dress)

    def current_row(self) -> Any:
        """The row that the keyboard is on, None for none."""
        return self.rows.row_at(self.currentIndex())

    def choose(self, key: object) -> None:
        """Put selection and keyboard on the row with this key, if it is here."""
        index = self.rows.find(key)
        if index.isValid():
            self.setCurrentIndex(index)

    def menu_for(self, row: Any) -> QMenu:
        """The row's whole menu."""
        return menu_of(self, self.row_actions(row), lambda key: self.acted.emit(key, row))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell(self.looked, current)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row, as in a list."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            return self.rows.index(0, 0)
        if action is QAbstractItemView.CursorAction.MoveEnd:
            return self.rows.index(self.rows.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened, self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:  # dragging chooses nothing
            super().mouseMoveEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, at = asked_at(self, event)
        row = self.rows.row_at(index)
        if row is not None and row.enabled and self.row_actions(row):
            self.menu_for(row).popup(at)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.place()
        self._dress()

    def _tell(self, signal: Any, index: Index) -> None:
        row = self.rows.row_at(index)
        if row is not None and row.enabled:
            signal.emit(row)

    def _dress(self) -> None:
        header, height = self.verticalHeader(), row_height(self.viewport().width())
        if header.defaultSectionSize() != height:
            header.setMinimumSectionSize(height)
            header.setDefaultSectionSize(height)
        self.viewport().update()


class MailTable(QWidget):
    """The list under its heads; they go where rows take two lines."""

    def __init__(self, view: MailList, heads: MailHeads) -> None:
        super().__init__()
        self.list, self.heads = view, heads
        self.setFocusProxy(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heads)
        column.addWidget(view, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heads.setVisible(not stacked(self.width()))
