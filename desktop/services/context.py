"""What a running job may do besides its work: report, be cancelled. No Qt in here."""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

PROGRESS_INTERVAL = 0.1
"""Seconds between two reports that get through (STYLE: at most ten a second)."""


class Progress(NamedTuple):
    """`done` of `total` steps; `total` None: busy, length unknown. `what` is in hand now."""

    done: int
    total: int | None
    what: str = ""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Raised inside a job whose caller has lost interest."""


class Context:
    """Handed to every job; `cancel` may be called from any thread, the rest by the job."""

    def __init__(self, report: Callable[[Progress], None] = lambda _step: None) -> None:
        self._report = report
        self._reported_at = float("-inf")
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._stops: list[Callable[[], None]] = []

    def report(self, step: Progress) -> None:
        """Pass progress on, at most ten times a second; the last step always gets through."""
        now = time.monotonic()
        if step.done == step.total or now - self._reported_at >= PROGRESS_INTERVAL:
            self._reported_at = now
            self._report(step)

    def cancel(self) -> None:
        """Ask the job to stop; what it waits for is told through `on_cancel`."""
        with self._lock:
            self._cancelled.set()
            stops, self._stops = self._stops, []
        for stop in stops:
            stop()

    def on_cancel(self, stop: Callable[[], None]) -> None:
        """Call `stop` when cancelled (at once if it is already), to end a blocking wait."""
        with self._lock:
            if not self._cancelled.is_set():
                self._stops.append(stop)
                return
        stop()

    @property
    def cancelled(self) -> bool:
        """Whether the caller has lost interest."""
        return self._cancelled.is_set()

    def check_cancelled(self) -> None:
        """Raise `Cancelled` when the caller has lost interest."""
        if self._cancelled.is_set():
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Wait, but no longer than until cancelled; then raise `Cancelled`."""
        if self._cancelled.wait(seconds):
            raise Cancelled
