"""The window's own process is killed at random moments: nothing is lost, nothing done twice."""

import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.portal.heavy import VAULTS
from desktop.services.session import Door
from desktop.services.settings import Places
from tests.desktop.services.conftest import Family, new_family
from tests.desktop.services.test_kill import bring, compare_answers, compare_copy
from tests.serving import running_server

FOR_EVER = 120.0
SIZES = (10, 70_000, 3_000_000)


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    with running_server(tmp_path / "server") as server:
        yield new_family(server)


class Life:
    """What one process of the program said, and how long it lived after `up`, in seconds."""

    def __init__(self, computer: Path, family: Family, most: float) -> None:
        command = [sys.executable, "-m", "tests.journeys.killed_window", str(computer)]
        words = [family.server.url, family.user_name, family.password]
        around = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        self.said: list[str] = []
        self.took = 0.0
        with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, env=around) as process:
            assert process.stdout
            self._listen(process.stdout.fileno(), most)
            process.kill()
            self.said += process.stdout.read().decode().split()

    def _listen(self, pipe: int, most: float) -> None:
        began, until = 0.0, time.monotonic() + FOR_EVER
        while "end" not in self.said and time.monotonic() < until:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            data = os.read(pipe, 4096) if ready else b""
            if not data:
                break
            self.said += data.decode().split()  # whole lines: they are short and flushed
            if not began and "up" in self.said:
                began = time.monotonic()
                until = began + most
        self.took = time.monotonic() - began


def killed(computer: Path, family: Family, times: int, seed: int) -> None:
    dice = random.Random(seed)
    said: list[str] = []
    statements, unfinished = {}, 0
    longest = FOR_EVER
    for number in range(times + 2):
        content = dice.randbytes(dice.choice(SIZES))
        statements[bring(family, number, content).id] = content
        free = number in (0, times + 1)  # the first shows how long it takes, the last must end
        life = Life(computer, family, FOR_EVER if free else longest * dice.random())
        assert "up" in life.said
        assert "end" in life.said or not free
        unfinished += "end" not in life.said
        longest = longest if number else life.took
        said += life.said
    assert unfinished >= times // 3
    compare_answers(family, {*said} - {"up", "end"}, 3 * (times + 2))
    open_and_compare(computer, family, statements)


def open_and_compare(computer: Path, family: Family, statements: dict[str, bytes]) -> None:
    """The only copy opens with the password and has everything."""
    vaults = Places.under(computer).data / VAULTS
    (folder,) = (path.parent for path in vaults.rglob("vault.json"))
    live = Door(vaults).open_saved(folder, family.password)
    try:
        compare_copy(live, 3 * len(statements), statements)
    finally:
        live.close()


@pytest.mark.rule("OFF-3")
def test_the_window_killed_at_random_moments_loses_nothing(computer: Path, family: Family):
    killed(computer, family, times=6, seed=random.SystemRandom().getrandbits(32))


@pytest.mark.deep
@pytest.mark.rule("OFF-3")
@pytest.mark.parametrize("seed", range(5))
def test_the_window_killed_forty_times(computer: Path, family: Family, seed: int):
    killed(computer, family, times=40, seed=seed)
