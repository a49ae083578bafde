"""The sync call over HTTP: waiting, packing, ending."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest
import requests

from portal_protocol.feed import FeedItem
from portal_protocol.mail import Message
from portal_protocol.records import PatientId
from tests.practice_server.http import family
from tests.practice_server.http.portal import PortalUnderTest, items_of, problem
from tests.serving import RunningServer, running_server


class Desktop:
    """One signed-in device over a real connection."""

    def __init__(self, server: RunningServer, role: str) -> None:
        self.server = server
        self.session = server.sign_in(role, family.PASSWORD)
        self.have: dict[str, Any] = {}

    def sync(self, wait: int = 0) -> dict[str, Any]:
        """One call; what it answers is had from then on."""
        answer = requests.post(
            f"{self.server.url}/v1/sync",
            json={"have": self.have, "wait": wait, "limit": 2000},
            headers={"Authorization": f"Bearer {self.session.access}"},
            timeout=60,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        self.have |= {page["stream"]: page["upto"] for page in found["pages"]}
        return found


@pytest.fixture
def server(tmp_path: Path, database_url: str) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server", database_url=database_url) as running:
        persons = {"practice", "guarantor", "child", "stranger"}
        logins = {"login-of-guarantor", "login-of-stranger"}
        running.feed([item for item in family.items() if item.id in persons | logins])
        yield running


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(64) as made:
        yield made


def waiting_calls(
    server: RunningServer, pool: ThreadPoolExecutor, number: int
) -> list[Future[Any]]:
    """Calls that wait, of a device that has everything; the server has all of them."""
    desktop = Desktop(server, "guarantor")
    desktop.sync()
    calls = [pool.submit(desktop.sync, 50) for _ in range(number)]
    _until_connected(server, number)
    return calls


def _until_connected(server: RunningServer, number: int) -> None:
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    port = int(server.url.rpartition(":")[2])

    def open_now() -> int:
        calls = [each for each in process.net_connections() if each.laddr.port == port]
        return sum(each.status == psutil.CONN_ESTABLISHED for each in calls)

    while open_now() < number:
        threading.Event().wait(0.01)


def test_waiting_call_is_answered_by_the_change(
    server: RunningServer, pool: ThreadPoolExecutor
) -> None:
    [call] = waiting_calls(server, pool, 1)

    server.feed([family.practice(guarantor_access=True), _renamed("child")])

    assert [item["id"] for item in items_of(call.result(20))] == ["child"]


@pytest.mark.rule("MAIL-9")
@pytest.mark.parametrize("before", [(), ("older",)], ids=["the first", "another"])
def test_waiting_call_is_answered_by_a_message_of_the_practice(
    server: RunningServer, pool: ThreadPoolExecutor, before: tuple[str, ...]
) -> None:
    server.feed([_message(each) for each in before])
    [call] = waiting_calls(server, pool, 1)

    server.feed([_message("news")])

    (item,) = items_of(call.result(20))  # far below the 50 seconds that the call would wait
    assert (item["id"], item["subject"]) == ("news", "Your visit")


def test_many_waiting_calls_leave_room_for_others(
    server: RunningServer, pool: ThreadPoolExecutor
) -> None:
    calls = waiting_calls(server, pool, 40)

    for _ in range(3):
        assert Desktop(server, "stranger").sync()["pages"]
    assert not any(call.done() for call in calls)
    server.feed([_renamed("child")])
    assert all(items_of(call.result(20)) for call in calls)


@pytest.mark.rule("WHO-6")
def test_waiting_call_is_told_of_a_right_that_ends(
    server: RunningServer, pool: ThreadPoolExecutor
) -> None:
    [call] = waiting_calls(server, pool, 1)

    server.feed([family.practice(guarantor_access=False)])

    assert any(name.startswith("patient:child") for name in call.result(20)["gone"])


@pytest.mark.rule("SIGN-16")
def test_waiting_call_is_told_at_once_that_access_was_removed(
    server: RunningServer, pool: ThreadPoolExecutor
) -> None:
    [call] = waiting_calls(server, pool, 1)
    [access] = [item for item in family.items() if item.id == "login-of-guarantor"]

    server.feed([msgspec.structs.replace(access, enabled=False, password=None)])

    with pytest.raises(requests.HTTPError, match="401"):
        call.result(20)


@pytest.mark.rule("SIGN-13")
def test_call_that_waits_learns_nothing_after_its_session_ended(
    server: RunningServer, pool: ThreadPoolExecutor
) -> None:
    desktop = Desktop(server, "guarantor")
    desktop.sync()
    call = pool.submit(desktop.sync, 50)
    _until_connected(server, 1)
    requests.post(f"{server.url}/v1/session/end", json={"end": desktop.session.end}, timeout=10)

    server.feed([_renamed("child")])

    with pytest.raises(requests.HTTPError, match="401"):
        call.result(20)


def test_stopping_answers_who_waits_and_ends_well(
    server: RunningServer, pool: ThreadPoolExecutor
) -> None:
    calls = waiting_calls(server, pool, 5)
    began = time.monotonic()

    assert server.stop() == 0

    assert time.monotonic() - began < 20  # far below the 50 seconds that the calls would wait
    assert [call.result(1)["pages"] for call in calls] == [[]] * 5


def test_killed_server_comes_back_with_everything(server: RunningServer) -> None:
    desktop = Desktop(server, "guarantor")
    desktop.sync()

    assert server.kill() == -9
    server.start()

    assert desktop.sync()["pages"] == []
    server.feed([_renamed("child")])
    assert [item["id"] for item in items_of(desktop.sync())] == ["child"]


def test_call_without_a_change_returns_when_its_time_is_over(clinic: PortalUnderTest) -> None:
    token = clinic.sign_in("stranger").access
    have = {page["stream"]: page["upto"] for page in clinic.sync(token)["pages"]}

    answer = clinic.sync(token, have=have, wait=1)

    assert (answer["pages"], answer["gone"], answer["more"]) == ([], [], False)


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br, gzip;q=0.5"])
def test_answer_is_packed_only_when_asked(clinic: PortalUnderTest, accepted: str) -> None:
    token = clinic.sign_in("stranger").access
    clinic.feed([item for item in family.items() if "stranger" in item.id])
    answer = clinic.call("POST", "/v1/sync", token, json={}, headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding") == ("gzip" if "gzip" in accepted else None)
    assert answer.json()["pages"]
    assert int(answer.headers["content-length"]) < len(answer.text) or accepted == "identity"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"limit":0}',
        b'{"wait":51}',
        b'{"have":{"x":1}}',
        b'{"have":{"practice":[99999999999999999999,1]}}',
        b'{"actions":[{}]}',
        b'{"actions":[7]}',
        b'{"actions":[' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
    ],
    ids=lambda body: body[:30].decode(),
)
def test_request_that_is_not_understood_is_refused(clinic: PortalUnderTest, body: bytes) -> None:
    token = clinic.sign_in("stranger").access

    assert problem(clinic.call("POST", "/v1/sync", token, content=body), 400) == "bad_request"


@pytest.mark.rule("SIGN-1")
def test_practice_is_shown_before_signing_in(clinic: PortalUnderTest) -> None:
    answer = clinic.call("GET", "/v1/practice").json()

    assert answer["practice"]["name"] == "Harbor"
    assert set(answer) == {"practice", "server_time", "api"}


def _message(name: str) -> Message:
    return Message(id=name, patient=PatientId("child"), subject="Your visit")


def _renamed(name: str) -> FeedItem:
    person = next(item for item in family.items() if item.id == name)
    return msgspec.structs.replace(person, preferred_name="Sam")
