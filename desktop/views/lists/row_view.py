"""A list of rows with buttons on each row, a context menu, and everything by keyboard."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QWidget
from typing_extensions import override

from desktop.models.items.row_list import RowListModel
from desktop.views.lists.over_bar import OverBar
from desktop.views.lists.row_buttons import RowButtons, Strip
from desktop.views.lists.row_delegate import RowDelegate
from desktop.views.lists.row_menu import Actions, asked_at, menu_of, no_actions
from desktop.views.widgets.dressed import keep_dressed, mark

MORE = "more"


class RowView(QListView):
    """`opened(row)` on Enter or a click, `acted(key, row)` for everything else."""

    opened = Signal(object)
    acted = Signal(str, object)
    turned = Signal(QModelIndex, bool)  # Right and Left: show, hide what a row has folded

    def __init__(
        self,
        name: str,
        model: RowListModel[Any],
        delegate: RowDelegate,
        actions: Actions = no_actions,
        *,
        more: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows, self.row_actions = model, actions
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(delegate)
        mark(self, bare=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._bar = OverBar(self)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._on_clicked)
        self._buttons = RowButtons(self, delegate, self._do, more=more)
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.setInterval(0)
        self._shown.timeout.connect(self._buttons.place)
        model.rowsInserted.connect(self._buttons.reserve)
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            signal.connect(self._place_soon)
        self.verticalScrollBar().valueChanged.connect(self._buttons.place)
        self.verticalScrollBar().rangeChanged.connect(self._place_soon)
        keep_dressed(self._dress)

    def current_row(self) -> Any:
        """The row that the keyboard is on, None for none."""
        return self.rows.row_at(self.currentIndex())

    def choose(self, key: object) -> None:
        """Put selection and keyboard on the row with this key, if it is here."""
        index = self.rows.find(key)
        if index.isValid():
            self.setCurrentIndex(index)

    def buttons_of(self, key: object) -> Strip | None:
        """The buttons of the row with this key, if it is in sight."""
        return self._buttons.strip(key)

    def menu_for(self, row: Any) -> QMenu:
        """The row's whole menu."""
        return menu_of(self, self.row_actions(row), lambda key: self.acted.emit(key, row))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.current_row()
        if row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif row is not None and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            unfold = (key == Qt.Key.Key_Right) != self.isRightToLeft()
            self.turned.emit(self.currentIndex(), unfold)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, at = asked_at(self, event)
        self._open_menu(self.rows.row_at(index), at)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.place()
        self._place_soon()

    def _place_soon(self) -> None:
        self._shown.start()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row is not None and row.enabled:
            self.opened.emit(row)

    def _do(self, key: str, row: Any, at: QPoint) -> None:
        if key == MORE:
            self._open_menu(row, at)
        else:
            self.acted.emit(key, row)

    def _open_menu(self, row: Any, at: QPoint) -> None:
        if row is not None and row.enabled and self.row_actions(row):
            self.menu_for(row).popup(at)

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._place_soon()
