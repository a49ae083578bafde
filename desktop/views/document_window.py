"""A window for one file of a person's own; any number of them, beside the program's one window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from desktop.services.portal import Portal
from desktop.views.keys import next_scale
from desktop.views.opening import Opening
from desktop.views.own import OWN
from desktop.views.theme import look
from desktop.views.viewers.own import OwnView
from desktop.views.widgets.focus_ring import FocusRing

translate = QCoreApplication.translate
USUAL_SIZE, SMALLEST_SIZE = QSize(960, 780), QSize(640, 480)
STEP = 28  # pixels from one window to the next


class DocumentWindow(QMainWindow):
    """Its title is the file's name; it deletes itself when it is closed.

    It stays when the records are locked, since nothing of theirs is in it: the file was opened from
    a folder of the person's, who can open it there with any other program. It closes with the
    program, which has nothing to show it with any more.
    """

    def __init__(self, portal: Portal, path: Path) -> None:
        super().__init__()
        self._portal = portal
        self.setProperty(OWN, True)  # noqa: FBT003 - see desktop.views.own
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = portal.opening.name(path)
        self.setWindowTitle(name.replace("[*]", "[*][*]"))  # which Qt would take for a mark
        self.view = OwnView(portal.opening, path)
        self.view.setAccessibleName(name)
        self.setCentralWidget(self.view)
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(USUAL_SIZE)
        self._bind("Esc", self.close)
        self._bind(QKeySequence.StandardKey.Close, self.close)
        self._bind("Ctrl+W", self.close)
        self._bind(QKeySequence.StandardKey.ZoomIn, lambda: self._step_scale(1))
        self._bind("Ctrl+=", lambda: self._step_scale(1))
        self._bind(QKeySequence.StandardKey.ZoomOut, lambda: self._step_scale(-1))
        self._bind("Ctrl+0", lambda: self._step_scale(0))
        self.opening = Opening(portal, self)
        self.ring = FocusRing(self)
        look.carry(self)
        portal.opening.ended.connect(self.close)

    def _bind(self, keys: str | QKeySequence.StandardKey, do: Callable[[], object]) -> None:
        sequence = QKeySequence(keys)
        taken = [one.key() for one in self.findChildren(QShortcut)]
        if not sequence.isEmpty() and sequence not in taken:
            QShortcut(sequence, self).activated.connect(do)

    def _step_scale(self, step: int) -> None:
        """The text size of the program, where the viewer has no zoom of its own."""
        scale = self._portal.settings.text_scale
        self._portal.change_settings(text_scale=next_scale(scale, step))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.stop()
        super().closeEvent(event)


class DocumentWindows(QObject):
    """Those that are open. One for a portal, whichever page asks for it."""

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal)
        self._portal = portal
        self.open: list[DocumentWindow] = []

    @classmethod
    def of(cls, portal: Portal) -> "DocumentWindows":
        """The portal's."""
        return portal.findChild(cls) or cls(portal)

    def show(self, path: Path) -> DocumentWindow:
        """Open a file in a window of its own, a little below the last one."""
        window = DocumentWindow(self._portal, path)
        if self.open:
            last = self.open[-1]
            window.resize(last.size())
            window.move(last.pos().x() + STEP, last.pos().y() + STEP)
        self.open.append(window)
        window.destroyed.connect(lambda: self.open.remove(window))
        window.show()
        window.raise_()
        window.activateWindow()
        return window
