import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from desktop.models.vault import queries
from desktop.models.vault.key import unwrap
from desktop.services.context import Context
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.sync import Sync
from portal_protocol.actions import ActionHead
from portal_protocol.records import Appointment, Confirmation, Statement
from tests.desktop.services.conftest import SOON, Computer, Family

FOR_EVER = 120.0


class Program:
    """The program of `killed_program`, which begins anew at each `run`.

    `took` is how many seconds the last one lived, `kills` how many did not come to their end.
    """

    def __init__(self, process: "subprocess.Popen[str]", key: str) -> None:
        assert process.stdin
        assert process.stdout
        self._asks, self._says = process.stdin, process.stdout
        self._ask(key)
        self.took = 0.0
        self.kills = 0

    def run(self, seconds: float) -> list[str]:
        """What the program said until it ended, or was killed after that long."""
        self._ask(str(seconds))
        said: list[str] = []
        for line in self._says:
            if line.startswith("over"):
                _, status, took = line.split()
                assert status in {"0", "-9"}
                self.took = float(took)
                self.kills += status == "-9"
                return said
            said.append(line.strip())
        raise AssertionError("the program that begins programs ended")

    def _ask(self, line: str) -> None:
        self._asks.write(f"{line}\n")
        self._asks.flush()


@contextmanager
def program(folder: Path, key: str, url: str) -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.desktop.services.killed_program", str(folder), url]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Program(process, key)


def delivered(family: Family) -> Iterator[str]:
    """The ids of this family's actions, each as often as it took effect."""
    after = 0
    while rows := family.server.outgoing(after, 100):
        after = rows[-1].number
        for row in rows:
            if row.patient == family.patient:
                yield msgspec.json.decode(row.body, type=ActionHead).id


def bring(family: Family, number: int, content: bytes) -> Statement:
    """Three visits to answer, and a statement with its document."""
    visits = [
        asked(
            f"visit{number}-{part}-{family.patient}",
            family,
            SOON + timedelta(days=number * 3 + part),
        )
        for part in range(3)
    ]
    statement = Statement(
        id=f"s{number}-{family.patient}",
        patient=family.patient,
        at=SOON - timedelta(days=60),
        blobs=(family.server.feed_blob(content),),
    )
    family.server.feed([*visits, statement])
    return statement


def asked(name: str, family: Family, at: datetime) -> Appointment:
    confirmation = Confirmation.ASKED
    return Appointment(
        id=name, patient=family.patient, at=at, clinic="pier", confirmation=confirmation
    )


def killed_again_and_again(computer: Computer, family: Family, times: int, seed: int) -> None:
    dice = random.Random(seed)
    live = computer.sign_in(family)
    live.close()
    key = unwrap(live.vault.folder.header().wrapped, family.password).to_bytes().hex()
    said: list[str] = []
    statements = {}
    longest = FOR_EVER  # the first one comes to its end and shows how long that takes
    with program(live.folder, key, family.server.url) as killed:
        for number in range(times + 1):
            content = dice.randbytes(dice.choice([10, 70_000, 3_000_000]))
            statements[bring(family, number, content).id] = content
            said += killed.run(longest * dice.random() if number else longest)
            longest = longest if number else 1.3 * killed.took
        said += killed.run(FOR_EVER)
    assert killed.kills > times // 4
    assert said[-1] == "end"
    compare_answers(family, {word for word in said if word != "end"}, 3 * (times + 1))
    again = computer.also(computer.door.open_saved(live.folder, family.password))
    compare_copy(again, 3 * (times + 1), statements)


def compare_answers(family: Family, answers: set[str], most: int) -> None:
    """Each visit was answered once, and no answer was lost that was on the disk."""
    counted = Counter(delivered(family))
    assert set(counted.values()) == {1}
    assert answers <= set(counted)
    assert len(counted) == most


def compare_copy(live: Live, visits: int, statements: dict[str, bytes]) -> None:
    """The copy has everything and waits for nothing."""
    assert Sync(live).run(Context()) == frozenset()
    assert Outbox(live.vault).pending() == ()
    with live.vault.reading() as connection:
        assert len(queries.all_of(connection, Appointment)) == visits
        kept = {each.id: each.blobs[0].digest for each in queries.all_of(connection, Statement)}
    read = {name: live.vault.documents.read(digest, 10**7) for name, digest in kept.items()}
    assert read == statements


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@needs_fork
@pytest.mark.rule("OFF-3")
def test_killed_at_random_moments_nothing_is_lost_and_nothing_done_twice(computer, family):
    killed_again_and_again(computer, family, times=100, seed=random.SystemRandom().getrandbits(32))


@needs_fork
@pytest.mark.deep
@pytest.mark.rule("OFF-3")
@pytest.mark.parametrize("seed", range(10))
def test_killed_a_thousand_times(computer, family, seed):
    killed_again_and_again(computer, family, times=100, seed=seed)
