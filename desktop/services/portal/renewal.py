"""Fetching a new copy in the place of a damaged one, without leaving the window (OFF-6)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.services.jobs import Lane
from desktop.services.portal.core import Core, Failed
from desktop.services.portal.errors import explain
from desktop.services.portal.life import Life, end_of

if TYPE_CHECKING:
    from desktop.models.vault.rescue import Rescued
    from desktop.services.portal.opened import Start


class RenewalFace(QObject):
    """What the notice of a damaged copy offers."""

    renewed = Signal()  # another copy is open now

    def __init__(self, core: Core, life: Life) -> None:
        super().__init__(core)
        self._core, self._life = core, life

    def fetch_anew(self, *, owner: QObject, failed: Failed, give_up_waiting: bool = False) -> None:
        """Fetch everything again; what waits to be sent is taken over, documents stay.

        Without contact, or when the session has ended, `failed` is called and all is as it was;
        so with WAITING_DAMAGED, when what waits cannot be read, unless `give_up_waiting`.
        """
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.renewable, give_up_waiting=give_up_waiting)
            self._core.run(Lane.SYNC, work, owner=owner, done=self._go, failed=failed)

    def _go(self, found: "Rescued") -> None:
        opened = self._life.release()
        if opened is None:
            return
        epoch, later = self._life.epoch, end_of(opened)

        def enter(start: "Start") -> None:
            if self._life.epoch != epoch:
                self._life.end(start.opened)  # signed out meanwhile
                self._life.end_sessions()
                return
            self._life.enter(start)
            self.renewed.emit()

        def fail(error: Exception) -> None:
            """The old copy is closed and no new one came to be: back to the sign-in page."""
            if self._life.epoch == epoch:
                self._life.leave(explain(error).trouble)
            else:
                self._life.end_later(later)
                self._life.end_sessions()

        work = partial(opened.renew, found=found)
        self._core.jobs.run(Lane.SYNC, work, owner=self._core, done=enter, failed=fail)
