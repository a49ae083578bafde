"""Puts everything together; the only module that sees all layers.

Before the first paint nothing is imported that the sign-in page does not need; the rest comes in
a lane while the patient reads it (`Portal.warm_up`), and the main page is built ahead, empty, while
nobody waits for it; at the latest while the key is derived (`Portal.entering`).
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLockFile, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from desktop import collector
from desktop.arguments import VERSION, Wishes, parse
from desktop.hooks import Hooks
from desktop.models.items.format import zone_name
from desktop.services.portal import Portal, Settings, Stage
from desktop.services.settings import Places, SettingsFile
from desktop.views.own import others
from desktop.views.sign_in import SignInPage
from desktop.views.theme import look
from portal_protocol.records import Kind

translate = QCoreApplication.translate

USUAL_SIZE = (1280, 820)
SMALLEST_SIZE = (640, 480)
IN_USE = 3
TURN = 0.001  # seconds that a worker goes on while the window wants to
AHEAD = 100  # milliseconds of rest before the main page is made in advance
SETTLED = 5000  # milliseconds after the first paint, when the main page is usually there


class PortalWindow(QMainWindow):
    """The one window: sign-in, the records, or the lock, as the portal's stage says."""

    painted = Signal()  # once, after the first paint

    def __init__(self, portal: Portal) -> None:
        super().__init__()
        self.portal = portal
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)  # before its pages: a tree that moves is styled again
        self._main: QWidget | None = None
        self._lock: QWidget | None = None
        self._sign_in = self._add(SignInPage(portal, self._pages))
        self._seen = False
        self._ahead = QTimer(self, singleShot=True, interval=AHEAD)
        self._ahead.timeout.connect(self._build_ahead)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*(portal.settings.window or USUAL_SIZE))
        portal.stage_changed.connect(self._on_stage)
        portal.entering.connect(self._on_entering)
        portal.changed.connect(self._on_changed)
        self._on_stage(portal.stage)

    @property
    def page(self) -> QWidget:
        """The page that is shown now."""
        return self._pages.currentWidget() or self._sign_in

    def build_main_page(self) -> QWidget:
        """The page of the records; made when first needed, and anew after each lock."""
        if self._main is None:
            from desktop.views.main_window import MainPage  # noqa: PLC0415 - after first paint

            self._main = self._add(MainPage(self.portal))
        return self._main

    @property
    def ahead(self) -> bool:
        """Whether the page of the records is made."""
        return self._main is not None

    def _build_ahead(self) -> None:
        """Make that page while nobody waits for it. It holds nothing of a patient: none is in."""
        if self.portal.stage in (Stage.SIGNED_OUT, Stage.LOCKED) and self._main is None:
            from desktop.views import main_window  # noqa: PLC0415, F401 - one step: its imports

            QTimer.singleShot(0, self, self._settle_ahead)

    def _settle_ahead(self) -> None:
        """The next step: its widgets, at their size, styled."""
        if self.portal.stage is Stage.OPEN or not self._seen:
            return
        page = self.build_main_page()
        page.resize(self._pages.size())
        page.grab()
        practice = self.portal.practice
        for clinic in practice.clinics if practice else ():
            zone_name(datetime.now(UTC), clinic.time_zone)  # the first time, Qt reads its tables

    def _add(self, page: QWidget) -> QWidget:
        self._pages.addWidget(page)
        page.windowTitleChanged.connect(self._name)
        return page

    def _on_entering(self) -> None:
        QTimer.singleShot(0, self, self.build_main_page)

    def _on_stage(self, stage: Stage) -> None:
        if stage is Stage.OPEN:
            self._show(self.build_main_page())
        elif stage is Stage.LOCKED:
            self._show(self._lock_page())
            self._clear()
        else:
            self._show(self._sign_in)
            self._clear()
        if self._seen:
            self._ahead.start()

    def _lock_page(self) -> QWidget:
        if self._lock is None:
            from desktop.views.lock import LockPage  # noqa: PLC0415 - after first paint

            self._lock = self._add(LockPage(self.portal))
        return self._lock

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._name()

    def _clear(self) -> None:
        """Remove every trace of the patient from the screen: the page, dialogs, viewers."""
        for widget in others(self):
            widget.close()
        page, self._main = self._main, None
        if page is not None:
            self._pages.removeWidget(page)
            page.deleteLater()

    def _name(self) -> None:
        practice = self.portal.practice
        parts = [self.page.windowTitle(), practice.name if practice else ""]
        program = translate("Window", "Patient portal")
        self.setWindowTitle(" - ".join(part for part in parts if part) or program)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if Kind.PRACTICE in kinds:
            self._name()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self._ahead.start()
            QTimer.singleShot(0, self, self.painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        size = (self.width(), self.height())
        if not self.isMaximized():
            self.portal.change_settings(window=size, maximized=False)
        else:
            self.portal.change_settings(maximized=True)
        self.hide()
        self.portal.close()
        super().closeEvent(event)


def dress(app: QApplication, portal: Portal) -> None:
    """Make the look what the settings and the practice say, now and when they change."""

    def apply(settings: Settings) -> None:
        look.apply(
            app,
            settings.theme,
            settings.text_scale / 100,
            system_font=settings.system_font,
            reduced_motion=settings.reduced_motion,
            accent=portal.practice.accent if portal.practice else "",
        )

    shown = portal.settings

    def on_settings(settings: Settings) -> None:
        nonlocal shown
        names = ("theme", "text_scale", "system_font", "reduced_motion")
        if any(getattr(settings, name) != getattr(shown, name) for name in names):
            apply(settings)
        shown = settings

    def on_changed(kinds: frozenset[str]) -> None:
        if Kind.PRACTICE in kinds:
            look.set_practice_accent(app, portal.practice.accent if portal.practice else "")

    apply(shown)
    portal.settings_changed.connect(on_settings)
    portal.changed.connect(on_changed)


def section_names() -> list[str]:
    """The tabs that this program has, in order; the frozen program is asked this."""
    import desktop.views.sections  # noqa: PLC0415 - only for the list
    from desktop.views.section import discover  # noqa: PLC0415

    return [name for name, _spec in discover(desktop.views.sections)]


def lock_folder(folder: Path) -> QLockFile | None:
    """The lock of a data folder, None when another program has it."""
    lock = QLockFile(str(folder / "in-use.lock"))
    return lock if lock.tryLock(0) else None


def application(argv: Sequence[str]) -> QApplication:
    """The one QApplication with the program's names."""
    app = QApplication([*argv[:1], "-style", "Fusion"])
    app.setProperty("fusion", True)  # noqa: FBT003 - see desktop.views.theme.look
    app.setApplicationName("patient-portal")
    app.setApplicationDisplayName(translate("Window", "Patient portal"))
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("patient-portal")
    return app


def say_in_use() -> None:
    """Tell that the program is open already with this folder."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - rare

    title = translate("Window", "Patient portal is already open")
    text = translate("Window", "Look for its window. It can be open once at a time.")
    QMessageBox.information(None, title, text)


def start(wishes: Wishes, places: Places, app: QApplication) -> PortalWindow:
    """Build the program and show its window; what can wait follows the first paint."""
    collector.only_when_asked()
    settings = SettingsFile(places.config)
    portal = Portal(settings, places, invited="" if wishes.fill_in else wishes.invited)
    hooks = Hooks(portal.failed.emit)
    hooks.install()
    portal.destroyed.connect(hooks.remove)
    dress(app, portal)
    window = PortalWindow(portal)
    portal.setParent(window)
    window.painted.connect(_after_paint(window, places), Qt.ConnectionType.SingleShotConnection)
    if wishes.fill_in:
        window.painted.connect(lambda: _fill_in(window, wishes))
    window.showMaximized() if settings.values.maximized else window.show()
    return window


def _fill_in(window: PortalWindow, wishes: Wishes) -> None:
    from desktop.views.demo import fill_in  # noqa: PLC0415 - the demo only

    fill_in(window.portal, window.page, wishes.invited, wishes.fill_in)


def _after_paint(window: PortalWindow, places: Places) -> Callable[[], None]:
    def go() -> None:
        portal = window.portal
        from desktop.rehearsal import Rehearsal  # noqa: PLC0415
        from desktop.services.reports import start_log  # noqa: PLC0415 - after first paint
        from desktop.views.attention import watch  # noqa: PLC0415

        watch(portal, window)
        sys.setswitchinterval(TURN)
        QTimer.singleShot(SETTLED, portal, collector.settle)
        looks = QTimer(portal)
        looks.timeout.connect(collector.look)
        looks.start(collector.PERIOD)
        with suppress(OSError):
            start_log(places.cache)
        portal.warm_up()
        Rehearsal(portal)
        if portal.stage is Stage.SIGNED_OUT:
            portal.session.resume(owner=portal, done=lambda _opened: None)

    return go


def run(argv: Sequence[str], places: Places | None = None) -> int:
    """The whole program; its exit status."""
    wishes = parse(argv[1:])
    if wishes.list_sections:
        sys.stdout.write("\n".join(section_names()) + "\n")
        return 0
    if places is None:
        places = Places.under(wishes.data) if wishes.data else Places.of_user()
    places.make()
    app = application(argv)
    lock = lock_folder(places.data)
    if lock is None:
        say_in_use()
        return IN_USE
    window = start(wishes, places, app)
    try:
        return app.exec()
    finally:
        window.portal.close()
        lock.unlock()
