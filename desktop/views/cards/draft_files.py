"""The files of a message that is being written; only where the practice takes some (MAIL-5)."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.items.mail_reading import size_words
from desktop.views.widgets.buttons import icon_button, quiet
from desktop.views.widgets.dressed import mark
from desktop.views.widgets.text import IconLabel, label
from portal_protocol.records import Blob

translate = QCoreApplication.translate


class DraftFile(QFrame):
    """One file, and the button that removes it."""

    remove_wanted = Signal(str)

    def __init__(self, blob: Blob) -> None:
        super().__init__()
        mark(self, card="true")
        image = blob.media_type.startswith("image/")
        name = translate("Mail", "Remove %1").replace("%1", blob.name)
        self.remove = icon_button("x", name, dense=True)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(blob.digest))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 4, 2)
        row.addWidget(IconLabel("image" if image else "file-text", 18, "accentText"))
        row.addWidget(label(blob.name, "medium"))
        row.addWidget(label(size_words(blob.size), "meta"))
        row.addWidget(self.remove)


class DraftFiles(QWidget):
    """`added(path)` and `removed(digest)`; the owner shows what the draft holds then."""

    added = Signal(object)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.attach = quiet(translate("Mail", "Attach a file"), "paperclip")
        self.attach.clicked.connect(self._ask)
        self.files: list[DraftFile] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeading)

    def show_files(self, blobs: Sequence[Blob]) -> None:
        """What the draft holds now."""
        for old in self.files:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.files = [DraftFile(blob) for blob in blobs]
        for at, file in enumerate(self.files):
            file.remove_wanted.connect(self.removed)
            self._column.insertWidget(at, file, 0, Qt.AlignmentFlag.AlignLeading)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order in which it shows."""
        return [*(file.remove for file in self.files), self.attach]

    def _ask(self) -> None:
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = QFileDialog(self, translate("Mail", "Attach a file"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.added.emit(Path(path)))
        dialog.open()
