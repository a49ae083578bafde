"""The first sync, and a sync with nothing new."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import requests
import sqlcipher3.dbapi2 as sqlcipher

from bench.figure import Figure, compare, from_pairs
from bench.parts import LOGIN, folder, practice, signed_in
from bench.plain import handing_out
from desktop.services.context import Context
from desktop.services.live import Live
from desktop.services.sync import Sync
from portal_protocol.kinds import AnyRecord
from portal_protocol.sync import MAX_PAGE, Position, SyncAnswer, SyncRequest
from practice_server.demo import PASSWORD
from tests.serving import RunningServer

RECORDS = 20_000
CALLS = 200
TABLE = "create table record (kind text, id text, body blob, primary key (kind, id))"


def figures() -> Iterator[Figure]:
    """First sync against its bare parts; nothing new by size, and by the server's share."""
    with practice(RECORDS) as server:
        yield first_sync(server)
        yield server_time(server)
    yield nothing_new()


def first_sync(server: RunningServer) -> Figure:
    """From an empty copy to all records in the vault, both ends counted."""
    with folder() as place:
        access = server.sign_in(LOGIN, PASSWORD).access
        for number, body in enumerate(answers(server, access)):
            (place / f"{number:04}.json").write_bytes(body)
        with handing_out(place) as address:
            names = sorted(file.name for file in place.iterdir())
            return compare(
                f"first sync of {RECORDS:,} records",
                lambda: whole_sync(server),
                lambda: bare_sync(address, names),
                unit="s",
                limit=2,
            )


def answers(server: RunningServer, access: str) -> Iterator[bytes]:
    """The bodies that a first sync downloads."""
    have: dict[str, Position] = {}
    with requests.Session() as calls:
        more = True
        while more:
            body = msgspec.json.encode(SyncRequest(have=have, limit=MAX_PAGE))
            answer = calls.post(f"{server.url}/v1/sync", data=body, headers=bearer(access))
            yield answer.content
            read = msgspec.json.decode(answer.content, type=SyncAnswer)
            have |= {page.stream: page.upto for page in read.pages}
            more = read.more


def whole_sync(server: RunningServer) -> float:
    """Seconds of one first sync into a new vault."""
    with folder() as place, signed_in(server, place) as live:
        start = time.perf_counter()
        Sync(live).run(Context())
        return time.perf_counter() - start


def bare_sync(address: str, names: list[str]) -> float:
    """Seconds to download the same bytes, decode them, and put them into SQLCipher."""
    with folder() as place, requests.Session() as calls:
        vault = sqlcipher.connect(str(place / "floor.db"))
        vault.execute(f"pragma key = \"x'{'5e' * 32}'\"")
        vault.execute("pragma journal_mode = wal")
        vault.execute(TABLE)
        records = msgspec.json.Decoder(AnyRecord)
        start = time.perf_counter()
        for name in names:
            read = msgspec.json.decode(calls.get(f"{address}/{name}").content, type=SyncAnswer)
            rows = [
                (type(record := records.decode(raw)).__name__, record.id, raw)
                for page in read.pages
                for raw in page.items
            ]
            vault.executemany("insert or replace into record values (?, ?, ?)", rows)
            vault.commit()
        seconds = time.perf_counter() - start
        vault.close()
        return seconds


def nothing_new() -> Figure:
    """A round that brings nothing, of a login with 100,000 records against one with 1,000."""
    with ExitStack() as stack:
        few, many = (ready(stack, size) for size in (1_000, 100_000))
        return compare(
            "sync with nothing new: 100,000 against 1,000 records",
            lambda: median_round(many),
            lambda: median_round(few),
            unit="s",
            limit=1.2,
        )


def ready(stack: ExitStack, size: int) -> Live:
    """A copy that has everything of a practice with so many records."""
    server = stack.enter_context(practice(size))
    place: Path = stack.enter_context(folder())
    live = stack.enter_context(signed_in(server, place))
    Sync(live).run(Context())
    return live


def median_round(live: Live) -> float:
    """The median seconds of many rounds."""
    sync, context = Sync(live), Context()
    return statistics.median(seconds(lambda: sync.run(context)) for _ in range(CALLS))


def server_time(server: RunningServer) -> Figure:
    """The call with nothing new against an empty route, on one connection each in turn."""
    access = server.sign_in(LOGIN, PASSWORD).access  # first: signing in is news of its own
    have: dict[str, Position] = {}
    for body in answers(server, access):
        read = msgspec.json.decode(body, type=SyncAnswer)
        have |= {page.stream: page.upto for page in read.pages}
    asked = msgspec.json.encode(SyncRequest(have=have, limit=MAX_PAGE))
    head = bearer(access)
    with requests.Session() as calls:
        pairs = [
            (
                median_call(calls, "POST", f"{server.url}/v1/sync", asked, head),
                median_call(calls, "GET", f"{server.url}/health/live", b"", head),
            )
            for _ in range(7)
        ]
    name = "sync with nothing new: server time against an empty route"
    return from_pairs(name, pairs[1:], unit="s", limit=3)


def median_call(
    calls: requests.Session, method: str, url: str, body: bytes, head: dict[str, str]
) -> float:
    """The median seconds of many calls."""
    return statistics.median(
        seconds(lambda: calls.request(method, url, data=body, headers=head).content)
        for _ in range(CALLS)
    )


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bearer(access: str) -> dict[str, str]:
    """The header that signs a call."""
    return {"Authorization": f"Bearer {access}"}
