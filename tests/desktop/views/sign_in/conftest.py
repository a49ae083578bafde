"""A practice server, and the sign-in page of a fresh computer before it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.portal import Portal, Stage
from desktop.services.settings import Places, SettingsFile
from desktop.views.sign_in import SignInPage
from portal_protocol.feed import Access, FeedItem
from portal_protocol.offices import Hours
from portal_protocol.records import Clinic, PatientId, Person, Practice
from tests.desktop.views.look import dressed
from tests.serving import RunningServer, running_server

__all__ = ["dressed"]

PASSWORD = "harbor-demo-2026"
ELENA = PatientId("elena")


def practice() -> Practice:
    """The practice of these tests."""
    hours = tuple(Hours(day, "08:00", "17:00") for day in range(5))
    pier = Clinic(
        id="pier",
        name="Pier Street office",
        time_zone="America/New_York",
        phone="(555) 555-0142",
        email="hello@harbor.example",
        address=("18 Pier Street", "Port Alder"),
        hours=hours,
    )
    lake = Clinic(id="lake", name="Lakeside office", time_zone="America/Denver", phone="555-0177")
    return Practice(id="practice", name="Harbor Family Dental", clinics=(pier, lake))


def items() -> list[FeedItem]:
    """The practice, one patient, and her access."""
    elena = Person(
        id=ELENA,
        patient=ELENA,
        first_name="Elena",
        last_name="Marlowe",
        birthdate=date(1984, 5, 2),
    )
    access = Access(id="a-elena", patient=ELENA, user_name="elena.m", password=PASSWORD)
    return [practice(), elena, access]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests of a file; a test that stops it starts it again."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        running.feed(items())
        yield running


@dataclass
class Visitor:
    """A person before the sign-in page."""

    portal: Portal
    page: SignInPage
    window: QMainWindow
    qtbot: QtBot
    server: RunningServer

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(true, timeout=20_000)

    def click(self, button: QWidget) -> None:
        """Press a button with the mouse."""
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, edit: QWidget, text: str) -> None:
        """Type into a field, in the place of what is there."""
        self.qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClick(edit, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(edit, text)

    def find_practice(self) -> None:
        """Give the practice's address and accept what is shown."""
        self.type(self.page.address.address_edit, self.server.url)
        self.click(self.page.address.button)
        self.wait(self.page.address.yes.isVisible)
        self.click(self.page.address.yes)
        self.wait(lambda: self.portal.stage is Stage.SIGNED_OUT)

    def sign_in(self, password: str = PASSWORD) -> None:
        """Fill in the form and press Enter."""
        self.type(self.page.form.user_edit, "elena.m")
        self.type(self.page.form.secret_edit, password)
        self.qtbot.keyClick(self.page.form.secret_edit, Qt.Key.Key_Return)


Arrive = Callable[[], Visitor]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of one computer."""
    places = Places.under(tmp_path / "computer")
    places.make()
    return places


@pytest.fixture
def arrive(
    dressed: object, qtbot: QtBot, server: RunningServer, places: Places
) -> Iterator[Arrive]:
    """Opens the program on this computer, again and again."""
    opened: list[Visitor] = []

    def begin() -> Visitor:
        portal = Portal(SettingsFile(places.config), places)
        window, page = QMainWindow(), SignInPage(portal)
        window.setCentralWidget(page)
        window.resize(1280, 820)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        opened.append(Visitor(portal, page, window, qtbot, server))
        return opened[-1]

    yield begin
    for visitor in opened:
        visitor.portal.close()


@pytest.fixture
def visitor(arrive: Arrive) -> Visitor:
    """A person who opens the program for the first time."""
    return arrive()
