import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.services.context import PROGRESS_INTERVAL, Cancelled, Context, Progress
from desktop.services.jobs import Jobs, Lane


@pytest.fixture
def jobs(qtbot: QtBot):
    made = Jobs(on_error=print)
    yield made
    made.close()


def test_answers_and_progress_arrive_on_the_ui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[object, bool]] = []

    def note(value: object) -> None:
        seen.append((value, threading.current_thread() is threading.main_thread()))

    def work(context: Context) -> str:
        context.report(Progress(1, 2))
        return "done"

    owner = QObject()
    jobs.run(Lane.FILES, work, owner=owner, done=note, progress=note)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [(Progress(1, 2), True), ("done", True)]


def test_nobody_is_called_back_after_the_owner_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    owner, go = QObject(), threading.Event()
    called: list[object] = []
    jobs.run(Lane.READ, lambda _context: go.wait(5), owner=owner, done=called.append)
    shiboken6.delete(owner)
    go.set()
    after = QObject()
    with qtbot.waitCallback() as ran:  # the lane is in order: this one ends after the first
        jobs.run(Lane.READ, lambda _context: None, owner=after, done=ran)
    assert called == []


def test_a_failure_without_a_handler_reaches_the_window(qtbot: QtBot) -> None:
    heard: list[Exception] = []
    jobs = Jobs(on_error=heard.append)

    def work(_context: Context) -> None:
        raise ValueError("bug")

    owner = QObject()
    jobs.run(Lane.READ, work, owner=owner, done=print)
    qtbot.waitUntil(lambda: len(heard) == 1)
    jobs.close()
    assert isinstance(heard[0], ValueError)


def test_a_cancelled_job_says_nothing_even_when_it_ends_well(qtbot: QtBot, jobs: Jobs) -> None:
    started, go = threading.Event(), threading.Event()
    called: list[object] = []

    def work(_context: Context) -> str:
        started.set()
        go.wait(5)
        return "too late"

    owner = QObject()
    context = jobs.run(Lane.FILES, work, owner=owner, done=called.append, failed=called.append)
    assert started.wait(5)
    context.cancel()
    go.set()
    with qtbot.waitCallback() as ran:
        jobs.run(Lane.READ, lambda _context: None, owner=owner, done=ran)
    jobs.close()
    assert called == []


def test_a_worker_is_never_given_a_qobject(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()

    def named(_context: Context, _owner: QObject) -> None:
        """Ask for a QObject."""

    by_name = partial(named, _owner=owner)
    for work in (lambda _context: owner.objectName(), by_name, partial(by_name)):
        with pytest.raises(TypeError, match="holds a QObject"):
            jobs.run(Lane.READ, work, owner=owner, done=print)


def test_a_wait_does_not_hold_up_a_sync_and_closing_ends_it(qtbot: QtBot, jobs: Jobs) -> None:
    owner, ended, waiting = QObject(), threading.Event(), threading.Event()

    def wait(context: Context) -> None:
        context.on_cancel(ended.set)
        waiting.set()
        ended.wait()

    jobs.run(Lane.WAIT, wait, owner=owner, done=print)
    assert waiting.wait(5)
    with qtbot.waitCallback() as synced:
        jobs.run(Lane.SYNC, lambda _context: "synced", owner=owner, done=synced)
    jobs.close()
    assert ended.is_set()
    assert jobs.run(Lane.SYNC, print, owner=owner, done=print).cancelled


def test_closing_waits_for_what_must_come_to_its_end_alone(qtbot: QtBot, jobs: Jobs) -> None:
    owner, started, go = QObject(), threading.Event(), threading.Event()
    ran: list[str] = []

    def first(context: Context) -> None:
        context.on_cancel(go.set)
        started.set()
        go.wait(5)

    jobs.run(Lane.READ, first, owner=owner, done=print)
    assert started.wait(5)
    jobs.run(Lane.READ, lambda _context: ran.append("read"), owner=owner, done=print)
    jobs.run(
        Lane.READ, lambda _context: ran.append("kept"), owner=owner, done=print, to_the_end=True
    )
    jobs.close()
    assert ran == ["kept"]


def test_progress_comes_at_most_ten_times_a_second_and_the_end_always() -> None:
    seen: list[Progress] = []
    context = Context(seen.append)
    for done in range(1, 20_001):
        context.report(Progress(done, 20_000))
    assert seen[0] == Progress(1, 20_000)
    assert seen[-1] == Progress(20_000, 20_000)
    assert len(seen) < 20_000 * PROGRESS_INTERVAL


def test_a_pause_ends_with_the_cancellation() -> None:
    context = Context()
    context.cancel()
    told: list[bool] = []
    context.on_cancel(lambda: told.append(True))
    assert told == [True]
    with pytest.raises(Cancelled):
        context.pause(3600)
