"""A viewer over a real portal and its real PDF process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.trouble import Trouble
from desktop.services.portal import Portal, PortalError
from desktop.services.settings import Places, SettingsFile
from desktop.views.viewers.pdf import PdfViewer
from tests.desktop.views.look import dressed, dressed_parts
from tests.desktop.views.viewers.summary_reading import reading

__all__ = ["dressed", "dressed_parts", "reading"]

LONG = 60_000  # milliseconds; nothing waits that long unless it is broken


@dataclass
class Reader:
    """A person in front of the viewer."""

    portal: Portal
    viewer: PdfViewer
    qtbot: QtBot
    shown: list[bool] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def open(self, data: bytes, title: str = "Statement") -> Trouble | None:
        """Open a document; what was said instead of it."""
        self.shown.clear()
        self.troubles.clear()
        self.viewer.show_document(data, title)
        return self.answer()

    def give(self, password: str) -> Trouble | None:
        """Type a password and press Enter."""
        self.shown.clear()
        self.troubles.clear()
        self.qtbot.keyClicks(self.viewer.password.edit, password)
        self.qtbot.keyPress(self.viewer.password.edit, Qt.Key.Key_Return)
        return self.answer()

    def answer(self) -> Trouble | None:
        """Wait for pages or for a message."""
        self.wait(lambda: bool(self.shown or self.troubles))
        return self.troubles[0] if self.troubles else None

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(true, timeout=LONG)

    def at(self, page: int, x: float, y: float) -> QPoint:
        """Where in the view a point of a page is."""
        layout = self.viewer.canvas.layout_of_pages
        assert layout is not None
        placed = layout.pages[page]
        place = QPointF(placed.left + x * layout.scale, placed.top + y * layout.scale)
        return (place - self.viewer.canvas.origin.toPointF()).toPoint()

    def selected(self) -> str:
        """The text that is selected, once all of it has come."""
        self.wait(lambda: not self.viewer.canvas.selection.pending)
        return self.viewer.canvas.marks.text()

    def key(self, key: Qt.Key, *with_: Qt.KeyboardModifier) -> None:
        """Press a key on the pages."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in with_:
            modifiers |= each
        self.qtbot.keyClick(self.viewer.canvas, key, modifiers)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of one computer."""
    places = Places.under(tmp_path / "computer")
    places.make()
    return places


@pytest.fixture
def portal(qapp: QApplication, places: Places) -> Iterator[Portal]:
    """A portal with nobody signed in; its PDF process is real."""
    portal = Portal(SettingsFile(places.config), places)
    yield portal
    portal.close()


@pytest.fixture
def reader(dressed_parts: QApplication, qtbot: QtBot, portal: Portal) -> Iterator[Reader]:
    """A viewer as large as in the window."""
    viewer = PdfViewer(portal)
    qtbot.addWidget(viewer)
    viewer.resize(724, 600)
    viewer.show()
    reader = Reader(portal, viewer, qtbot)
    viewer.shown.connect(lambda: reader.shown.append(True))

    def refused(error: PortalError) -> None:
        reader.troubles.append(error.trouble)

    viewer.refused.connect(refused)
    yield reader
    viewer.clear()
