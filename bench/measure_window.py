"""Unlocking, the window during a first sync, and the program's memory."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figure import ROUNDS, Figure, from_pairs
from bench.parts import folder, practice, signed_in, welcomed
from desktop.services.context import Context
from desktop.services.portal.heavy import VAULTS
from desktop.services.sync import Sync
from tests.serving import RunningServer

RECORDS = 20_000
FEW, MANY = 1_000, 100_000
BLOCK = 0.05


def figures() -> Iterator[Figure]:
    """Each round is a program of its own, offscreen where there is no screen."""
    with practice(RECORDS) as server:
        yield unlock(server)
        yield gui_block(server)
    yield memory()


def unlock(server: RunningServer) -> Figure:
    """A vault of 20,000 records, from the password to the tab painted."""
    with folder() as place:
        places = welcomed(server, place)
        with signed_in(server, places.data / VAULTS) as live:
            Sync(live).run(Context())
        server.stop()
        pairs = [in_a_window("unlock", place) for _ in range(ROUNDS + 1)]
        server.start()
    name = f"unlock a vault of {RECORDS:,} records to Appointments painted"
    return from_pairs(name, [(pair[0], pair[1]) for pair in pairs[1:]], unit="s", limit=1.5)


def gui_block(server: RunningServer) -> Figure:
    """The longest time that the GUI thread did nothing else, from signing in to all here."""
    pairs = []
    for _ in range(ROUNDS + 1):
        with folder() as place:
            welcomed(server, place)
            pairs.append((in_a_window("first_sync", place)[0], BLOCK))
    name = f"longest block of the GUI thread in a first sync of {RECORDS:,}"
    return from_pairs(name, pairs[1:], unit="s", limit=1)


def memory() -> Figure:
    """The program's own memory with many records against few."""
    with practice(FEW) as few, practice(MANY) as many:
        pairs = [(held(many), held(few)) for _ in range(ROUNDS)]
    name = f"memory with {MANY:,} against {FEW:,} records"
    return from_pairs(name, pairs, unit="bytes", limit=1.3)


def held(server: RunningServer) -> float:
    """Bytes of a program that has all records of a practice."""
    with folder() as place:
        welcomed(server, place)
        return in_a_window("memory", place)[0]


def in_a_window(what: str, place: Path) -> list[float]:
    """What `bench.window` prints for `what` over the folders in `place`."""
    command = [sys.executable, "-m", "bench.window", what, str(place)]
    around = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    done = subprocess.run(
        command, cwd=Path(__file__).parent.parent, env=around, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-3000:])
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found
