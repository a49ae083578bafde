"""Care summaries for the Summary tab, and saving them (SUM-1, SUM-3)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.models.shown import Page
from desktop.models.summary import Days
from desktop.services.jobs import Context, Lane, Progress
from desktop.services.portal.core import Core, Failed, never
from desktop.services.portal.paper import name_of
from desktop.services.portal.state import SavedFile
from portal_protocol.summaries import CareSummary

if TYPE_CHECKING:
    from desktop.services.portal.summaries import SummariesFace


class CareFace:
    """Lists follow `Portal.chosen`; `reader` has the process that reads documents.

    A document is read by `Portal.documents.read`, which notes it as viewed (SUM-7).
    """

    def __init__(self, core: Core, reader: "Callable[[], SummariesFace]") -> None:
        self._core, self._reader = core, reader

    def summaries(
        self,
        *,
        owner: QObject,
        done: Callable[[Page[CareSummary]], None],
        failed: Failed | None = None,
    ) -> None:
        """All care summaries in one page, newest first (SUM-1)."""
        opened = self._core.opened
        if opened is not None:
            read = partial(opened.care.summaries, chosen=self._core.chosen)
            self._core.run(Lane.READ, read, owner=owner, done=done, failed=failed)

    def name(self, summary: CareSummary) -> str:
        """The file name to offer: "Care summary 2026-10-21.zip"."""
        return f"{self._stem(summary)}.zip"

    def save(  # noqa: PLR0913 - all by name
        self,
        summary: CareSummary,
        path: Path,
        *,
        days: Days,
        owner: QObject,
        done: Callable[[SavedFile], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Context:
        """Save the document as received, a page to read and their digests as a zip (SUM-3); noted.

        The page shows what is of `days` (SUM-6). The dialog that chose `path` has asked before
        replacing a file. `Context.cancel()` stops it and leaves nothing behind.
        """
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(
            opened.files.save_summary,
            summary=summary,
            stem=self._stem(summary),
            days=days,
            reader=self._reader().watched(),
            path=path,
            offline=self._core.offline,
        )
        return self._core.run_noted(work, owner=owner, done=done, failed=failed, progress=progress)

    def _stem(self, summary: CareSummary) -> str:
        return Path(name_of(summary, self._core.practice)).stem
