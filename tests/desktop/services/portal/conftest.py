"""A real practice server with a small family, and a portal over real folders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.portal import Portal, PortalError, Stage, SyncStage
from desktop.services.settings import Places, SettingsFile
from portal_protocol.records import Kind
from tests.desktop.services.portal.mailing import webmail
from tests.desktop.services.portal.practice import PASSWORD, PDF, family
from tests.serving import RunningServer, running_server


@dataclass
class Patient:
    """A portal with a person in front of it who waits for what shows."""

    portal: Portal
    qtbot: QtBot
    server: RunningServer
    places: Places
    changes: list[frozenset[str]] = field(default_factory=list)
    reasons: list[object] = field(default_factory=list)
    failures: list[PortalError] = field(default_factory=list)

    def ask(self, call: Callable[..., object], *args: object, **named: object) -> Any:
        """What a face answers with; raises the PortalError it fails with."""
        answers: list[Any] = []
        failures: list[PortalError] = []
        call(
            *args, **named, owner=self.portal, done=answers.append, **_failed(call, failures.append)
        )
        self.qtbot.waitUntil(lambda: bool(answers or failures), timeout=20_000)
        if failures:
            raise failures[0]
        return answers[0]

    def check_stage(self, stage: Stage) -> None:
        """Fail unless the window shows this page now."""
        assert self.portal.stage is stage

    def use_practice(self) -> None:
        """Find the practice and keep it (SIGN-1)."""
        self.portal.session.use_practice(
            self.ask(self.portal.session.find_practice, self.server.url)
        )

    def sign_in(self, password: str = PASSWORD, *, keep: bool = False) -> None:
        """Sign in, and wait until everything has come."""
        if self.portal.stage is Stage.NO_PRACTICE:
            self.use_practice()
        self.ask(self.portal.session.sign_in, "elena.m", password, remember=True, keep=keep)
        self.wait_fresh()

    def wait_fresh(self) -> None:
        """Wait for the end of a round, and for what it changed to be told."""
        self.wait(lambda: self.portal.sync_state.stage is SyncStage.FRESH)
        self.wait(lambda: bool(self.portal.people))

    def wait_offline(self) -> None:
        """Wait until the program has noticed that nobody answers."""
        self.wait(lambda: self.portal.sync_state.stage is SyncStage.OFFLINE)

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(true, timeout=20_000)

    def wait_asking(self, call: Callable[..., object], true: Callable[[Any], bool]) -> Any:
        """Ask again after each change until the answer is as expected."""
        for _ in range(50):
            before = len(self.changes)
            answer = self.ask(call)
            if true(answer):
                return answer
            self.wait(lambda before=before: len(self.changes) > before)  # type: ignore[misc]
        raise AssertionError(answer)


def _failed(call: Callable[..., object], note: Callable[[PortalError], None]) -> dict[str, Any]:
    code = call.__code__ if hasattr(call, "__code__") else call.__func__.__code__  # type: ignore[attr-defined]
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return {"failed": note} if "failed" in names else {}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """A practice server with the family in it."""
    with running_server(tmp_path / "server") as running:
        running.feed(family(running.feed_blob(PDF)))
        yield running


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of one computer."""
    places = Places.under(tmp_path / "computer")
    places.make()
    return places


@pytest.fixture
def start(qtbot: QtBot, server: RunningServer, places: Places) -> Iterator[Callable[[], Patient]]:
    """Starts the program's portal; again after the first was closed."""
    portals: list[Portal] = []

    def begin() -> Patient:
        portal = Portal(SettingsFile(places.config), places)
        portals.append(portal)
        patient = Patient(portal, qtbot, server, places)
        portal.changed.connect(patient.changes.append)
        portal.signed_out.connect(patient.reasons.append)
        portal.failed.connect(patient.failures.append)
        return patient

    yield begin
    for portal in portals:
        portal.close()


@pytest.fixture
def patient(start: Callable[[], Patient]) -> Patient:
    """A portal that knows no practice yet."""
    return start()


@pytest.fixture
def mail(patient: Patient) -> Patient:
    """Signed in to a practice with WebMail and two unread messages."""
    patient.server.feed(webmail(patient.server))
    patient.sign_in()
    patient.wait(lambda: patient.portal.badges.webmail == 2)
    return patient


__all__ = ["Kind", "Patient"]
