"""Long work of the GUI thread in small steps, so that the window answers in between (EASE-5)."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

AT_A_TIME = 0.008  # seconds


class Steps(QObject):
    """One work at a time; a step that yields True lets the window live before the next one."""

    def __init__(self) -> None:
        super().__init__()
        self._work: Iterator[bool] = iter(())
        self._timer: QTimer | None = None

    def begin(self, work: Iterator[bool]) -> None:
        """Do the steps of `work`, now and whenever the window has nothing to do, up to its end."""
        self._work = work
        if self._timer is None:  # not earlier: a timer wants an application
            self._timer = QTimer(self, singleShot=True, interval=0)
            self._timer.timeout.connect(self._go)
        self._timer.start()

    def finish(self) -> None:
        """Do all that is left at once."""
        for _rest in self._work:
            pass

    def _go(self) -> None:
        until = time.monotonic() + AT_A_TIME
        for rest in self._work:
            if self._timer is not None and (rest or time.monotonic() > until):
                self._timer.start()
                return
