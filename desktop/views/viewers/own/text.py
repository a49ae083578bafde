"""A plain text of the person's own."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.items.own import text_words
from desktop.models.own import OwnFile
from desktop.views.viewers.own.page import OwnPage, Taken, Told
from desktop.views.viewers.own.reader import TextReader


class TextPage(OwnPage):
    """It is there at once."""

    def __init__(self, file: OwnFile, parent: QWidget) -> None:
        viewer = TextReader(file.text, file.name, parent)
        super().__init__(viewer)
        self._reader, self._file = viewer, file
        QTimer.singleShot(0, self, self.settled.emit)

    @property
    @override
    def target(self) -> QWidget:
        return self._reader.paper

    @override
    def words(self) -> str:
        return text_words(self._file.text)

    @override
    def tell(self, done: Told) -> None:
        done(self._reader.paper.toPlainText())

    @override
    def take(self, done: Taken) -> None:
        """What the window shows of it first."""
        done(self._reader.paper.viewport().grab().toImage())
