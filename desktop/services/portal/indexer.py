"""When to read for the search: whenever something came, and only while nothing else is done.
GUI thread; the work is done in the lane INDEX."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.found import SearchState
from desktop.models.trouble import PortalError
from desktop.services.jobs import Context, Lane
from desktop.services.portal.core import Core

FIRST = 1_000  # milliseconds after a copy was opened: the window comes first
PAUSE = 20
LATER = 200
BEFORE = (Lane.SYNC, Lane.READ, Lane.PAGES, Lane.IMAGES, Lane.SEARCH)
"""What reading for the search waits for; a first sync is one long job of SYNC."""


class Indexer(QObject):
    """One step at a time with a pause after each; a full disk ends it until something comes."""

    state_changed = Signal(object)  # SearchState

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._core = core
        self.state = SearchState()
        self._step: Context | None = None
        self._anew = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """A copy was opened."""
        self.stop()
        self._anew = True
        self._timer.start(FIRST)

    def wake(self) -> None:
        """Something may have come or gone: look at it when there is time."""
        self._anew = True
        if self._core.opened is not None and self._step is None and not self._timer.isActive():
            self._timer.start(LATER)

    def stop(self) -> None:
        """Nothing more is read, and nothing told, until `start`."""
        self._timer.stop()
        step, self._step = self._step, None
        if step is not None:
            step.cancel()
        self._show(SearchState())

    def _on_time(self) -> None:
        opened = self._core.opened
        if opened is None:
            return
        if self._core.jobs.busy(*BEFORE):
            self._timer.start(LATER)
            return
        work = partial(opened.indexing.step, anew=self._anew)
        self._anew = False
        self._step = self._core.run(
            Lane.INDEX, work, owner=self, done=self._on_step, failed=self._on_failed
        )

    def _on_step(self, state: SearchState) -> None:
        self._step = None
        self._show(state)
        if state.reading or self._anew:
            self._timer.start(PAUSE)

    def _on_failed(self, error: PortalError) -> None:
        self._step = None
        self._core.failed.emit(error)

    def _show(self, state: SearchState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
