"""Transactions, and many workers on one database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from practice_server import actions, audit
from practice_server.feed import records
from practice_server.store import streams
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.streams import Key
from practice_server.store.tables import setting
from practice_server.store.tables import throttle as throttle_table
from practice_server.store.writer import Draft, Writer
from tests.practice_server.worlds import (
    NOON,
    Copy,
    answer_visit,
    caller,
    family,
    feed,
    raw_action,
    visit,
)


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        Store.open("mysql://localhost/x")


def test_a_failed_block_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing() as connection:
            connection.execute(insert(setting), {"name": "a", "value": "b"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as connection:
        assert not connection.execute(select(setting)).all()


def test_a_reader_sees_one_moment(store: Store, open_store: Callable[[], Store]) -> None:
    with store.reading() as connection:
        assert not connection.execute(select(setting)).all()
        with open_store().writing() as other:
            other.execute(insert(setting), {"name": "a", "value": "b"})
        assert not connection.execute(select(setting)).all()


def test_times_come_back_as_they_were_and_naive_ones_are_refused(store: Store) -> None:
    at = now()
    with store.writing() as connection:
        connection.execute(insert(throttle_table), {"key": b"k", "failed_at": at})
        assert connection.scalar(select(throttle_table.c.failed_at)) == at
    naive = {"key": b"l", "failed_at": at.replace(tzinfo=None)}
    with store.writing() as connection, pytest.raises(StatementError, match="without its zone"):
        connection.execute(insert(throttle_table), naive)


def test_numbers_of_a_stream_have_no_gap_with_many_writers(
    store: Store, open_store: Callable[[], Store]
) -> None:
    stores = [store, open_store(), open_store()]
    names = ["patient:a", "patient:b", "patient:c"]

    def write(number: int) -> None:
        chosen = [names[number % 3], names[(number + 1) % 3]]  # in an order that differs
        with stores[number % 3].writing() as connection:
            writer = Writer(connection, chosen)
            for name in chosen:
                writer.put(Key(name, "note", str(number)), Draft(b"{}"))
            writer.flush()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(30)))

    with store.reading() as connection:
        for name in names:
            numbers = [row.number for row in streams.page(connection, name, 0, 100)]
            assert numbers == list(range(1, 21))


def test_feed_actions_and_readers_at_once_lose_nothing(
    store: Store, open_store: Callable[[], Store]
) -> None:
    elena, over = family(store), Event()
    stores = [store, open_store(), open_store()]
    copies = [Copy(elena), Copy(caller("jonas"))]

    def bring(number: int) -> None:
        feed(stores[number % 3], visit(f"n{number}", "jonas"), visit(f"m{number % 4}", "ivy"))

    def note(number: int) -> None:
        raw = raw_action("note_viewed", kind="person", record="jonas")
        actions.carry_out(stores[number % 3], elena, raw)

    def read(copy: Copy) -> None:
        while not over.is_set():
            copy.sync_once(stores[1], limit=1)

    readers = [Thread(target=read, args=(copy,)) for copy in copies]
    for reader in readers:
        reader.start()
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda work, n: work(n), [bring, note] * 12, range(24)))
    finally:
        over.set()
        for reader in readers:
            reader.join()

    for copy in copies:
        assert copy.sync(store, limit=1).shown() == Copy(copy.who).sync(store).shown()
        assert copy.started_over == 0
    assert len(copies[1].ids("activity")) == 12
    assert audit.verify(store) >= 12


def test_outgoing_numbers_have_no_gap_with_many_writers(
    store: Store, open_store: Callable[[], Store]
) -> None:
    elena = family(store)
    stores = [store, open_store()]
    days = [NOON + timedelta(days=number) for number in range(1, 13)]
    feed(store, *(visit(f"d{number}", "ivy", at) for number, at in enumerate(days)))

    with ThreadPoolExecutor(4) as threads:
        list(
            threads.map(
                lambda number: answer_visit(
                    stores[number % 2], elena, f"d{number}", start=days[number]
                ),
                range(12),
            )
        )

    assert [row.number for row in records.outgoing(store, 0, 100)] == list(range(1, 13))


def test_the_same_feed_from_many_workers_at_once_is_taken_once(
    store: Store, open_store: Callable[[], Store]
) -> None:
    family(store)
    stores = [store, open_store(), open_store()]
    items = [visit(f"f{number}", name) for number in range(20) for name in ("ivy", "jonas")]
    half = len(items) // 2

    def bring(number: int) -> int:
        order = items if number % 2 else [*items[half:], *items[:half]]
        return feed(stores[number % 3], *order).changed

    with ThreadPoolExecutor(6) as threads:
        changed = sorted(threads.map(bring, range(6)))

    # each visit is told of as Ivy's and then, or before, as Jonas's: the last word stands
    assert changed[-1] == 20
    assert len(Copy(caller("elena")).sync(store).ids("appointment")) == 23
