"""An image viewer over a real portal and its real picture processes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.image import ImageSource
from desktop.models.trouble import Trouble
from desktop.services.portal import Portal, PortalError
from desktop.views.viewers.image import ImageViewer
from desktop.views.viewers.image.canvas import ImageCanvas
from desktop.views.viewers.image.pane import ImagePane
from tests.desktop.pdf_process.pictures.made import file_of

LONG = 60_000  # milliseconds; nothing waits that long unless it is broken
NONE = Qt.KeyboardModifier.NoModifier
LEFT = "Bitewing, left"
SPOKEN = "Bitewing, left, October 21, 2026"


def quarters(wide: int = 2000, high: int = 1600, kind: str = "PNG") -> bytes:
    """Four greys: dark upper left, then clockwise lighter."""
    picture = np.zeros((high, wide), np.uint8)
    picture[: high // 2, wide // 2 :] = 80
    picture[high // 2 :, wide // 2 :] = 160
    picture[high // 2 :, : wide // 2] = 240
    return file_of(Image.fromarray(picture), kind)


@dataclass
class Onlooker:
    """A person in front of the viewer."""

    portal: Portal
    viewer: ImageViewer
    qtbot: QtBot
    shown: list[bool] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def pane(self) -> ImagePane:
        return self.viewer.pane

    @property
    def canvas(self) -> ImageCanvas:
        return self.pane.canvas

    def open(self, data: bytes, source: ImageSource | None = None) -> Trouble | None:
        """Open an image; what was said instead of it."""
        self.shown.clear()
        self.troubles.clear()
        self.viewer.show_image(source or ImageSource(data, LEFT, "Oct 21, 2026", SPOKEN))
        self.wait(lambda: bool(self.shown or self.troubles))
        if self.troubles:
            return self.troubles[0]
        self.settle()
        self.canvas.setFocus()
        return None

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(true, timeout=LONG)

    def settle(self) -> None:
        """Wait until all that shows is drawn."""
        canvases = [pane.canvas for pane in self.viewer.pair.panes if pane.image is not None]
        self.wait(lambda: not any(canvas.tiles.busy for canvas in canvases))

    def key(self, key: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
        """Press a key on the picture."""
        self.qtbot.keyClick(self.canvas, key, with_)
        self.settle()

    def grey_at(self, x: float, y: float, canvas: ImageCanvas | None = None) -> int:
        """How light a place of a view is, in shares of its size."""
        view = (canvas or self.canvas).viewport()
        picture = view.grab().toImage()
        at = QPoint(int(x * (picture.width() - 1)), int(y * (picture.height() - 1)))
        return QColor(picture.pixelColor(at)).lightness()

    def corners(self) -> tuple[int, ...]:
        """What shows in the four quarters of the picture, clockwise from the upper left."""
        wide, high = self.canvas.place.drawn
        view = self.canvas.viewport()
        right, down = wide / view.width() / 4, high / view.height() / 4
        around = ((-right, -down), (right, -down), (right, down), (-right, down))
        return tuple(self.grey_at(0.5 + x, 0.5 + y) for x, y in around)


@pytest.fixture
def onlooker(dressed_parts: QApplication, qtbot: QtBot, portal: Portal) -> Iterator[Onlooker]:
    """A viewer as large as in the window."""
    viewer = ImageViewer(portal)
    qtbot.addWidget(viewer)
    viewer.resize(932, 600)
    with qtbot.waitActive(viewer):
        viewer.show()
    person = Onlooker(portal, viewer, qtbot)
    viewer.shown.connect(lambda: person.shown.append(True))
    for name in ("older_wanted", "newer_wanted", "save_wanted", "retry_wanted"):
        getattr(viewer, name).connect(lambda name=name: person.asked.append(name))

    def refused(error: PortalError) -> None:
        person.troubles.append(error.trouble)

    viewer.refused.connect(refused)
    yield person
    viewer.clear()
