"""When to sync: at open, when asked, after each action, when the practice has news, and again
with growing pauses while it is away. GUI thread; the work is done in the SYNC and WAIT lanes."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.trouble import PortalError, Trouble
from desktop.services.jobs import Context, Lane, Progress
from desktop.services.portal.core import Core
from desktop.services.portal.pauses import Pauses
from desktop.services.portal.state import SyncStage, SyncState

if TYPE_CHECKING:
    from desktop.services.portal.opened import Round

AFTER_PAINT = 30  # milliseconds: what was just opened is shown first


class SyncLoop(QObject):
    """One round at a time; a wish that comes during a round starts another after it."""

    state_changed = Signal(object)  # SyncState
    arrived = Signal(object)  # frozenset[str] of kinds

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._core = core
        self.state = SyncState()
        self.pauses = Pauses()
        self._round: Context | None = None
        self._poll: Context | None = None
        self._again = False
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._on_retry)

    def start(self, state: SyncState) -> None:
        """Begin with a copy that was just opened."""
        self.stop()
        self._show(state)
        self._retry.start(AFTER_PAINT)

    def stop(self) -> None:
        """Cancel everything; nothing is told after this."""
        self._retry.stop()
        self.pauses.reset()
        jobs, self._round, self._poll, self._again = (self._round, self._poll), None, None, False
        for context in jobs:
            if context is not None:
                context.cancel()

    def now(self) -> None:
        """Start a round, or note that another is wanted after the one that runs."""
        if self._round is not None:
            self._again = True
            return
        self._show(replace(self.state, stage=SyncStage.CHECKING, trouble=None))
        self._start()

    def soon(self) -> None:
        """Start a round for an action; what says offline goes on saying so until it is not."""
        if self._round is None and self.state.stage is SyncStage.OFFLINE:
            self._start()
        else:
            self.now()

    def count(self, waiting: int, failed: int) -> None:
        """What the outbox holds now, as read with the overview."""
        self._show(replace(self.state, waiting=waiting, failed=failed))

    def _on_retry(self) -> None:
        """Try again without a word: the screen goes on saying that it is offline."""
        if self._round is None:
            self._start()

    def _start(self) -> None:
        opened = self._core.opened
        if opened is None:
            return
        self._retry.stop()
        self._again = False
        self._round = self._core.run(
            Lane.SYNC,
            opened.sync,
            owner=self,
            done=self._on_round,
            failed=self._on_round_failed,
            progress=self._on_progress,
        )

    def _on_round(self, result: "Round") -> None:
        self._round = None
        self.pauses.reset()
        fresh = replace(self.state, stage=SyncStage.FRESH, saved_at=result.saved_at, trouble=None)
        self._show(replace(fresh, done=0, total=None))
        self._tell(result.kinds)
        if self._again:
            self.now()
        else:
            self._wait()

    def _on_progress(self, step: Progress) -> None:
        self._show(replace(self.state, done=step.done, total=step.total))

    def _on_round_failed(self, error: PortalError) -> None:
        """What came before it failed is here, and shows at once."""
        opened = self._core.opened
        if opened is not None:
            self._core.run(Lane.SYNC, opened.untold, owner=self, done=self._tell)
        self._on_failed(error)

    def _tell(self, kinds: frozenset[str]) -> None:
        if kinds:
            self.arrived.emit(kinds)

    def _on_failed(self, error: PortalError) -> None:
        self._round = None
        stage = SyncStage.OFFLINE if error.no_contact else SyncStage.TROUBLE
        self._show(replace(self.state, stage=stage, trouble=error.trouble, done=0, total=None))
        if error.trouble is Trouble.SESSION_EXPIRED:
            return  # the copy stays open; only the password brings news
        if self._again and not error.retry_after:  # somebody asked for it meanwhile
            self._start()
            return
        pause = self.pauses.next(at_least=error.retry_after or 0)
        self._retry.start(int(pause * 1000))

    def _wait(self) -> None:
        """Hold a long poll unless one is held already."""
        opened = self._core.opened
        if opened is None or self._poll is not None:
            return
        self._poll = self._core.run(
            Lane.WAIT, opened.wait, owner=self, done=self._on_news, failed=self._on_wait_failed
        )

    def _on_news(self, changed: bool) -> None:
        self._poll = None
        if changed:
            self.now()
        elif self._round is None and self.state.stage is SyncStage.FRESH:
            self._wait()

    def _on_wait_failed(self, error: PortalError) -> None:
        self._poll = None
        if self._round is None:
            self._on_failed(error)

    def _show(self, state: SyncState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
