"""Two servers on one PostgreSQL, of which one is killed: the desktop goes on with the other."""

import random
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
import requests

from desktop.models.trouble import PortalError
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.outbox import Outbox
from desktop.services.session import this_device
from portal_protocol.records import Answer, Appointment, PatientId, Statement
from tests.convergence.computer import Computer
from tests.convergence.feeds import FIRST, STARTS, visit
from tests.convergence.front import Behave, Front, Moment, front_of, well
from tests.convergence.model import World
from tests.serving import RunningServer, running_server

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ELENA = PatientId("elena")
LONGEST = 0.02
"""Seconds from a request to the kill: about as long as a call takes."""


@dataclass
class Pair:
    """Two servers on one database, the door that finds the one that lives, and a computer."""

    first: RunningServer
    second: RunningServer
    front: Front
    computer: Computer
    world: World
    dice: random.Random
    kills: list[threading.Timer] = field(default_factory=list)

    def feed(self, number: int) -> Appointment:
        """A new visit, through the second server."""
        new = visit(number, ELENA, STARTS[0].replace(year=STARTS[0].year + 1 + number % 100))
        self.second.feed([new])
        self.world.take(new)
        return new

    def killing(self, call: int, when: Moment) -> Behave:
        """Kill the first server at that moment of that call; an answer that came is lost."""

        def behave(number: int, moment: Moment) -> bool:
            if (number, moment) != (call, when):
                return True
            if when is Moment.PASSED:
                self.kills.append(threading.Timer(self.dice.random() * LONGEST, self.first.kill))
                self.kills[-1].start()
                return True
            self.first.kill()
            return when is Moment.ASKED

        return behave

    def syncs(self, how: Behave, page: int = 2000) -> None:
        """A whole sync while a server dies; then the first one lives again."""
        self.front.hang_up()
        self.front.behave(how)
        self.computer.sync.page = page
        self.computer.sync.run(Context())
        self.heals()

    def heals(self) -> None:
        """The first server is back."""
        self.front.behave(well)
        for kill in self.kills:
            kill.join()
        self.kills.clear()
        self.first.start()

    def answers(self, name: str) -> None:
        """The patient confirms a visit that the computer shows."""
        shown = self.computer.shown()["appointment", name]
        assert isinstance(shown, Appointment)
        Outbox(self.computer.opened.vault).answer(shown, Answer.CONFIRM, offline=False)
        (pending,) = self.computer.pending().values()
        self.world.carry_out("elena", pending.action, this_device().name)


@pytest.fixture
def pair(tmp_path: Path, database_url: str) -> Iterator[Pair]:
    key, blobs = secrets.token_urlsafe(32), str(tmp_path / "blobs")
    dice = random.Random(random.SystemRandom().getrandbits(32))
    with (
        running_server(
            tmp_path / "first", database_url=database_url, blobs=blobs, feed_key=key
        ) as first,
        running_server(
            tmp_path / "second", database_url=database_url, blobs=blobs, feed_key=key
        ) as second,
        front_of(first.url, second.url) as front,
    ):
        first.feed_key = second.feed_key = key
        first.feed(FIRST)
        world = World()
        for item in FIRST:
            world.take(item)
        computer = Computer(tmp_path, front.url, "elena", b"")  # type: ignore[arg-type]
        computer.root = tmp_path / "0"
        computer.sign_in()
        yield Pair(first, second, front, computer, world, dice)
        computer.stop()


def compare(pair: Pair) -> None:
    """Everything is there, and each answer took effect once."""
    shown = pair.computer.shown()
    (sign_in,) = [name for name, each in shown.items() if getattr(each, "what", "") == "signed_in"]
    del shown[sign_in]  # noted once, whatever died (HEAD-8); the model knows of no computers
    assert shown == pair.world.shown_to("elena")
    assert pair.computer.pending() == {}
    told = [msgspec.json.decode(each.body)["id"] for each in pair.second.outgoing(limit=1000)]
    assert told == [each.action for each in pair.world.told]


MOMENTS = [Moment.ASKED, Moment.PASSED, Moment.ANSWERED]


@pytest.mark.rule("OFF-3")
def test_a_server_dies_in_the_middle_of_a_sync_and_of_an_action(pair: Pair) -> None:
    for number in range(10, 40):
        pair.feed(number)
    for round_, when in enumerate(MOMENTS):
        pair.feed(50 + round_)
        pair.syncs(pair.killing(2 if round_ == 0 else 0, when), page=3)
        compare(pair)
        pair.answers(f"v{10 + round_}")
        pair.syncs(pair.killing(0, when))
        compare(pair)


@pytest.mark.deep
@pytest.mark.rule("OFF-3")
def test_a_server_dies_a_hundred_times(pair: Pair) -> None:
    for number in range(10, 110):
        pair.feed(number)
    pair.syncs(well)
    for number in range(10, 110):
        pair.feed(number + 100)
        pair.answers(f"v{number}")
        when = pair.dice.choice([Moment.PASSED, *MOMENTS])
        pair.syncs(pair.killing(pair.dice.randrange(2), when), page=2)
        compare(pair)


@pytest.mark.rule("ACC-6")
def test_a_server_dies_in_the_middle_of_a_document(pair: Pair) -> None:
    content = pair.dice.randbytes(3_000_000)
    blob = pair.first.feed_blob(content)
    statement = Statement(id="s1", patient=ELENA, at=STARTS[0], blobs=(blob,))
    pair.first.feed([statement])
    pair.computer.sync.run(Context())

    pair.front.behave(pair.killing(0, Moment.BEGUN))
    Documents(pair.computer.opened).fetch(statement, blob, Context())

    assert pair.computer.opened.vault.documents.read(blob.digest, 10**7) == content


def wait_in_thread(pair: Pair) -> tuple[threading.Thread, list[object]]:
    """A long poll that the server has; what it came to is in the list."""
    passed, found = threading.Event(), list[object]()

    def behave(_number: int, moment: Moment) -> bool:
        if moment is Moment.PASSED:
            passed.set()
        return True

    def wait() -> None:
        try:
            found.append(pair.computer.sync.wait_for_change(Context()))
        except PortalError as error:
            found.append(error.no_contact)

    pair.front.behave(behave)
    thread = threading.Thread(target=wait)
    thread.start()
    assert passed.wait(30)
    for server in (pair.first, pair.second):
        if server.process is not None:
            requests.get(f"{server.url}/health", timeout=30).raise_for_status()
    return thread, found


def test_who_waits_at_one_server_is_told_of_a_change_through_the_other(pair: Pair) -> None:
    pair.computer.sync.run(Context())
    thread, found = wait_in_thread(pair)  # at the first

    new = pair.feed(10)  # through the second
    thread.join(40)

    assert found == [True]
    pair.computer.sync.run(Context())
    assert pair.computer.shown()["appointment", new.id] == new


def test_a_wait_goes_on_at_the_other_server(pair: Pair) -> None:
    pair.computer.sync.run(Context())
    thread, found = wait_in_thread(pair)
    pair.first.kill()
    thread.join(40)
    assert found == [True]  # no contact, which the program tries again

    thread, found = wait_in_thread(pair)
    pair.feed(10)
    thread.join(40)
    assert found == [True]
