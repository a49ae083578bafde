"""Exceptions that nobody caught: one calm notice a second, and a report without patient data."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

from desktop.models.trouble import PortalError, Trouble
from desktop.services.reports import report

QUIET_SECONDS = 1.0


class Hooks:
    """Python's hooks while the program runs; `tell` shows a notice on the GUI thread.

    A broken `data()` of a model raises once per cell: each is logged, one a second is told.
    """

    def __init__(
        self,
        tell: Callable[[PortalError], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell, self._clock = tell, clock
        self._told_at = float("-inf")

    def install(self) -> None:
        """Take Python's hooks over."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    def remove(self) -> None:
        """Give Python's own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def caught(
        self, kind: type[BaseException], error: BaseException, frames: TracebackType | None
    ) -> None:
        """Log the exception, and tell unless something was told within the last second."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, frames)
            return
        number = report(error.with_traceback(frames))
        now = self._clock()
        if now - self._told_at >= QUIET_SECONDS:
            self._told_at = now
            self._tell(PortalError(Trouble.BUG, reference=number))

    def _in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            report(what.exc_value)

    def _unraisable(self, what: "sys.UnraisableHookArgs") -> None:
        if what.exc_value is not None:
            report(what.exc_value)
