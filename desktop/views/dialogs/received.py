"""A care summary exactly as it was received: its text, to read, find and copy (SUM-2)."""

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QDialogButtonBox, QStackedWidget, QWidget

from desktop.models.items.summary import source_words
from desktop.models.summary import Source
from desktop.services.portal import PortalError
from desktop.services.portal.readers import Readers
from desktop.views import clipboard
from desktop.views.announce import announce
from desktop.views.theme import look
from desktop.views.viewers.own.reader import TextReader
from desktop.views.viewers.pdf.says import could_not_open, loading
from desktop.views.widgets.buttons import primary, secondary
from desktop.views.widgets.dialog import Dialog

translate = QCoreApplication.translate
WIDE, HIGH = 960, 640


class ReceivedDialog(Dialog):
    """`save_wanted` when the file itself is wanted, and then it closes. All of it is text: nothing
    runs, and nothing is fetched.
    """

    save_wanted = Signal()
    retry_wanted = Signal()

    def __init__(
        self, readers: Readers, parent: QWidget, name: str, data: bytes, file: int
    ) -> None:
        super().__init__(translate("Care", "As received: %1").replace("%1", name), parent)
        self._readers, self._name, self._data, self._file = readers, name, data, file
        self.reader: TextReader | None = None
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        role = QDialogButtonBox.ButtonRole
        self.copy = secondary(translate("Care", "Copy what is shown"), "copy")
        self.save = secondary(translate("Care", "Save as received"), "download")
        close = primary(translate("Care", "Close"))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        close.clicked.connect(self.reject)
        self.add(self.copy, role.ActionRole)
        self.add(self.save, role.ActionRole)
        self.add(close, role.RejectRole)
        self.retry_wanted.connect(self._read)
        self._fit(parent.window().size())
        self._read()

    def _fit(self, room: QSize) -> None:
        wide, high = min(look.px(WIDE), room.width() - 40), min(look.px(HIGH), room.height() - 60)
        least = self.minimumSizeHint()
        self.resize(max(wide, least.width()), max(high, least.height()))

    def _read(self) -> None:
        self.copy.setEnabled(False)
        self._show(loading())
        read = self._readers.summaries.source
        read(self._data, file=self._file, owner=self, done=self._on_read, failed=self._on_refused)

    def _on_read(self, source: Source) -> None:
        self.reader = TextReader(source.text, self._name, plain=True)
        self.note.setText(source_words(source))
        self.copy.setEnabled(True)
        self._show(self.reader)
        self.reader.paper.setFocus()

    def _on_refused(self, error: PortalError) -> None:
        self._show(could_not_open(error, retry=self.retry_wanted, save=None))

    def _save(self) -> None:
        """What is said of saving shows in the window below."""
        self.reject()
        self.save_wanted.emit()

    def _copy(self) -> None:
        if self.reader is not None:
            clipboard.copy(self.reader.paper.toPlainText())
            announce(self, translate("Care", "Copied"))

    def _show(self, part: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.setCurrentIndex(self._stack.addWidget(part))
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
