"""Saving documents as files: asks where, shows progress, can be stopped (ACC-6, EASE-5)."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from desktop.services.portal import Context, PortalError, Progress, SaveAs
from desktop.views.notices_saving import left_out
from desktop.views.section import SectionView
from portal_protocol.records import Record

translate = QCoreApplication.translate

SHOWN_AFTER = 400


class Saving(QObject):
    """Saves for one section; its toasts say how it went."""

    def __init__(self, section: SectionView) -> None:
        super().__init__(section)
        self._section = section
        self._bar: QProgressDialog | None = None
        self._context: Context | None = None

    def save_one(self, record: Record) -> None:
        """Ask where, then save one document as it is."""
        name = self._section.portal.documents.name(record)
        self._ask(name, partial(self.save_to, [record], SaveAs.FILE))

    def save_all(self, records: Sequence[Record], how: SaveAs, name: str = "") -> None:
        """Ask where, then save them as one PDF or a zip; it is called after what is in it."""
        name = name or translate("Saving", "Statements")
        ending = "pdf" if how is SaveAs.COMBINED else "zip"
        self._ask(f"{name}.{ending}", partial(self.save_to, list(records), how))

    def save_drawn(self, name: str, save: Callable[..., Context]) -> None:
        """Ask where, then save what the program drew: `save(path, owner=…, done=…, failed=…)`."""
        self._ask(name, partial(self._save_drawn, save))

    def save_made(self, name: str, save: Callable[..., Context]) -> None:
        """Ask where, then save what a job makes, with progress; it answers with a `SavedFile`."""
        self._ask(name, partial(self.make, save))

    def make(self, save: Callable[..., Context], path: str) -> None:
        """Save it to a place that the patient chose."""
        name = Path(path).name
        self._context = save(
            Path(path),
            owner=self,
            done=lambda file: self._saved(name, left_out(file.skipped)),
            progress=self._on_progress,
            failed=self._failed,
        )
        QTimer.singleShot(SHOWN_AFTER, self, self._show_bar)

    def save_to(self, records: Sequence[Record], how: SaveAs, path: str) -> None:
        """Save to a place that the patient chose."""
        name = Path(path).name
        self._context = self._section.portal.documents.save(
            records,
            Path(path),
            how,
            owner=self,
            done=lambda file: self._saved(name, left_out(file.skipped)),
            progress=self._on_progress,
            failed=self._failed,
        )
        QTimer.singleShot(SHOWN_AFTER, self, self._show_bar)

    def _save_drawn(self, save: Callable[..., Context], path: str) -> None:
        done = partial(self._saved, Path(path).name)
        self._context = save(Path(path), owner=self, done=lambda _none: done(), failed=self._failed)
        QTimer.singleShot(SHOWN_AFTER, self, self._show_bar)

    def _ask(self, name: str, chosen: "partial[None]") -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self._section, translate("Saving", "Save a copy"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _show_bar(self) -> None:
        if self._context is None or self._bar is not None:
            return
        text, stop = translate("Saving", "Saving"), translate("Saving", "Stop")
        self._bar = QProgressDialog(text, stop, 0, 0, self._section)
        self._bar.setMinimumDuration(0)
        self._bar.canceled.connect(self._stop)
        self._bar.show()

    def _on_progress(self, step: Progress) -> None:
        if self._bar is not None:
            self._bar.setMaximum(step.total or 0)
            self._bar.setValue(min(step.done, (step.total or 1) - 1))

    def _saved(self, name: str, besides: str = "") -> None:
        self._end()
        said = translate("Saving", "Saved: %1").replace("%1", name)
        self._section.said.emit(said + besides, None)

    def _failed(self, error: PortalError) -> None:
        self._end()
        self._section.troubled.emit(error)

    def _stop(self) -> None:
        if self._context is not None:
            self._context.cancel()
        self._end()
        self._section.said.emit(translate("Saving", "Stopped, nothing was saved"), None)

    def _end(self) -> None:
        self._context = None
        if self._bar is not None:
            self._bar.canceled.disconnect()
            self._bar.close()
            self._bar.deleteLater()
            self._bar = None
