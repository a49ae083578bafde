"""The next page is on its way while one is written: asked for once, and taken only if wanted."""

import threading
from collections.abc import Callable

import msgspec
import pytest
from requests import Response

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.errors import VaultClosed, VaultFull
from desktop.services.context import Cancelled, Context, Progress
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.sync import Sync
from portal_protocol.records import Answer
from portal_protocol.sync import SyncRequest
from tests.desktop.services.conftest import Computer, Family
from tests.desktop.services.lossy import lossy
from tests.desktop.services.misbehaving import Call
from tests.desktop.services.test_client import trouble_of
from tests.desktop.services.test_sync import answers_of, visits

VISITS = 12
LONG = 30  # seconds: what never comes by then has failed


class Watched:
    """A network that notes the requests for pages, and asks a test what to do with each."""

    def __init__(self) -> None:
        self.requests: list[SyncRequest] = []
        self.spoil: Callable[[int, Call], bool] = lambda _number, _call: False
        self._came = threading.Condition()

    def __call__(self, call: Call, _answer: Response) -> bool:
        if call.path != "/v1/sync":
            return False
        with self._came:
            self.requests.append(msgspec.json.decode(call.body, type=SyncRequest))
            number = len(self.requests)
            self._came.notify_all()
        return self.spoil(number, call)

    def wait_for(self, number: int) -> None:
        """Until so many requests have come."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.requests) >= number, LONG)


def fed(family: Family) -> set[str]:
    """The visits that a family has by now."""
    return {family.visit(f"v{number}").id for number in range(VISITS)}


def threads_ahead() -> list[str]:
    return [thread.name for thread in threading.enumerate() if "AHEAD" in thread.name]


def at_first_page(do: Callable[[], None]) -> Context:
    """A context that does something when the first page with visits was taken in."""
    left = [do]

    def report(_step: Progress) -> None:
        if left:
            left.pop()()

    return Context(report)


def waiting_answer(live: Live, family: Family) -> None:
    visit = family.visit("v0")
    Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=False)


def test_each_page_is_asked_for_once_and_before_the_last_one_is_taken_in(computer, family):
    wanted, watched = fed(family), Watched()
    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        Sync(live, page=3).run(at_first_page(lambda: watched.wait_for(2)))
    asked = [request.have for request in watched.requests]
    assert len(asked) >= VISITS / 3
    assert all(have not in asked[:number] for number, have in enumerate(asked))
    assert visits(live) == wanted
    assert threads_ahead() == []


@pytest.mark.rule("OFF-3")
def test_what_goes_wrong_ahead_costs_no_page_that_came(computer: Computer, family: Family):
    wanted, watched = fed(family), Watched()

    def broken(number: int, call: Call) -> bool:
        if number < 3:
            return False
        call.answer(b"{}")
        return True

    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        watched.spoil = broken
        assert trouble_of(lambda: Sync(live, page=5).run(Context())) is Trouble.BAD_ANSWER
        assert len(watched.requests) == 3
        came = visits(live)
        assert came
        assert came < wanted
        watched.spoil = lambda _number, _call: False
        Sync(live, page=5).run(Context())
    assert watched.requests[3].have == watched.requests[2].have
    assert visits(live) == wanted


def test_what_a_broken_round_brought_is_told_with_the_next(computer: Computer, family: Family):
    fed(family)
    watched = Watched()

    def broken(number: int, call: Call) -> bool:
        if number != 3:
            return False
        call.answer(b"{}")
        return True

    watched.spoil = broken
    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        sync = Sync(live, page=5)
        assert trouble_of(lambda: sync.run(Context())) is Trouble.BAD_ANSWER
        assert sync.run(Context()) >= {"practice", "login", "person", "appointment"}
        assert sync.run(Context()) == frozenset()


def test_an_access_token_that_expires_ahead_is_refreshed_and_the_page_asked_again(computer, family):
    wanted, watched = fed(family), Watched()

    def expired(number: int, call: Call) -> bool:
        if number != 2:
            return False
        problem = b'{"code":"session_expired","title":"Expired","status":401}'
        call.answer(problem, 401, "application/problem+json")
        return True

    watched.spoil = expired
    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        Sync(live, page=3).run(Context())
    assert watched.requests[2] == watched.requests[1]
    assert visits(live) == wanted


@pytest.mark.rule("OFF-3")
@pytest.mark.rule("APPT-4")
def test_an_answer_given_in_the_middle_goes_out_before_the_pages_end(computer, family):
    wanted, watched = fed(family), Watched()
    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        Sync(live, page=3).run(at_first_page(lambda: waiting_answer(live, family)))
    carrying = [number for number, each in enumerate(watched.requests) if each.actions]
    assert len(carrying) == 1
    assert carrying[0] < len(watched.requests) - 1
    assert Outbox(live.vault).pending() == ()
    assert answers_of(family) == 1
    assert visits(live) == wanted


@pytest.mark.rule("EASE-5")
def test_a_round_that_is_stopped_leaves_no_call_behind(computer: Computer, family: Family):
    fed(family)
    live = computer.sign_in(family)
    context = Context(lambda _step: context.cancel())
    with pytest.raises(Cancelled):
        Sync(live, page=3).run(context)
    assert threads_ahead() == []


@pytest.mark.rule("OFF-6")
def test_a_full_disk_is_told_at_once_though_the_next_page_does_not_come(
    computer: Computer, family: Family
):
    wanted, watched, free = fed(family), Watched(), threading.Event()

    def held(number: int, call: Call) -> bool:
        if number != 2:
            return False
        free.wait(LONG)
        call.hang_up()
        return True

    def fail() -> None:
        watched.wait_for(2)
        raise VaultFull("the disk is full")

    watched.spoil = held
    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        try:
            with pytest.raises(VaultFull):
                Sync(live, page=3).run(at_first_page(fail))
            assert len(watched.requests) == 2
            assert threads_ahead() == []
        finally:
            free.set()
        Sync(live, page=3).run(Context())
        assert visits(live) == wanted


@pytest.mark.rule("OFF-4")
def test_signing_out_ends_a_page_asked_ahead(computer: Computer, family: Family):
    """The practice holds the second answer back: nothing but the end of the copy ends the call."""
    fed(family)
    watched, free = Watched(), threading.Event()

    def held(number: int, call: Call) -> bool:
        if number != 2:
            return False
        free.wait(LONG)
        call.hang_up()
        return True

    def sign_out() -> None:
        watched.wait_for(2)
        live.sign_out()

    watched.spoil = held
    with lossy(family.server.url, watched) as network:
        live = computer.sign_in(family, url=network.url)
        try:
            with pytest.raises((PortalError, VaultClosed)):
                Sync(live, page=3).run(at_first_page(sign_out))
            assert not free.is_set()
            assert threads_ahead() == []
            assert len(watched.requests) == 2
        finally:
            free.set()
