"""Tells a list that comes in pages which of its rows are on the screen."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView

from desktop.models.items.row_list import PagedListModel

AROUND = 10
"""Rows above and below that are read again as well: they are shown next."""


class Looking(QObject):
    """What is in view is read again at a refresh, the rest when it comes into view."""

    def __init__(self, view: QAbstractItemView, model: PagedListModel[Any]) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        model.in_view = self.keys
        view.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def keys(self) -> frozenset[Hashable]:
        """The keys of the rows on the screen and around it, and of the row that is chosen."""
        area = self._view.viewport().rect()
        top = max(self._view.indexAt(area.topLeft()).row(), 0)
        last = self._view.indexAt(area.bottomLeft()).row()
        bottom = last if last >= 0 else self._model.rowCount() - 1
        if area.isEmpty():
            bottom = top
        shown = self._model.rows_between(top - AROUND, bottom + AROUND)
        chosen = self._model.row_at(self._view.currentIndex())
        return frozenset(row.key for row in (*shown, *([chosen] if chosen else [])))

    def _on_scrolled(self, _place: int) -> None:
        self._model.look()
