"""A real practice server, the same at the start of every run, and its practice's side."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import msgspec
import requests
from sqlalchemy import delete, select, update

from desktop.models.vault.key import VaultKey, unwrap
from desktop.services.addresses import Address
from desktop.services.client import Client
from desktop.services.session import Door
from desktop.services.transport import Patience
from portal_protocol.actions import ActionResult, AnyAction
from portal_protocol.activity import Activity, What
from portal_protocol.records import Blob
from portal_protocol.sync import SyncAnswer, SyncRequest
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import (
    action,
    device,
    outgoing,
    record,
    session,
    superseded,
    token,
)
from practice_server.store.tables import stream as stream_table
from practice_server.store.trimming import trim
from tests.convergence.feeds import DOCUMENTS, FIRST, LOGINS, PASSWORD
from tests.convergence.front import Front, front_of
from tests.convergence.model import World
from tests.practice_server.worlds import Snapshot, restore, snapshot
from tests.serving import DEVICE, RunningServer, running_server

PATIENCE = Patience(pause=0.001)
_LONG = timedelta(days=3650)


class Backup:
    """All of the server at one time, and what the rules say of it."""

    def __init__(self, rows: Snapshot, world: World) -> None:
        self.rows = rows
        self.world = world


@dataclass
class Office:
    """The server, reached through `front`, and what its first backup, `template`, belongs to.

    `homes` has a computer for each login that signed in and never synced; `keys` open them.
    `others` are access tokens of each login's other device.
    """

    server: RunningServer
    store: Store
    front: Front
    blobs: tuple[Blob, ...]
    homes: Path
    keys: dict[str, VaultKey] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    template: Backup = field(default_factory=lambda: Backup({}, World()))

    def backup(self, world: World) -> Backup:
        """A copy of everything in the database."""
        return Backup(snapshot(self.store), world.copied())

    def restore(self, backup: Backup) -> World:
        """Put an older copy in place of what is there."""
        restore(self.store, backup.rows)
        return backup.world.copied()

    def trim(self) -> None:
        """Drop tombstones and overwritten positions of until now."""
        trim(self.store, now())

    def renumber(self) -> None:
        """Take every position back that was handed out: all copies must start over."""
        with self.store.writing() as connection:
            connection.execute(delete(superseded))
            for table in (record, stream_table):
                connection.execute(update(table).values(mark=table.c.mark % 2**51 + 1))

    def expire(self) -> None:
        """Let the computers' access tokens be too old."""
        own = select(session.c.id).join(device).where(device.c.name != DEVICE.name)
        worn = update(token).where(token.c.purpose == "access", token.c.session.in_(own))
        with self.store.writing() as connection:
            connection.execute(worn.values(expires_at=now() - timedelta(minutes=1)))

    def act(self, login: str, body: AnyAction) -> ActionResult:
        """The other device of this login does something."""
        request = SyncRequest(actions=(msgspec.Raw(msgspec.json.encode(body)),), limit=1)
        answer = requests.post(
            f"{self.server.url}/v1/sync",
            data=msgspec.json.encode(request),
            headers={"Authorization": f"Bearer {self.others[login]}"},
            timeout=30,
        )
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=SyncAnswer).results[0]

    def results(self) -> dict[str, str]:
        """Every action that the server has carried out or refused, with its code."""
        with self.store.reading() as connection:
            return {row.id: row.code for row in connection.execute(select(action))}

    def told(self) -> list[tuple[str, str, str, list[str], bool]]:
        """What the practice's system is told of, in order: as the model has it."""
        with self.store.reading() as connection:
            rows = connection.execute(select(outgoing).order_by(outgoing.c.number)).all()
        return [
            (
                row.action,
                row.login,
                row.patient,
                sorted(key[2] for key in msgspec.json.decode(row.records)),
                row.acknowledged_at is not None,
            )
            for row in rows
        ]

    def activities(self) -> list[str]:
        """The ids of everything that was noted for persons to see, each as often as it is."""
        noted = select(record.c.id).where(record.c.kind == "activity", record.c.alive)
        noted = noted.where(record.c.stream.not_like("login:%"))
        with self.store.reading() as connection:
            return sorted(connection.scalars(noted))


def sign_ins(store: Store) -> dict[str, list[Activity]]:
    """Who signed in by which login, of which only the server knows when it was."""
    noted = select(record.c.stream, record.c.body).where(record.c.kind == "activity")
    found: dict[str, list[Activity]] = {}
    with store.reading() as connection:
        for name, body in connection.execute(noted.where(record.c.stream.like("login:%"))):
            activity = msgspec.json.decode(body, type=Activity)
            assert activity.what == What.SIGNED_IN
            found.setdefault(name.removeprefix("login:"), []).append(activity)
    return found


@contextmanager
def office(folder: Path, database_url: str) -> Iterator[Office]:
    """A server with the family of `FIRST` and their computers."""
    with (
        running_server(
            folder / "server", database_url=database_url, access_minutes=60, log_level="warning"
        ) as server,
        closing(Store.open(database_url)) as store,
        front_of(server.url) as front,
    ):
        blobs = tuple(map(server.feed_blob, DOCUMENTS))
        made = Office(server, store, front, blobs, folder / "homes")
        server.feed(FIRST)
        world = World()
        for item in FIRST:
            world.take(item)
        for login in LOGINS:
            _furnish(made, login)
        with store.writing() as connection:
            connection.execute(update(token).values(expires_at=now() + _LONG))
        made.template = made.backup(world)
        yield made


def _furnish(made: Office, login: str) -> None:
    with closing(Client(Address(made.front.url), patience=PATIENCE)) as client:
        door = Door(made.homes / login)
        live = door.sign_in(client, login, PASSWORD, remember=True, keep=False)
        live.close()
    made.keys[login] = unwrap(live.vault.folder.header().wrapped, PASSWORD)
    made.others[login] = made.server.sign_in(login, PASSWORD).access
