"""Who waits for a stream is told, in this process and in others."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text

from portal_protocol.feed import FeedItem
from portal_protocol.records import PatientId, Statement
from practice_server.access import visible_streams
from practice_server.store.changes import EVERYTHING
from practice_server.store.store import Store
from tests.practice_server.worlds import family, feed, person, practice, visit

LONG = 60.0


def test_a_change_wakes_who_waits_for_its_stream_only(store: Store) -> None:
    family(store)
    ivy, jonas = Event(), Event()
    store.changes.subscribe(["patient:ivy/appointments"], ivy.set)
    store.changes.subscribe(["patient:jonas/appointments"], jonas.set)

    store.changes.wake(["patient:ivy/appointments"])

    assert ivy.is_set()
    assert not jonas.is_set()


@pytest.mark.parametrize(
    "item", [visit("v", "ivy"), person("ivy")], ids=["a new record", "a right that ended"]
)
def test_another_process_commits_and_is_heard(
    store: Store, open_store: Callable[[], Store], item: FeedItem
) -> None:
    family(store)
    other, heard = open_store(), Event()
    other.changes.subscribe(["patient:ivy/appointments"], heard.set)
    assert heard.wait(LONG)  # listening has begun: what came before was not heard
    heard.clear()

    feed(store, item)

    assert heard.wait(LONG)


def test_a_wait_ends_with_the_change_or_with_its_time(store: Store) -> None:
    with ThreadPoolExecutor(1) as threads:
        assert not store.changes.wait(["patient:nobody"], 0)
        waiting = threads.submit(store.changes.wait, ["patient:ivy"], LONG)
        while not waiting.done():
            store.changes.notify(["patient:ivy"])
        assert waiting.result()


@pytest.mark.parametrize(
    "item",
    [
        Statement(id="s", patient=PatientId("ivy")),
        person("mia", "elena"),
        practice(sections=()),
        practice(guarantor_access=False),
    ],
    ids=["a first statement", "a new member of the family", "a section", "the switch"],
)
def test_what_opens_or_closes_streams_is_told_to_those_who_wait(
    store: Store, item: FeedItem
) -> None:
    elena, told = family(store), Event()
    with store.reading() as connection:
        store.changes.subscribe(visible_streams(connection, elena), told.set)
    told.clear()

    feed(store, item)

    assert told.is_set()


def test_after_unsubscribing_nothing_is_told(store: Store) -> None:
    told = Event()
    store.changes.subscribe([EVERYTHING], told.set)()
    store.changes.wake([EVERYTHING])

    assert not told.is_set()


def test_a_rolled_back_change_is_not_told(store: Store) -> None:
    family(store)
    told: list[int] = []
    store.changes.wake = told.append  # type: ignore[method-assign, assignment]
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError
    assert not told


def test_a_great_many_streams_are_told_as_everything(
    store: Store, open_store: Callable[[], Store]
) -> None:
    other, heard = open_store(), Event()
    other.changes.subscribe(["patient:p999/appointments"], heard.set)
    assert heard.wait(LONG) or not store.on_postgresql
    heard.clear()

    feed(store, *(visit(f"v{number}", f"p{number}") for number in range(1000)))

    assert heard.wait(LONG)


def test_a_process_that_waits_can_be_closed(database_url: str) -> None:
    script = (
        "from practice_server.store.store import Store\n"
        f"store = Store.open({database_url!r})\n"
        "store.changes.subscribe(['x'], lambda: None)\n"
        "store.close()\n"
        "print('closed')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=LONG
    )
    assert done.stdout == "closed\n"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_listener_that_lost_its_connection_comes_back(
    store: Store, open_store: Callable[[], Store]
) -> None:
    other, heard = open_store(), Event()
    other.changes.subscribe(["patient:ivy"], heard.set)
    assert heard.wait(LONG)
    heard.clear()

    with store.writing() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        )

    assert heard.wait(LONG)  # told to look again, since something may have been missed
