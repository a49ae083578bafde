"""Files of messages: shown inside, saved where the patient says, never run (MAIL-4)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.services.portal import Attachment, Portal, PortalError, SavedFile, Viewing
from desktop.views.dialogs.ask import AskDialog
from desktop.views.notices_saving import all_saved
from desktop.views.section import SectionView
from desktop.views.viewers.attachment import AttachmentDialog
from desktop.views.widgets.buttons import destructive, primary
from portal_protocol.records import Blob, Record

translate = QCoreApplication.translate
INSIDE = frozenset({Viewing.PDF, Viewing.TEXT, Viewing.IMAGE})


class Attachments(QObject):
    """For one section; `fetched` says that a file may have come to this computer."""

    fetched = Signal()

    def __init__(self, section: SectionView) -> None:
        super().__init__(section)
        self._section = section
        self._shown: AttachmentDialog | None = None

    @property
    def _portal(self) -> Portal:
        return self._section.portal

    def open(self, record: Record, blob: Blob) -> None:
        """Fetch it if need be, and show it when it can be shown."""
        self._portal.attachments.open(
            record,
            blob,
            owner=self,
            done=partial(self._show, record, blob),
            failed=self._failed,
        )

    def save(self, record: Record, blob: Blob) -> None:
        """Look what it is, warn of what could harm, ask where, save it as it is."""
        self._learn(record, blob, partial(self._save_known, record, blob))

    def save_all(self, record: Record) -> None:
        """Ask for a folder, and save all of them there, under names that are free."""
        dialog = QFileDialog(self._section, translate("Mail", "Save all attachments"), _downloads())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.save_to(record, Path(folder)))
        dialog.open()

    def save_to(self, record: Record, folder: Path) -> None:
        """Save every file of a message into a folder; those that could harm are left out."""
        self._portal.attachments.save_all(
            record, folder, owner=self, done=self._saved_all, failed=self._failed
        )

    def _learn(self, record: Record, blob: Blob, done: Callable[[Viewing], None]) -> None:
        """What it is by its content; it is fetched for that when it is not here."""
        faces = self._portal.attachments

        def fetched(file: Attachment) -> None:
            self.fetched.emit()
            done(file.viewing)

        def known(kind: Viewing | None) -> None:
            if kind is not None:
                done(kind)
            else:
                faces.open(record, blob, owner=self, done=fetched, failed=self._failed)

        if faces.risky(blob):
            done(Viewing.DANGEROUS)
        else:
            faces.kind(blob, owner=self, done=known)

    def _show(self, record: Record, blob: Blob, attachment: Attachment) -> None:
        self.fetched.emit()
        if attachment.viewing in INSIDE:
            dialog = AttachmentDialog(self._portal, attachment, self._section)
            dialog.save_wanted.connect(lambda: self._ask_where(record, blob))
            dialog.finished.connect(self._on_finished)
            self._shown = dialog
            dialog.open()
        elif attachment.viewing is Viewing.DANGEROUS:
            self._warn(record, blob)
        else:
            self._offer_saving(record, blob)

    def _save_known(self, record: Record, blob: Blob, kind: Viewing) -> None:
        if kind is Viewing.DANGEROUS:
            self._warn(record, blob)
        else:
            self._ask_where(record, blob)

    def _warn(self, record: Record, blob: Blob) -> None:
        button = destructive(translate("Mail", "Save anyway"), "triangle-alert")
        name = self._portal.attachments.name(blob)
        said = (
            translate(
                "Mail",
                "“%1” is a kind of file that can run programs or hide them. It is never opened "
                "here.",
            ).replace("%1", name),
            translate(
                "Mail", "Save it only if you expected it. Call the practice when you are not sure."
            ),
        )
        dialog = AskDialog(
            translate("Mail", "This file could harm your computer"), said, button, self._section
        )
        dialog.agreed.connect(lambda: self._ask_where(record, blob))
        dialog.open()

    def _offer_saving(self, record: Record, blob: Blob) -> None:
        button = primary(translate("Mail", "Save a copy"), "download")
        name = self._portal.attachments.name(blob)
        said = translate("Mail", "“%1” can be saved, and opened with a program that you trust.")
        title = translate("Mail", "This kind of file cannot be shown here")
        dialog = AskDialog(title, (said.replace("%1", name),), button, self._section)
        dialog.agreed.connect(lambda: self._ask_where(record, blob))
        dialog.open()

    def _ask_where(self, record: Record, blob: Blob) -> None:
        parent = self._shown or self._section
        dialog = QFileDialog(parent, translate("Saving", "Save a copy"), _downloads())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._portal.attachments.name(blob))
        dialog.fileSelected.connect(partial(self._write, record, blob))
        dialog.open()

    def _write(self, record: Record, blob: Blob, path: str) -> None:
        self._portal.attachments.save(
            record,
            blob,
            Path(path),
            owner=self,
            done=self._saved,
            failed=self._failed,
        )

    def _saved(self, file: SavedFile) -> None:
        self.fetched.emit()
        said = translate("Saving", "Saved: %1").replace("%1", file.path.name)
        if self._shown is not None:
            self._shown.say(said)
        else:
            self._section.said.emit(said, None)

    def _saved_all(self, files: SavedFile) -> None:
        self.fetched.emit()
        self._section.said.emit(all_saved(files), None)

    def _failed(self, error: PortalError) -> None:
        if self._shown is not None:
            practice = self._portal.practice
            self._shown.say_error(error, practice.name if practice else "")
        else:
            self._section.troubled.emit(error)

    def _on_finished(self) -> None:
        self._shown = None


def _downloads() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
