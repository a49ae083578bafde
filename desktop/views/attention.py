"""Whether a person is at the program: it locks when none is, and tells news to those away."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.services.portal import Portal, Stage
from desktop.views import clipboard
from desktop.views.news import News

_ACTIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Attention(QObject):
    """Signs of a person at any window (SIGN-14).

    Watches each window that gets the focus; a filter on the whole program would be asked about
    every event of every widget.
    """

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal)
        self._portal = portal
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus)
            self._on_focus(app.focusWindow())

    def _on_focus(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVE:
            self._portal.stay_awake()
        return False


def watch(portal: Portal, window: QWidget) -> None:
    """Begin, for as long as there is this portal."""
    Attention(portal)
    News(portal, window)
    portal.stage_changed.connect(_forget_copied)


def _forget_copied(stage: Stage) -> None:
    if stage is not Stage.OPEN:
        clipboard.forget()
