"""Several workers on one database, of which any may die at any time."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests

from tests.practice_server.http import family
from tests.serving import RunningServer, running_server

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def two_workers(tmp_path: Path, database_url: str) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server", database_url=database_url, workers=2) as server:
        wanted = {"practice", "stranger", "login-of-stranger"}
        server.feed([item for item in family.items() if item.id in wanted])
        yield server


def workers(server: RunningServer) -> list[psutil.Process]:
    assert server.process is not None
    children = psutil.Process(server.process.pid).children()
    return [child for child in children if "spawn_main" in _command(child)]


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:  # it was killed, and its parent has not noticed yet
        return ""


def synced(server: RunningServer, token: str) -> bool:
    """Whether a call brings what it should; one cut off by a worker's death is made again."""
    headers = {"Authorization": f"Bearer {token}"}
    for _ in range(20):
        try:
            answer = requests.post(f"{server.url}/v1/sync", json={}, headers=headers, timeout=10)
        except requests.ConnectionError:
            continue
        return bool(answer.json()["pages"])
    return False


def test_calls_go_on_when_a_worker_dies(two_workers: RunningServer) -> None:
    token = two_workers.sign_in("stranger", family.PASSWORD).access
    first = workers(two_workers)
    assert len(first) == 2

    first[0].kill()

    assert all(synced(two_workers, token) for _ in range(10))
    while len(now := workers(two_workers)) < 2 or first[0].pid in {each.pid for each in now}:
        psutil.wait_procs(first[:1], timeout=0.1)
    assert all(synced(two_workers, token) for _ in range(10))


def test_stopping_ends_every_worker(two_workers: RunningServer) -> None:
    children = workers(two_workers)

    assert two_workers.stop() == 0

    assert not any(child.is_running() for child in children)
    assert two_workers.log.read_text().count("Finished server process") == 2
