"""Documents that did not come from the practice: read and shown, and nothing of them is kept.

They have lanes and processes of their own. A hostile one keeps no document of the practice's
waiting, and locking ends what reads the practice's and not these: they are no secret of the copy.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.models.own import OwnFile
from desktop.services.context import Context
from desktop.services.jobs import Lane
from desktop.services.portal import heavy
from desktop.services.portal.core import Failed, Lanes
from desktop.services.portal.pictures import PicturesFace
from desktop.services.portal.reading import Reading
from desktop.services.settings import Settings


class OpeningFace(Reading, QObject):
    """Reads files of the person's own, and is the `Readers` of their viewers.

    Nothing is written: no list of what was opened, no search, no place, not even the zoom.
    """

    _most_pdfs = 1_000  # as many as there are windows: each lets go of its own
    ended = Signal()  # the program ends: what shows such a file closes

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = Lanes(self)
        self.attachments = PicturesFace(self._lanes)
        self.settings = Settings()

    def name(self, path: Path) -> str:
        """A file's name as it can be shown."""
        from desktop.services.own_files import shown_name  # noqa: PLC0415 - after first paint

        return shown_name(path)

    def read(
        self,
        path: Path,
        *,
        owner: QObject,
        done: Callable[[OwnFile], None],
        failed: Failed,
    ) -> Context:
        """The file, and which viewer may try. Fails with FILE_… and DOCUMENT_TOO_LARGE."""
        return self._lanes.run(
            Lane.FILES, heavy.own_file(path), owner=owner, done=done, failed=failed
        )

    def change_settings(self, **changes: object) -> None:
        """Take another zoom until the program ends."""
        self.settings = msgspec.structs.replace(self.settings, **changes)

    def close(self) -> None:
        """End everything, at once; safe to call twice."""
        self.ended.emit()
        self._stop_readers()  # now, so that nothing is waited for
        self._lanes.jobs.close()
        self._stop_readers()
