"""Opens documents that did not come from the practice: by Ctrl+O, by a menu, by dropping them.

Light to import, since the sign-in page has it; the windows come with the first file.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from desktop.services.portal import Portal

translate = QCoreApplication.translate
MOST_AT_ONCE = 12
"""Files of one drop or choice: a window each, and who drops a whole disk meant something else."""


class Opening(QObject):
    """For one page; does nothing where files are not opened (`Portal.opens_files`)."""

    def __init__(self, portal: Portal, page: QWidget) -> None:
        super().__init__(page)
        self._portal, self._page = portal, page
        self.action = QAction(translate("Opening", "Open a document…"), self)
        self.action.setData("file-text")  # its icon in a menu
        if not portal.opens_files:
            return
        self.action.setShortcut(QKeySequence.StandardKey.Open)
        self.action.setShortcutVisibleInContextMenu(True)
        self.action.triggered.connect(self.ask)
        page.addAction(self.action)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    @property
    def offered(self) -> bool:
        """Whether there is a way to open files."""
        return self._portal.opens_files

    def ask(self) -> None:
        """Let the person choose files, and open them."""
        if not self.offered:
            return
        dialog = QFileDialog(self._page, translate("Opening", "Open a document"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(partial(self._on_selected, dialog))
        dialog.open()

    def _on_selected(self, dialog: QFileDialog, names: list[str]) -> None:
        """Wait until the dialog is gone: as it goes, it gives the keyboard to the page below it."""
        paths = [Path(name) for name in names]
        dialog.destroyed.connect(lambda: QTimer.singleShot(0, self, partial(self.open, paths)))

    def open(self, paths: Sequence[Path]) -> None:
        """A window for each."""
        from desktop.views.document_window import DocumentWindows  # noqa: PLC0415 - seldom

        windows = DocumentWindows.of(self._portal)
        for path in paths[:MOST_AT_ONCE]:
            windows.show(path)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor takes files and nothing else; they stay where they are."""
        if not isinstance(event, QDropEvent):
            return False
        paths = files_in(event.mimeData())
        if not paths or not event.possibleActions() & Qt.DropAction.CopyAction:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.open(paths)
        return True


def files_in(data: QMimeData) -> list[Path]:
    """What is dragged, when it is files of this computer and nothing else."""
    urls = data.urls()
    if not all(url.isLocalFile() for url in urls):
        return []
    return [Path(url.toLocalFile()) for url in urls]
