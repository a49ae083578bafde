"""From signed out to open, locked, and out again: what must happen together, in one place."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.trouble import DESTROYS_COPY, PortalError, Trouble
from desktop.services.jobs import Context, Lane, Progress
from desktop.services.portal import heavy
from desktop.services.portal.core import Core, nothing
from desktop.services.portal.idle import IdleClock
from desktop.services.portal.loop import SyncLoop
from desktop.services.portal.state import FilesState, Stage, SyncStage, SyncState
from desktop.services.settings import EndLater

if TYPE_CHECKING:
    from desktop.services.portal.opened import Opened, Start

AFTER_PAINT = 50  # milliseconds: what is not shown at once


class Life(QObject):
    """Enters, locks and leaves; keeps the idle time and the statements while open."""

    stage_changed = Signal(object)  # Stage
    entered = Signal(object)  # Overview
    closing = Signal()  # the last moment to keep what is written; the copy is still open
    closed = Signal()  # nothing of the patient's may be shown from here on
    left = Signal(object)  # Trouble, None when the patient asked for it
    files_changed = Signal(object)  # FilesState or None
    lock_warned = Signal(int)

    def __init__(self, core: Core, stage: Stage) -> None:
        super().__init__(core)
        self._core = core
        self.stage = stage
        self.epoch = 0  # raised by each way out: what was begun before it may not open anything
        self.loop = SyncLoop(core)
        core.ended.connect(self.leave)
        self.idle = IdleClock(10)
        self._warned = False
        self._locked_end: EndLater | None = None
        self._in_contact = False
        self.loop.state_changed.connect(self._on_sync)
        self._keeping: Context | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def show(self, stage: Stage) -> None:
        """Change the stage and tell."""
        if stage is not self.stage:
            self.stage = stage
            self.stage_changed.emit(stage)

    def enter(self, start: "Start") -> None:
        """A copy was opened: show it, then sync."""
        self._core.opened = start.opened
        self._core.ready = start.ready
        self.entered.emit(start.overview)
        self.idle.touch()
        self.show(Stage.OPEN)
        self._look()
        seen = start.overview
        self.loop.start(
            SyncState(SyncStage.CHECKING, start.saved_at, waiting=seen.waiting, failed=seen.failed)
        )
        QTimer.singleShot(AFTER_PAINT, self, self.keep_files)

    def lock(self) -> None:
        """Drop the key, close the copy, clear the screen (SIGN-14)."""
        opened = self.release()
        if opened is not None:
            self._core.locked, self._locked_end = opened.folder, end_of(opened)
            self.show(Stage.LOCKED)
            self._close_by(opened.close)

    def sign_out(self) -> None:
        """End the session here and at the practice, at the next contact if not now (SIGN-13)."""
        self.epoch += 1
        opened, locked, self._core.locked = self.release(), self._core.locked, None
        self._core.settings.change(kept="")
        if opened is not None:
            self.end(opened)
        elif locked is not None:
            self.end_later(self._locked_end)
            forget = partial(heavy.forget_key, folder=locked)
            self._close_by(forget)
        self._locked_end = None
        self.end_sessions()
        self._leave(None)

    def end(self, opened: "Opened") -> None:
        """Sign out of a copy that is not on the screen."""
        self.end_later(end_of(opened))
        self._close_by(opened.sign_out)

    def leave(self, reason: Trouble) -> None:
        """The practice ended the session, or took the right away and with it the copy.

        After an end the key stays in the keyring, if it is there, until the patient signs out: the
        password may have been changed elsewhere, and this key opens the copy then (OFF-5).
        """
        self.epoch += 1
        opened = self.release()
        self._core.locked = None
        if opened is not None:
            self._core.settings.change(kept="")
            work = opened.destroy if reason in DESTROYS_COPY else opened.close
            self._close_by(work)
        self._leave(reason)

    def end_sessions(self) -> None:
        """Tell practices of sessions that ended while there was no contact."""
        ends = self._core.settings.values.ends
        if ends:
            work = partial(heavy.end_sessions, ends=ends)
            self._core.jobs.run(
                Lane.FILES, work, owner=self, done=self._on_ended, failed=lambda _error: None
            )

    def end_later(self, later: EndLater | None) -> None:
        """Note a session to end at the next contact."""
        if later is not None:
            ends = self._core.settings.values.ends
            self._core.settings.change(ends=(*ends, later))

    def touch(self) -> None:
        """A person is here."""
        self.idle.touch()
        if self._warned:
            self._look()

    def set_idle_minutes(self, minutes: int) -> None:
        """The practice's limit (SIGN-14)."""
        self.idle.set_minutes(minutes)
        if self.stage is Stage.OPEN:
            self._look()

    def keep_files(self, *, anew: bool = False) -> None:
        """Fetch the statements and images that are to be kept and are not here (ACC-7); `anew` when
        the patient chose another span."""
        opened = self._core.opened
        if anew and self._keeping is not None:
            self._keeping.cancel()
            self._keeping = None
        if opened is None or self._keeping is not None:
            return
        months = self._core.settings.values.statements_kept_months
        self._keeping = self._core.run(
            Lane.FILES,
            partial(opened.files.keep, months=months),
            owner=self,
            done=self._on_kept,
            failed=self._on_keeping_failed,
            progress=self._on_keeping,
        )

    def close(self) -> None:
        """Before the program ends: stop the lanes, then close the copy. Safe to call twice."""
        self.epoch += 1
        self.stage = Stage.SIGNED_OUT
        opened = self.release()
        self._core.jobs.close()
        if opened is not None:
            opened.close(Context())

    def release(self) -> "Opened | None":
        """Take what is open off the screen; whoever asked closes it in a lane."""
        if self._core.opened is not None:
            self.closing.emit()
        opened, self._core.opened = self._core.opened, None
        self._core.ready = {}
        self._core.drop()
        self.loop.stop()
        self._timer.stop()
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.cancel()
            self.files_changed.emit(None)
        self._warn(0)
        if opened is not None:
            opened.abort()
            self.closed.emit()
        return opened

    def _close_by(self, work: Callable[[Context], None]) -> None:
        """Behind what was written last, and even when the program ends meanwhile."""
        self._core.run(Lane.READ, work, owner=self, done=nothing, to_the_end=True)

    def _leave(self, reason: Trouble | None) -> None:
        known = self._core.settings.values.welcome is not None
        self.show(Stage.SIGNED_OUT if known else Stage.NO_PRACTICE)
        self.left.emit(reason)

    def _look(self) -> None:
        if self.stage is not Stage.OPEN:
            return
        idle = self.idle.look()
        if idle.due:
            self.lock()
            return
        self._warn(round(idle.left) if idle.warned else 0)
        self._timer.start(max(50, int(idle.look_in * 1000)))

    def _warn(self, seconds: int) -> None:
        if seconds or self._warned:
            self._warned = bool(seconds)
            self.lock_warned.emit(seconds)

    def _on_sync(self, state: SyncState) -> None:
        """Whenever a round has reached the practice, sessions that wait for it are ended."""
        before, self._in_contact = self._in_contact, state.stage is SyncStage.FRESH
        if self._in_contact and not before:
            self.end_sessions()

    def _on_ended(self, told: frozenset[EndLater]) -> None:
        settings = self._core.settings
        settings.change(ends=tuple(end for end in settings.values.ends if end not in told))

    def _on_keeping(self, step: Progress) -> None:
        if step.total:
            self.files_changed.emit(FilesState(step.done, step.total))

    def _on_kept(self, changed: frozenset[str]) -> None:
        self._keeping = None
        self.files_changed.emit(None)
        if changed:
            self._core.touched.emit(changed)

    def _on_keeping_failed(self, error: PortalError) -> None:
        """Reading on goes without; the next sync tries again. A full disk is worth a word."""
        self._keeping = None
        self.files_changed.emit(None)
        if not error.no_contact:
            self._core.failed.emit(error)


def end_of(opened: "Opened") -> EndLater | None:
    """What ends its session later; None without one."""
    return EndLater(opened.address, opened.end_token) if opened.end_token else None
