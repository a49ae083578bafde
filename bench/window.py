"""The window as the figures need it, in a process of its own: `python -m bench.window WHAT …`.

Prints one JSON list of numbers on the last line.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from bench.parts import LOGIN
from desktop.app import application
from desktop.models.vault.folder import VaultFolder, saved_copies
from desktop.models.vault.key import unwrap
from desktop.models.vault.vault import Vault
from desktop.services.portal import Stage
from desktop.services.portal.heavy import VAULTS
from desktop.services.settings import Places
from desktop.views.sections.appointments import AppointmentsView
from practice_server.demo import PASSWORD
from tests.journeys.driver import Program, begin, settle, wait

CHANGES: tuple[dict[str, object], ...] = (
    {"theme": "dark"},
    {"text_scale": 130},
    {"theme": "light"},
    {"text_scale": 200},
    {"text_scale": 100},
)
ROWS = "select body from record where kind = 'appointment' order by at desc limit 50"


class Painted(QObject):
    """Notes when a widget was painted while something was true."""

    def __init__(self, true: Callable[[], bool]) -> None:
        super().__init__()
        self._true = true
        self.at = 0.0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.at and self._true():
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or time.perf_counter()


class Heart(QObject):
    """Beats in the GUI thread; `longest` is the longest time that it could not, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._at = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """What was before does not count."""
        self.longest, self._at = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._at - 0.001)
        self._at = now


def unlock(app: QApplication, folder: Path) -> list[float]:
    """Seconds from the password to Appointments painted, and of the bare parts (floor)."""
    program = begin(folder, app)
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
    wait(lambda: offered(program) and program.window.ahead, "what is there while somebody types")
    copy = saved_copies(Places.under(folder).data / VAULTS)[0]
    floor = bare_unlock(copy.folder)
    start = time.perf_counter()
    program.portal.session.open_saved(copy, PASSWORD, owner=app, done=noted, failed=noted)
    painted = when_painted(program)
    program.close()
    return [painted - start, floor]


def offered(program: Program) -> bool:
    """Whether the sign-in page offers the saved copy, online or offline."""
    page = program.sign_in_page
    return page.form.saved.isVisible() or page.saved.isVisible()


def noted(_answer: object) -> None:
    """Nothing more to do with it."""


def when_painted(program: Program) -> float:
    """When the list of visits to come was painted with visits in it."""

    def filled() -> bool:
        page = program.window.page
        tabs = getattr(page, "tabs", None)
        view = tabs.section() if tabs is not None else None
        return isinstance(view, AppointmentsView) and view.upcoming.rowCount() > 0

    seen = Painted(filled)
    view = program.window.findChild(AppointmentsView)
    assert isinstance(view, AppointmentsView)
    view.upcoming_panel.list.viewport().installEventFilter(seen)
    wait(lambda: seen.at, "Appointments")
    return seen.at


def bare_unlock(folder: Path) -> float:
    """Argon2id with the same parameters, opening the file and reading 50 rows raw; seconds."""
    place = VaultFolder(folder)
    start = time.perf_counter()
    vault = Vault.open(place, unwrap(place.header().wrapped, PASSWORD))
    with vault.reading() as connection:
        connection.exec_driver_sql(ROWS).fetchall()
    seconds = time.perf_counter() - start
    vault.close()
    return seconds


def first_sync(app: QApplication, folder: Path) -> list[float]:
    """The longest block of the GUI thread, in seconds, from signing in to all records here."""
    program = begin(folder, app)
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
    wait(lambda: program.window.ahead, "what is there while somebody types")
    settle()
    heart = Heart()
    program.sign_in(LOGIN, PASSWORD)
    longest = heart.longest
    program.close()
    return [longest]


def memory(app: QApplication, folder: Path) -> list[float]:
    """Bytes that the program holds with everything synced and both tabs shown."""
    program = begin(folder, app)
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
    program.sign_in(LOGIN, PASSWORD)
    for tab in (1, 0, 1, 0):
        program.go_to(tab)
        wait(program.section.isVisible, "the tab")
        settle()
    wait(lambda: not program.main.footer.progress.isVisible(), "the statements")
    gc.collect()
    held = psutil.Process().memory_full_info().uss
    program.close()
    return [float(held)]


def look(app: QApplication, folder: Path) -> list[float]:
    """The longest block of the GUI thread, in seconds, by any change of theme or text size."""
    program = begin(folder, app)
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "the sign-in page")
    program.sign_in(LOGIN, PASSWORD)
    for tab in (1, 0):
        program.go_to(tab)
        wait(program.section.isVisible, "the tab")
        rest()
    wait(lambda: not program.main.footer.progress.isVisible(), "the statements")
    heart = Heart()
    for change in CHANGES:
        program.portal.change_settings(**change)
        rest()
    longest = heart.longest
    program.close()
    return [longest]


def rest() -> None:
    """Let the window live for a second, more than any change takes."""
    loop = QEventLoop()
    QTimer.singleShot(1000, loop.quit)
    loop.exec()


def main() -> int:
    """Do what the command line names; 0."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    does = {"unlock": unlock, "first_sync": first_sync, "memory": memory, "look": look}[what]
    app = application(sys.argv)
    found = does(app, folder)
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
