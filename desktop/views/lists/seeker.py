"""Chooses a record in a list that comes in pages, as soon as its page is there."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractItemView

from desktop.models.items.row_list import TOP, PagedListModel


class Seeker(QObject):
    """`found(row)` once for each `seek` whose record is in the list."""

    found = Signal(object)

    def __init__(self, view: QAbstractItemView, model: PagedListModel[Any]) -> None:
        super().__init__(view)
        self._view, self._model, self._key = view, model, ""
        model.settled.connect(self._look)

    def seek(self, key: str) -> None:
        """Choose the row with this key, now or when it comes; reads on until it is there."""
        self._key = key
        if self._model.loaded:
            self._look()

    def stop(self) -> None:
        """Look no further."""
        self._key = ""

    def _look(self) -> None:
        if not self._key:
            return
        index = self._model.find(self._key)
        if index.isValid():
            self.stop()
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index)
            self._view.setFocus()
            self.found.emit(self._model.row_at(index))
        elif self._model.canFetchMore(TOP):
            self._model.fetchMore(TOP)
        elif not self._model.asking:
            self.stop()
