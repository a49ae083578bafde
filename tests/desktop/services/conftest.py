"""A real practice with families of its own for each test, and doors to new computers."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.services.addresses import Address
from desktop.services.client import Client
from desktop.services.context import Context
from desktop.services.live import Live
from desktop.services.session import Door
from desktop.services.sync import Sync
from desktop.services.transport import Patience
from portal_protocol.feed import Access
from portal_protocol.records import (
    Appointment,
    Clinic,
    Confirmation,
    PatientId,
    Person,
    Practice,
    Statement,
)
from tests.serving import RunningServer, running_server

PASSWORD = "harbor-demo-2026"
CLINIC = Clinic(
    id="pier",
    name="Pier Street",
    time_zone="America/Halifax",
    address=("12 Pier Street", "Harbor"),
)
PRACTICE = Practice(id="practice", name="Harbor Family Dental", clinics=(CLINIC,))
SOON = (datetime.now(UTC) + timedelta(days=20)).replace(minute=0, second=0, microsecond=0)
_numbers = itertools.count(1)


@dataclass
class Family:
    """One patient with a login at a running server, and ways to bring them records."""

    server: RunningServer
    patient: PatientId
    user_name: str
    password: str = PASSWORD

    def feed_access(self, *, enabled: bool = True, password: str | None = None) -> None:
        self.server.feed(
            [
                Access(
                    id=f"access-{self.patient}",
                    patient=self.patient,
                    user_name=self.user_name,
                    password=password,
                    enabled=enabled,
                )
            ]
        )

    def visit(self, name: str = "visit", at: datetime = SOON) -> Appointment:
        visit = Appointment(
            id=f"{name}-{self.patient}",
            patient=self.patient,
            at=at,
            clinic="pier",
            confirmation=Confirmation.ASKED,
            description="Crown, molar",
            length_minutes=40,
        )
        self.server.feed([visit])
        return visit

    def statement(self, content: bytes, name: str = "statement", days_ago: int = 30) -> Statement:
        statement = Statement(
            id=f"{name}-{self.patient}",
            patient=self.patient,
            at=datetime.now(UTC) - timedelta(days=days_ago),
            blobs=(self.server.feed_blob(content),),
        )
        self.server.feed([statement])
        return statement


@dataclass
class Computer:
    """One installation of the program: its saved copies, and the copies that it opened."""

    door: Door
    opened: list[Live]
    clients: list[Client]

    def client(self, url: str) -> Client:
        self.clients.append(Client(Address(url)))
        return self.clients[-1]

    def sign_in(
        self,
        family: Family,
        password: str = "",
        *,
        url: str = "",
        remember: bool = True,
        keep: bool = False,
    ) -> Live:
        client = self.client(url or family.server.url)
        live = self.door.sign_in(
            client,
            family.user_name,
            password or family.password,
            remember=remember,
            keep=keep,
        )
        return self.also(live)

    def synced(self, family: Family, *, url: str = "") -> Live:
        live = self.sign_in(family, url=url)
        Sync(live).run(Context())
        return live

    def also(self, live: Live) -> Live:
        self.opened.append(live)
        return live


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("practice")) as server:
        server.feed([PRACTICE])
        yield server


def new_family(server: RunningServer) -> Family:
    number = next(_numbers)
    patient = PatientId(f"p{number}")
    person = Person(id=patient, patient=patient, first_name="Elena", last_name="Marlowe")
    server.feed([PRACTICE, person])
    family = Family(server, patient, f"elena.{number}")
    family.feed_access(password=PASSWORD)
    return family


@pytest.fixture
def family(practice: RunningServer) -> Family:
    return new_family(practice)


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[Callable[[], Computer]]:
    made: list[Computer] = []

    def another() -> Computer:
        made.append(Computer(Door(tmp_path / f"computer{len(made)}"), [], []))
        return made[-1]

    yield another
    for computer in made:
        for live in computer.opened:
            live.close()
        for client in computer.clients:
            client.close()


@pytest.fixture
def computer(computers: Callable[[], Computer]) -> Computer:
    return computers()


@pytest.fixture
def clients() -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def make(url: str, patience: Patience | None = None) -> Client:
        made.append(Client(Address(url), patience=patience))
        return made[-1]

    yield make
    for client in made:
        client.close()
