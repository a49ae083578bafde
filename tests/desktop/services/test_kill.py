import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest

from desktop.models.vault import queries
from desktop.models.vault.key import unwrap
from desktop.services.context import Context
from desktop.services.outbox import Outbox
from desktop.services.sync import Sync
from portal_protocol.actions import ActionHead
from portal_protocol.records import Appointment, Statement
from tests.desktop.services.conftest import SOON, Computer, Family

LONGEST = 0.8
"""Seconds after `ready` in which the program is killed; a whole run takes about as long."""


def run(command: list[str], key: str, moment: float | None) -> list[str]:
    """What the program said until it was killed, that many seconds after it was ready."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{key}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
        said = process.stdout.read().split()
    assert process.returncode in {0, -9}
    return said


def delivered(family: Family) -> Iterator[str]:
    """The ids of this family's actions, each as often as it took effect."""
    after = 0
    while rows := family.server.outgoing(after, 100):
        after = rows[-1].number
        for row in rows:
            if row.patient == family.patient:
                yield msgspec.json.decode(row.body, type=ActionHead).id


def killed_again_and_again(computer: Computer, family: Family, times: int, seed: int) -> None:
    dice = random.Random(seed)
    live = computer.sign_in(family)
    live.close()
    key = unwrap(live.vault.folder.header().wrapped, family.password).to_bytes().hex()
    command = [sys.executable, "-m", "tests.desktop.services.killed_program"]
    command += [str(live.folder), family.server.url]
    said: list[str] = []
    statements = {}
    for number in range(times):
        for part in range(3):
            day = SOON + timedelta(days=3 * number + part)
            family.visit(f"visit{number}-{part}", day)
        content = dice.randbytes(dice.choice([10, 70_000, 3_000_000]))
        statements[family.statement(content, f"s{number}").id] = content
        said += run(command, key, dice.random() * LONGEST)
    said += run(command, key, None)

    assert said[-1] == "end"
    answers = [word for word in said if word != "end"]
    counted = Counter(delivered(family))
    assert set(counted.values()) == {1}
    assert set(answers) <= set(counted)
    assert len(counted) == 3 * times
    again = computer.also(computer.door.open_saved(live.folder, family.password))
    assert Sync(again).run(Context()) == frozenset()
    assert Outbox(again.vault).pending() == ()
    with again.vault.reading() as connection:
        assert len(queries.all_of(connection, Appointment)) == 3 * times
        kept = {each.id: each.blobs[0].digest for each in queries.all_of(connection, Statement)}
    read = {name: again.vault.documents.read(digest, 10**7) for name, digest in kept.items()}
    assert read == statements


@pytest.mark.rule("OFF-3")
def test_killed_at_random_moments_nothing_is_lost_and_nothing_done_twice(computer, family):
    killed_again_and_again(computer, family, times=8, seed=random.SystemRandom().getrandbits(32))


@pytest.mark.deep
@pytest.mark.rule("OFF-3")
@pytest.mark.parametrize("seed", range(5))
def test_killed_a_hundred_times(computer, family, seed):
    killed_again_and_again(computer, family, times=100, seed=seed)
