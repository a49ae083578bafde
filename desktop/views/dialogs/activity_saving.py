"""Saving activity as a file: asks where, draws or writes it, says how it went (HEAD-8)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.models.items.activity import ActivityRow, Wording, count_words, rows_of
from desktop.services.portal import Asked, Page, Portal, PortalError
from desktop.views.activity_paper import ActivityPaper
from portal_protocol.activity import Activity

translate = QCoreApplication.translate


class ActivitySaving(QObject):
    """`busy` while it works, `saved` with the file's name, `failed` with a `PortalError`."""

    busy = Signal(bool)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, portal: Portal, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._portal, self._dialog = portal, dialog
        self._paper: ActivityPaper | None = None  # until it is drawn

    def ask_csv(self, asked: Asked, wording: Wording) -> None:
        """Ask where, then save it as a table for other programs."""
        self._ask("csv", partial(self.save_csv, asked, wording))

    def ask_pdf(self, asked: Asked, wording: Wording, title: str) -> None:
        """Ask where, then save it as a PDF."""
        self._ask("pdf", partial(self.save_pdf, asked, wording, title))

    def save_csv(self, asked: Asked, wording: Wording, path: str) -> None:
        """Save to a place that the patient chose."""
        self.busy.emit(True)  # noqa: FBT003 - a signal takes no names
        done, failed = partial(self._on_saved, Path(path)), self._on_failed
        face = self._portal.activity
        face.save_csv(asked, wording, Path(path), owner=self, done=done, failed=failed)

    def save_pdf(self, asked: Asked, wording: Wording, title: str, path: str) -> None:
        """Save to a place that the patient chose; drawn here, a page at a time."""
        self.busy.emit(True)  # noqa: FBT003 - a signal takes no names
        done = partial(self._draw, wording, title, Path(path))
        self._portal.activity.everything(asked, owner=self, done=done, failed=self._on_failed)

    def stop(self) -> None:
        """Draw no more, as when the dialog is closed; what is being written is written."""
        if self._paper is not None:
            self._paper.stop()
            self._paper = None

    def _draw(self, wording: Wording, title: str, path: Path, page: Page[Activity]) -> None:
        rows = [row for row in rows_of(page.rows, wording) if isinstance(row, ActivityRow)]
        practice = self._portal.practice
        name = f"{practice.name}. " if practice else ""
        self._paper = paper = ActivityPaper(rows, title, f"{name}{count_words(len(rows))}", self)
        paper.drawn.connect(partial(self._write, path))
        paper.draw()

    def _write(self, path: Path, data: bytes) -> None:
        if self._paper is not None:
            self._paper.deleteLater()
            self._paper = None
        done, failed = partial(self._on_saved, path), self._on_failed
        self._portal.activity.save(data, path, owner=self, done=done, failed=failed)

    def _ask(self, ending: str, chosen: Callable[[str], None]) -> None:
        name = translate("Activity", "Activity history")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self._dialog, translate("Activity", "Save the history"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{name}.{ending}")
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _on_saved(self, path: Path, _none: None) -> None:
        self.busy.emit(False)  # noqa: FBT003 - a signal takes no names
        self.saved.emit(path.name)

    def _on_failed(self, error: PortalError) -> None:
        self.busy.emit(False)  # noqa: FBT003 - a signal takes no names
        self.failed.emit(error)
