"""Imports the rest of the window between two events, so that building it later blocks nothing."""

import importlib
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

import desktop.views


def modules() -> Iterator[str]:
    """Every module of the views, packages first."""
    for found in pkgutil.walk_packages(desktop.views.__path__, "desktop.views."):
        yield found.name


class Rehearsal(QObject):
    """One module a turn of the event loop; `done` when all are there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.done = False
        self._names = modules()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        name = next(self._names, None)
        if name is None:
            self._timer.stop()
            self.done = True
            return
        importlib.import_module(name)
