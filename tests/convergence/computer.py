"""A real computer of a patient: its vault, its way to the practice, and how it loses its power."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from desktop.models.shown import Pending
from desktop.models.unreadable import Unreadable
from desktop.models.vault import indexing, outbox, queries, streams
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.tables import stream
from desktop.models.vault.vault import Vault
from desktop.services.addresses import Address
from desktop.services.client import Client
from desktop.services.keyring import Keyring
from desktop.services.live import Live
from desktop.services.session import Door
from desktop.services.sync import Sync
from portal_protocol.activity import Activity
from portal_protocol.mail import Message
from portal_protocol.records import (
    Appointment,
    Login,
    Payment,
    Person,
    Practice,
    Recall,
    Record,
    Statement,
)
from tests.convergence.crashes import Crash, burning
from tests.convergence.feeds import PASSWORD
from tests.convergence.model import Name
from tests.convergence.office import PATIENCE

T = TypeVar("T")
KINDS: tuple[type[Record], ...] = (
    Practice,
    Login,
    Person,
    Activity,
    Appointment,
    Recall,
    Statement,
    Payment,
    Message,
)
_ORPHANS = """SELECT count(*) FROM (SELECT rowid FROM search UNION ALL SELECT record FROM indexed)
    WHERE rowid NOT IN (SELECT number FROM record)"""


@dataclass
class Computer:
    """One computer with one login; its disk is the folder `root`, moved at each crash."""

    base: Path
    address: str
    login: str
    key: VaultKey
    root: Path = field(init=False)
    live: Live | None = field(init=False, default=None)
    sync: Sync = field(init=False)
    crashes: int = 0

    def furnish(self, home: Path) -> None:
        """Begin as a copy of another computer."""
        self.root = self.base / "0"
        shutil.copytree(home, self.root)
        self.start()

    @property
    def opened(self) -> Live:
        """The open copy."""
        assert self.live is not None
        return self.live

    def start(self) -> None:
        """Start the program; without a copy on the disk nothing is open."""
        found = [VaultFolder(path) for path in self.root.iterdir() if path.is_dir()]
        for folder in found:
            if folder.exists():
                vault = Vault.open(folder, self.key)
                self._use(Live(vault, self._client(), self._client(), Keyring()))

    def sign_in(self) -> None:
        """Type the password anew; a copy that is there is used on."""
        self.stop()
        live = Door(self.root, client_for=self._client).sign_in(
            self._client(), self.login, PASSWORD, remember=True, keep=False
        )
        assert live.vault._key
        self.key = live.vault._key
        self._use(live)

    def stop(self) -> None:
        """End the program in good order."""
        live, self.live = self.live, None
        if live is not None:
            live.close()

    def losing_power(self, step: int, work: Callable[[], T]) -> T | None:
        """Do it, but crash at its step of that number and start again; None after a crash."""
        self.crashes += 1
        target = self.base / str(self.crashes)
        try:
            with burning(self.opened.vault._engine, self.root, target, step):
                return work()
        except Crash:
            self.stop()
            shutil.rmtree(self.root)
            self.root = target
            self.start()
            return None

    def shown(self) -> dict[Name, Record]:
        """Everything that lists can show."""
        found: dict[Name, Record] = {}
        with self.opened.vault.reading() as connection:
            for kind in KINDS:
                for each in queries.all_of(connection, kind):
                    assert not isinstance(each, Unreadable)
                    found[queries.tag(kind), each.id] = each
        return found

    def pending(self) -> dict[str, Pending]:
        """What waits or was refused, by id, in order."""
        with self.opened.vault.reading() as connection:
            return {each.action.id: each for each in outbox.pending(connection)}

    def check_nothing_is_left_over(self) -> None:
        """No copy beside, no document nobody refers to, no words of a record that went (WHO-6)."""
        with self.opened.vault.writing() as connection:
            beside = select(func.count()).select_from(stream).where(stream.c.live == 0)
            assert connection.execute(beside).scalar_one() == 0
            assert indexing.index_some(connection, 10_000) == 0
            assert connection.exec_driver_sql(_ORPHANS).scalar_one() == 0
            digests = streams.digests(connection)
        folder, key = self.opened.vault.folder, self.key
        names = {key.name(digest) for digest in digests}
        assert {path.name.partition(".")[0] for path in folder.documents.iterdir()} <= names

    def _use(self, live: Live) -> None:
        self.live, self.sync = live, Sync(live)

    def _client(self, address: Address | None = None) -> Client:
        return Client(address or Address(self.address), patience=PATIENCE)
