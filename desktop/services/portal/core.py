"""What the portal's faces share: the lanes, the settings, and what is open."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.models.trouble import PortalError
from desktop.services.jobs import Context, Jobs, Lane, Progress
from desktop.services.portal.errors import explain
from desktop.services.settings import Places, SettingsFile
from portal_protocol.records import PatientId

T = TypeVar("T")
Done = Callable[[None], None]
Failed = Callable[[PortalError], None]


class Core(QObject):
    """Runs the work of the faces for the copy that is open, and drops answers of one that is not.

    `opened` is a plain object that only workers use; None when signed out or locked.
    """

    failed = Signal(object)  # PortalError that nobody handled

    def __init__(self, settings: SettingsFile, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self.places = places
        self.jobs = Jobs(self._on_error, parent=self)
        self.chosen: PatientId | None = None

    def run(
        self,
        lane: Lane,
        work: Callable[[Context], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Context:
        """Run work that needs no open copy; `failed` (or the signal) gets a `PortalError`."""
        tell = failed or self.failed.emit
        return self.jobs.run(
            lane,
            work,
            owner=owner,
            done=done,
            failed=lambda error: tell(explain(error)),
            progress=progress,
        )

    def _on_error(self, error: Exception) -> None:
        self.failed.emit(explain(error))
