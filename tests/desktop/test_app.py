"""The whole program: one window over a real server, and its command line."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import app as program
from desktop.app import PortalWindow
from desktop.arguments import Wishes
from desktop.rehearsal import Rehearsal, modules
from desktop.services.portal import Stage, SyncStage
from desktop.services.settings import Places
from desktop.views.lock import LockPage
from desktop.views.main_window import MainPage
from desktop.views.sign_in import SignInPage
from tests.desktop.services.portal.conftest import fed_with_family
from tests.desktop.services.portal.practice import PASSWORD
from tests.serving import RunningServer, copied_server

__all__ = ["fed_with_family"]

HEAVY = {"sqlalchemy", "sqlcipher3", "requests", "cryptography", "keyring", "pypdf", "PIL"}


@pytest.fixture
def server(fed_with_family: Path, tmp_path: Path) -> Iterator[RunningServer]:
    with copied_server(fed_with_family, tmp_path / "server") as running:
        yield running


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Callable[[], PortalWindow]]:
    places = Places.under(tmp_path / "computer")
    places.make()
    windows: list[PortalWindow] = []

    def start() -> PortalWindow:
        window = program.start(Wishes(), places, qapp)
        windows.append(window)
        qtbot.addWidget(window)
        return window

    yield start
    for window in windows:
        window.close()


def sign_in(window: PortalWindow, server: RunningServer, qtbot: QtBot) -> None:
    session = window.portal.session
    opened: list[None] = []
    session.find_practice(server.url, owner=window, done=session.use_practice, failed=_fail)
    qtbot.waitUntil(lambda: window.portal.stage is Stage.SIGNED_OUT, timeout=20_000)
    session.sign_in(
        "elena.m",
        PASSWORD,
        remember=False,
        keep=False,
        owner=window,
        done=opened.append,
        failed=_fail,
    )
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    fresh = SyncStage.FRESH
    qtbot.waitUntil(lambda: window.portal.sync_state.stage is fresh, timeout=20_000)


def said(page: QWidget) -> str:
    """Every word of a page, seen or only spoken, and what its lists hold."""
    words = [one.accessibleName() for one in page.findChildren(QWidget)]
    words += [one.text() for one in page.findChildren(QLabel)]
    words += [one.text() for one in page.findChildren(QPushButton)]
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        words += [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    return " ".join(words)


def _fail(error: Exception) -> None:
    raise error


def test_it_starts_at_the_sign_in_page(
    qtbot: QtBot, open_window: Callable[[], PortalWindow]
) -> None:
    window = open_window()
    qtbot.waitSignal(window.painted)
    assert isinstance(window.page, SignInPage)


@pytest.mark.rule("SIGN-14")
def test_the_page_of_the_records_goes_when_it_is_locked_and_comes_back(
    qtbot: QtBot, server: RunningServer, open_window: Callable[[], PortalWindow]
) -> None:
    window = open_window()
    sign_in(window, server, qtbot)
    page = window.page
    assert isinstance(page, MainPage)
    qtbot.waitUntil(lambda: "Marlowe" in said(page))
    dialog = QDialog(window)
    dialog.show()
    with qtbot.waitSignal(page.destroyed):
        window.portal.lock()
    assert isinstance(window.page, LockPage)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: window.ahead, timeout=20_000)
    fresh = window.findChild(MainPage)
    assert fresh is not None
    assert "Marlowe" not in said(fresh)

    window.portal.session.unlock(PASSWORD, owner=window, done=lambda _none: None, failed=_fail)
    qtbot.waitUntil(lambda: isinstance(window.page, MainPage), timeout=20_000)


@pytest.mark.rule("SIGN-13")
def test_signing_out_leads_back_to_the_sign_in_page(
    qtbot: QtBot, server: RunningServer, open_window: Callable[[], PortalWindow]
) -> None:
    window = open_window()
    sign_in(window, server, qtbot)
    window.portal.sign_out()
    assert isinstance(window.page, SignInPage)
    assert window.windowTitle().endswith("Harbor Family Dental")


def test_the_size_is_remembered(open_window: Callable[[], PortalWindow]) -> None:
    first = open_window()
    first.resize(900, 700)
    first.close()
    again = open_window()
    assert (again.width(), again.height()) == (900, 700)


def test_a_folder_is_open_in_one_program_at_a_time(tmp_path: Path) -> None:
    first = program.lock_folder(tmp_path)
    assert first is not None
    assert program.lock_folder(tmp_path) is None
    first.unlock()


def test_the_rest_of_the_window_is_imported_between_events(qtbot: QtBot, qapp: QObject) -> None:
    rehearsal = Rehearsal(qapp)
    qtbot.waitUntil(lambda: rehearsal.done)
    assert set(modules()) <= set(sys.modules)


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
    )


def test_the_command_line_tells_version_and_tabs() -> None:
    assert command("--version").stdout.startswith("patient-portal 0.")
    assert command("--list-sections").stdout.split()[:2] == ["appointments", "account"]


def test_a_link_of_another_kind_is_refused() -> None:
    refused = command("https://harbor.example")
    assert refused.returncode == 2
    assert "patientportal://" in refused.stderr


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    words = f"import sys, desktop.app; print(sorted({HEAVY!r} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
