"""A new message while nobody looks at the window: one word of it, and nothing of its content
(MAIL-9)."""

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.portal import NEW_MESSAGE, Badges, Portal, Stage
from desktop.views.notifier import Notifier, system_notifier
from portal_protocol.records import Section

translate = QCoreApplication.translate


class News(QObject):
    """`window` is what a click brings to the front."""

    def __init__(self, portal: Portal, window: QWidget) -> None:
        super().__init__(portal)
        self._portal, self._window = portal, window
        self._notifier: Notifier | None = None  # made when first needed: most never need it
        portal.changed.connect(self._on_changed)
        portal.stage_changed.connect(self._on_stage)
        portal.badges_changed.connect(self._on_badges)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._on_window)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        wanted = self._portal.settings.notifications and self._portal.stage is Stage.OPEN
        if NEW_MESSAGE in kinds and wanted and not self._is_looked_at():
            practice = self._portal.practice
            self._made().tell(words(practice.name if practice else ""))

    def _made(self) -> Notifier:
        if self._notifier is None:
            self._notifier = system_notifier(self)
            self._notifier.clicked.connect(self._on_clicked)
        return self._notifier

    def _is_looked_at(self) -> bool:
        """Whether any window of the program is in front of a person."""
        return QApplication.activeWindow() is not None and not self._window.isMinimized()

    def _on_stage(self, stage: Stage) -> None:
        """A click still brings the lock page to the front; who has signed out is left alone."""
        if stage in {Stage.SIGNED_OUT, Stage.NO_PRACTICE}:
            self._take_back()

    def _on_badges(self, badges: Badges) -> None:
        if not badges.webmail:
            self._take_back()

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None and self._is_looked_at():
            self._take_back()

    def _take_back(self) -> None:
        """What it said is known, or is for nobody's eyes now."""
        if self._notifier is not None:
            self._notifier.close()

    def _on_clicked(self) -> None:
        from desktop.views.main_window import MainPage  # noqa: PLC0415 - after first paint

        self._take_back()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        page = self._window.findChild(MainPage)
        if page is not None and self._portal.stage is Stage.OPEN:
            page.tabs.go_to_part(Section.WEBMAIL)


def words(practice: str) -> str:
    """All that is ever said."""
    if not practice:
        return translate("News", "You have a new message")
    return translate("News", "You have a new message from %1").replace("%1", practice)
