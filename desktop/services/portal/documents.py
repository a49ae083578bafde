"""Documents for the viewers, and saving them as files."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.services.jobs import Context, Progress
from desktop.services.portal.core import Core, Failed, never
from desktop.services.portal.paper import name_of, papers
from desktop.services.portal.state import SaveAs, SavedFile
from portal_protocol.records import Blob, Record


class DocumentsFace:
    """Reads documents from the vault, or fetches them first; what is read or saved is noted
    (WHO-7)."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def read(
        self,
        record: Record,
        blob: Blob,
        *,
        owner: QObject,
        done: Callable[[bytes], None],
        progress: Callable[[Progress], None] | None = None,
        failed: Failed | None = None,
    ) -> Context:
        """The whole document (ACC-5), also of an encrypted or damaged file.

        Fails with NOT_SAVED_HERE when it is not here and cannot come now.
        """
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(opened.files.read, record=record, blob=blob, offline=self._core.offline)
        return self._core.run_noted(work, owner=owner, done=done, failed=failed, progress=progress)

    def save(  # noqa: PLR0913 - six choices of one thing
        self,
        records: Sequence[Record],
        path: Path,
        how: SaveAs,
        *,
        owner: QObject,
        done: Callable[[SavedFile], None],
        progress: Callable[[Progress], None] | None = None,
        failed: Failed | None = None,
    ) -> Context:
        """Save one document as a file, several as one PDF or a zip, at `path` (ACC-6).

        The dialog that chose `path` has asked before replacing a file. `Context.cancel()` stops
        it and leaves nothing behind.
        """
        opened = self._core.opened
        if opened is None:
            return never()

        work = partial(
            opened.files.save,
            papers=papers(tuple(records), self._core.practice),
            path=path,
            how=how,
            offline=self._core.offline,
        )
        return self._core.run_noted(work, owner=owner, done=done, failed=failed, progress=progress)

    def name(self, record: Record) -> str:
        """The file name to offer: kind and date, "Statement 2026-10-28.pdf" (ACC-6).

        What the practice calls an image is part of it, and leads to no other folder.
        """
        from desktop.services.saving import safe_name  # noqa: PLC0415 - after first paint

        return safe_name(name_of(record, self._core.practice))
