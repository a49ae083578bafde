"""A practice that answers badly: clear words, nothing lost, a window that goes on (EASE-5, 6)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from desktop.models.vault.errors import WrongThread
from tests.desktop.services.misbehaving import Call, misbehaving
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import wait
from tests.journeys.test_visits import press
from tests.serving import RunningServer

Mood = Callable[[Call], bool]


class Proxy:
    """Stands before a real server; `mood` may answer in its place (True), or let it answer."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.mood: Mood = lambda _call: False

    def behave(self, call: Call) -> None:
        """Answer one call."""
        if call.path.startswith("/v1/sync") and self.mood(call):
            return
        kept = ("Authorization", "Content-Type", "Range", "If-Range")
        asked = {name: call.header(name) for name in kept if call.header(name)}
        asked["Accept-Encoding"] = "identity"
        told = requests.request(
            call.method, self.server.url + call.path, headers=asked, data=call.body, timeout=60
        )
        more = {
            n.replace("-", "_"): v for n, v in told.headers.items() if n in ("ETag", "Repr-Digest")
        }
        call.answer(told.content, told.status_code, told.headers.get("Content-Type", ""), **more)


@contextmanager
def between(server: RunningServer) -> Iterator[tuple[Proxy, RunningServer]]:
    """A proxy before the server, and the server as the program sees it."""
    proxy = Proxy(server)
    with misbehaving(proxy.behave) as door:
        seen = RunningServer(door.url, server.feed_key, server.folder, server.config, server.log)
        yield proxy, seen


def fails(call: Call) -> bool:
    call.answer(b'{"code":"internal"}', 500, "application/problem+json")
    return True


def talks_nonsense(call: Call) -> bool:
    call.answer(b"<html>Welcome to our hotel</html>", 200, "text/html")
    return True


def hangs_up(call: Call) -> bool:
    call.begin(200, "application/json", 10_000)
    call.write(b'{"streams":[')
    call.hang_up()
    return True


@pytest.mark.rule("EASE-6")
@pytest.mark.parametrize("mood", [fails, talks_nonsense, hangs_up])
def test_a_bad_answer_is_said_and_loses_nothing(
    mood: Mood, signed_in: SignedIn, practice: RunningServer
) -> None:
    with between(practice) as (proxy, seen):
        program = signed_in(seen)
        assert program.shows("Confirm Ivy’s visit")
        proxy.mood = mood
        program.portal.refresh()
        wait(lambda: not program.main.sync.text().startswith("Up to date"))
        wait(lambda: "saved" in program.main.sync.text(), program.main.sync.text)
        assert program.shows("Ivy with")
        press(program, "Confirm Ivy")
        assert program.shows("1 change waiting to send")
        proxy.mood = lambda _call: False
        program.portal.refresh()
        wait(practice.outgoing, "the answer to come")
        assert len(practice.outgoing()) == 1
        program.close()


@pytest.mark.rule("EASE-5")
def test_a_slow_practice_never_blocks_the_window(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    with between(practice) as (proxy, seen):
        program = signed_in(seen)
        held = threading.Event()
        let = threading.Event()

        def slow(_call: Call) -> bool:
            held.set()
            let.wait(30)
            return False

        proxy.mood = slow
        program.portal.refresh()
        wait(held.is_set, "the call to hang")
        assert program.shows("Checking for changes")
        program.go_to(1)
        assert program.shows("newest first")
        program.go_to(0)
        assert program.shows("Ivy with")
        let.set()
        program.wait_fresh()
        program.close()


@pytest.mark.rule("EASE-5")
def test_the_copy_refuses_the_thread_that_draws(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    opened = signed_in(calm_practice).portal._core.opened
    assert opened is not None
    with pytest.raises(WrongThread), opened._live.vault.reading():
        pass
