"""The main page over a real portal, in front of a real practice server."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.views.main_window import MainPage
from desktop.views.sections.account import AccountView
from desktop.views.sections.appointments import AppointmentsView
from desktop.views.widgets.buttons import Button
from tests.desktop.services.portal.conftest import Patient, patient, places, start
from tests.desktop.services.portal.practice import family
from tests.desktop.views.look import dressed, dressed_parts
from tests.serving import RunningServer, copied_server, running_server

__all__ = ["dressed", "dressed_parts", "patient", "places", "start"]

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@pytest.fixture(autouse=True)
def american(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clinic's own zone and an American locale."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    monkeypatch.setenv("TZ", "America/Chicago")
    time.tzset()
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server that was fed with the family, and stopped."""
    folder = tmp_path_factory.mktemp("family")
    with running_server(folder) as running:
        running.feed(family(running.feed_blob(PDF)))
    return folder


@pytest.fixture(scope="module")
def server(fed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests of a file that change nothing there."""
    with copied_server(fed, tmp_path_factory.mktemp("main") / "server") as running:
        yield running


class Window:
    """The page, and what a person sees and does on it."""

    def __init__(self, page: MainPage, patient: Patient, qtbot: QtBot) -> None:
        self.page, self.patient, self.qtbot = page, patient, qtbot
        self.portal = patient.portal

    @property
    def appointments(self) -> AppointmentsView:
        self.page.tabs.go_to(0)
        section = self.page.tabs.section()
        assert isinstance(section, AppointmentsView)
        return section

    @property
    def account(self) -> AccountView:
        self.page.tabs.go_to(1)
        section = self.page.tabs.section()
        assert isinstance(section, AccountView)
        return section

    def wait(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def cards(self) -> list[str]:
        """The titles on the cards that are shown."""
        deck = self.appointments.deck
        return [] if deck.isHidden() else [card.title for card in deck.cards()]

    def card_chips(self) -> list[str]:
        """The states on the cards."""
        return [card.chip.text for card in self.appointments.deck.cards() if card.chip]

    def press(self, text: str) -> None:
        """Press the first button of the cards with this word."""
        buttons = self.appointments.deck.findChildren(Button)
        next(button for button in buttons if button.text() == text).click()

    def texts(self) -> list[str]:
        """Every label that can be seen."""
        return [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]

    def upcoming(self) -> list[str]:
        return [row.spoken for row in self.appointments.upcoming.rows]

    def past(self) -> list[str]:
        return [row.title for row in self.appointments.past.rows]


@pytest.fixture
def window(qtbot: QtBot, patient: Patient, dressed: QApplication) -> Iterator[Callable[[], Window]]:
    """Signs in and shows the page."""
    pages: list[MainPage] = []

    def show() -> Window:
        patient.sign_in()
        page = MainPage(patient.portal)
        pages.append(page)
        page.resize(1280, 788)
        with qtbot.waitExposed(page):
            page.show()
        made = Window(page, patient, qtbot)
        made.wait(lambda: made.appointments.past.loaded)
        return made

    yield show
    for page in pages:
        page.close()
        page.deleteLater()
