"""What shows a file of the person's own: a viewer, and what can be told and taken of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

Told = Callable[[str], None]
Taken = Callable[[QImage], None]


class OwnPage(QObject):
    """Made for its viewer, which owns it. The answers come later, and once each."""

    settled = Signal()  # what was asked for shows
    refused = Signal(object)  # PortalError: it cannot be shown

    def __init__(self, viewer: QWidget) -> None:
        super().__init__(viewer)
        self.viewer = viewer

    @property
    def target(self) -> QWidget:
        """Where the keyboard begins."""
        return self.viewer

    @property
    def asks(self) -> bool:
        """Whether the viewer asks for the password of what is locked."""
        return False

    def close(self) -> None:
        """Let go of what the reading processes hold of it."""

    def words(self) -> str:
        """What the file was taken for."""
        raise NotImplementedError

    def tell(self, done: Told) -> None:
        """All of its text, as the viewer gives it."""
        raise NotImplementedError

    def take(self, done: Taken) -> None:
        """The picture of its first page."""
        raise NotImplementedError
