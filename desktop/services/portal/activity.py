"""Activity for the views: who did what to whose records, and saving it as a file (HEAD-8)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.activity import Asked, Choices
from desktop.models.shown import Page
from desktop.services.jobs import Lane
from desktop.services.portal.core import Core, Done, Failed
from portal_protocol.activity import Activity

if TYPE_CHECKING:  # not before the first paint
    from desktop.models.items.activity import Wording


class ActivityFace:
    """Everything that was done (HEAD-8, WHO-7), what waits in the outbox among it.

    Independent of `Portal.chosen`. `Portal.changed` tells of news with Kind.ACTIVITY.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    def choices(self, *, owner: QObject, done: Callable[[Choices], None]) -> None:
        """What entries can be narrowed to."""
        opened = self._core.opened
        if opened is not None:
            self._core.run(Lane.READ, opened.activity.choices, owner=owner, done=done)

    def page(
        self,
        asked: Asked,
        *,
        owner: QObject,
        done: Callable[[Page[Activity]], None],
        failed: Failed | None = None,
        cursor: str | None = None,
    ) -> None:
        """One page of `Entry`, newest first; `total` counts all that are wanted."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.activity.page, asked=asked, cursor=cursor)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def everything(
        self,
        asked: Asked,
        *,
        owner: QObject,
        done: Callable[[Page[Activity]], None],
        failed: Failed | None = None,
    ) -> None:
        """All that are wanted in one page, newest first."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.activity.everything, asked=asked)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def save_csv(
        self,
        asked: Asked,
        wording: "Wording",
        path: Path,
        *,
        owner: QObject,
        done: Done,
        failed: Failed | None = None,
    ) -> None:
        """Save all that are wanted as CSV; the file appears whole or not at all."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.activity.save_csv, asked=asked, wording=wording, path=path)
            self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)

    def save(
        self,
        data: bytes,
        path: Path,
        *,
        owner: QObject,
        done: Done,
        failed: Failed | None = None,
    ) -> None:
        """Save what a view has drawn, in the same way."""
        opened = self._core.opened
        if opened is not None:
            work = partial(opened.activity.save, data=data, path=path)
            self._core.run(Lane.FILES, work, owner=owner, done=done, failed=failed)
