"""The system's notifications, over a real session bus (MAIL-9)."""

import os
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.views.news import words
from desktop.views.notifier import Notifier, TrayNotifier, system_notifier
from tests.session_bus import ADDRESS, Service, notification_service, session_bus

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="freedesktop.org's notifications")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with session_bus() as address:
        monkeypatch.setenv(ADDRESS, address)
        yield address


@pytest.fixture
def service(bus: str) -> Iterator[Service]:
    with notification_service(bus) as service:
        yield service


@pytest.fixture
def notifier(qtbot: QtBot) -> Iterator[Notifier]:
    owner = QObject()
    notifier = system_notifier(owner)
    yield notifier
    notifier.close()


@on_linux
@pytest.mark.rule("MAIL-9")
def test_it_says_one_line_and_a_click_comes_back(
    qtbot: QtBot, service: Service, notifier: Notifier
) -> None:
    notifier.tell("You have a new message from Harbor Family Dental")
    told = service.next()
    assert told["title"] == "You have a new message from Harbor Family Dental"
    assert told["text"] == ""
    assert told["actions"] == ["default", "Open"]
    with qtbot.waitSignal(notifier.clicked, timeout=10_000):
        service.tell("token 7 from-the-desktop")
        service.tell("click 7")
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "from-the-desktop"


@on_linux
def test_another_one_takes_its_place(qtbot: QtBot, service: Service, notifier: Notifier) -> None:
    notifier.tell("one")
    assert service.next()["id"] == 7
    qtbot.waitUntil(lambda: notifier._shown == 7)  # type: ignore[attr-defined]
    notifier.tell("two")
    assert service.next()["id"] == 7


@on_linux
def test_it_is_taken_back(qtbot: QtBot, service: Service, notifier: Notifier) -> None:
    notifier.tell("one")
    assert service.next()["id"] == 7
    qtbot.waitUntil(lambda: notifier._shown == 7)  # type: ignore[attr-defined]
    notifier.close()
    assert service.next() == {"closed": 7}


@on_linux
def test_other_programs_notifications_are_not_ours(
    qtbot: QtBot, service: Service, notifier: Notifier
) -> None:
    notifier.tell("one")
    service.next()
    clicks: list[bool] = []
    notifier.clicked.connect(lambda: clicks.append(True))
    qtbot.waitUntil(lambda: notifier._shown == 7)  # type: ignore[attr-defined]
    service.tell("click 8")
    service.tell("click 7")
    qtbot.waitUntil(lambda: bool(clicks))
    assert clicks == [True]


@on_linux
def test_without_a_service_or_a_bus_it_is_quiet(
    qtbot: QtBot, bus: str, notifier: Notifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    notifier.tell("nobody has this name on the bus")
    notifier.close()
    monkeypatch.setenv(ADDRESS, "unix:path=/nowhere/bus")
    notifier.tell("nobody answers")
    monkeypatch.delenv(ADDRESS)
    notifier.tell("nobody is known")
    assert notifier._line.bus is None  # type: ignore[attr-defined]


@on_linux
def test_a_bus_that_dies_is_called_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = QObject()
    notifier = system_notifier(owner)
    with session_bus() as address:
        monkeypatch.setenv(ADDRESS, address)
        notifier.tell("one")
        assert notifier._line.bus is not None  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: notifier._line.bus is None)  # type: ignore[attr-defined]
    with session_bus() as address, notification_service(address) as service:
        monkeypatch.setenv(ADDRESS, address)
        notifier.tell("two")
        assert service.next()["title"] == "two"
        notifier.close()


def test_where_the_tray_takes_no_messages_it_is_quiet(qtbot: QtBot) -> None:
    owner = QObject()
    notifier = TrayNotifier(owner)
    notifier.tell("no tray on this platform")
    notifier.close()
    assert notifier._tray is None


@pytest.mark.rule("MAIL-9")
def test_the_words_name_the_practice_and_nothing_else() -> None:
    assert words("Harbor Family Dental") == "You have a new message from Harbor Family Dental"
    assert words("") == "You have a new message"
