"""Take my record for the views: everything as a folder or one zip (OFF-7)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.record import Taken, TakeWish
from desktop.models.trouble import PortalError
from desktop.services.jobs import Context, Lane, Progress
from desktop.services.portal.core import Core, Failed, never

if TYPE_CHECKING:
    from desktop.models.items.family import Family


class RecordFace:
    """In a lane of its own: neither reading nor saving waits for it."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def name(self) -> str:
        """What the folder or the zip is called."""
        from desktop.models.items.record_names import folder_name  # noqa: PLC0415 - seldom needed

        return folder_name(self._core.practice)

    def unfinished(
        self,
        chosen: Path,
        *,
        owner: QObject,
        done: Callable[[bool], None],
        failed: Failed | None = None,
    ) -> None:
        """Whether a record that was begun in that folder would be taken up there."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.record.unfinished, chosen=chosen, family=self._family())
            self._core.run(Lane.RECORD, work, owner=owner, done=done, failed=failed)

    def take(
        self,
        wish: TakeWish,
        *,
        owner: QObject,
        done: Callable[[Taken], None],
        progress: Callable[[Progress], None] | None = None,
        failed: Failed | None = None,
    ) -> Context:
        """Write everything; the steps count bytes and name the file in hand.

        `Context.cancel()` stops it: a folder keeps what is complete, of a zip nothing stays. Fails
        with DISK_FULL, READ_ONLY, PATH_TOO_LONG, TARGET_EXISTS, DISK_FAULT. Each person is noted as
        soon as something of theirs is outside (WHO-7).
        """
        core, opened = self._core, self._core.opened
        if opened is None:
            return never()

        def taken(what: Taken) -> None:
            core.acted.emit()
            done(what)

        def tell(error: PortalError) -> None:
            core.acted.emit()  # some of it may be outside
            (failed or core.failed.emit)(error)

        work = partial(opened.record.take, wish=wish, family=self._family(), offline=core.offline)
        return core.run(Lane.RECORD, work, owner=owner, done=taken, failed=tell, progress=progress)

    def _family(self) -> "Family":
        from desktop.models.items.family import Family  # noqa: PLC0415 - after first paint

        return Family(self._core.people, self._core.practice)
