"""A practice server with the demo practice, and new computers that run the program."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from practice_server.demo import PASSWORD, feed
from tests import mailing
from tests.desktop.views.look import dressed
from tests.journeys.driver import Program, begin, settle
from tests.journeys.transmissions import mailing_server
from tests.practice_server.mail.post import Post, post_office
from tests.serving import RunningServer, copied_server, running_server

__all__ = ["dressed"]

OpenProgram = Callable[..., Program]
SignedIn = Callable[..., Program]

OFFSCREEN = ("does not support raise", "does not support grabbing", "propagateSizeHints")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the platform without a screen says of every menu and dialog is no fault."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore(*OFFSCREEN))


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An American computer in the zone of the Pier Street office, with a home of its own."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("HOME", str(tmp_path))
    time.tzset()
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def fed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a server that was fed with the demo practice, and stopped; the first worker
    that asks makes it for all."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "fed"
    making = QLockFile(f"{folder}.lock")
    making.setStaleLockTime(0)  # however long it takes
    assert making.lock()
    try:
        if not folder.exists():
            with running_server(folder.with_name("feeding")) as server:
                feed(server.url, server.feed_key)
            folder.with_name("feeding").rename(folder)
    finally:
        making.unlock()
    return folder


@pytest.fixture(scope="session")
def calm_practice(fed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests that change nothing at the practice."""
    with copied_server(fed, tmp_path_factory.mktemp("calm") / "server") as server:
        yield server


@pytest.fixture
def practice(fed: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server for a test that changes something at the practice."""
    with copied_server(fed, tmp_path / "server") as server:
        yield server


@pytest.fixture
def post() -> Iterator[Post]:
    """The mail server that a practice sends by."""
    with post_office() as made:
        yield made


@pytest.fixture
def mailing_practice(fed: Path, tmp_path: Path, post: Post) -> Iterator[RunningServer]:
    """A practice that sends care summaries by e-mail."""
    with mailing_server(fed, tmp_path / "server", post) as server:
        yield server


@pytest.fixture
def computer(tmp_path: Path) -> Path:
    """The folder of a computer that never ran the program."""
    return tmp_path / "computer"


@pytest.fixture
def open_program(qtbot: QtBot, dressed: QApplication, computer: Path) -> Iterator[OpenProgram]:
    """Starts the program on the computer; what is still open at the end is closed."""
    opened: list[Program] = []

    def start(*, practice: str = "", on: Path = computer) -> Program:
        program = begin(on, dressed, practice=practice)
        opened.append(program)
        return program

    yield start
    for program in opened:
        program.close()
    settle()


@pytest.fixture
def signed_in(open_program: OpenProgram) -> SignedIn:
    """A new computer on which somebody has just signed in."""

    def sign_in(server: RunningServer, user_name: str = "elena.m", **where: Path) -> Program:
        program = open_program(**where)
        program.give_address(server.url)
        program.sign_in(user_name, PASSWORD)
        return program

    return sign_in


@pytest.fixture
def letters(practice: RunningServer) -> RunningServer:
    """A practice that wrote these messages and no others."""
    mailing.clear(practice)
    mailing.let_write(practice)
    practice.feed([*mailing.inbox(), *mailing.secure()])
    return practice
