"""Who waits for a change of a stream is told of it, in this process and in others.

PostgreSQL tells by LISTEN and NOTIFY, sent in the transaction that makes the change. With SQLite
the file's version is looked at twice a second. Being told is a hint: whoever waits looks again.
"""

import sqlite3
from collections.abc import Callable, Iterable
from threading import Event, Lock, Thread

import psycopg
from sqlalchemy import Connection, Engine, text

EVERYTHING = "*"
"""Stands for all streams: who sees what may have changed."""

_CHANNEL = "portal_streams"
_LONGEST_PAYLOAD = 7000
_POLL_SECONDS = 0.5
_NOTIFY = text("SELECT pg_notify(:channel, :names)")


def touched_streams(connection: Connection) -> set[str]:
    """The streams that the transaction of this connection has changed so far."""
    names: set[str] = connection.info.setdefault("touched", set())
    return names


class Changes:
    """Tells and waits for changes of streams; safe to use from many threads.

    A wait begins when it is registered, so: register, look at the store once more, then wait.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._waiting: dict[str, dict[int, Callable[[], None]]] = {}
        self._listener: Thread | None = None
        self._closed = Event()
        self._next = 0

    def notify(self, streams: Iterable[str]) -> None:
        """Tell everybody, here and in other processes, that these streams changed."""
        names = frozenset(streams)
        with self._engine.begin() as connection:
            self.announce(connection, names)
        self.wake(names)

    def announce(self, connection: Connection, streams: Iterable[str]) -> None:
        """Tell other processes when the transaction of `connection` is committed."""
        names = "\n".join(sorted(streams))
        if names and self._engine.dialect.name == "postgresql":
            payload = names if len(names.encode()) < _LONGEST_PAYLOAD else EVERYTHING
            connection.execute(_NOTIFY, {"channel": _CHANNEL, "names": payload})

    def wake(self, streams: Iterable[str]) -> None:
        """Tell those who wait in this process."""
        names = frozenset(streams)
        with self._lock:
            rows = self._waiting.values() if EVERYTHING in names else self._rows(names)
            callbacks = {number: call for row in rows for number, call in row.items()}
        for callback in callbacks.values():
            callback()

    def subscribe(self, streams: Iterable[str], callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback`, from any thread, at each change; calling the result ends that."""
        names = frozenset(streams)
        with self._lock:
            self._next += 1
            number = self._next
            for name in names:
                self._waiting.setdefault(name, {})[number] = callback
            self._start_listening()
        return lambda: self._unsubscribe(names, number)

    def wait(self, streams: Iterable[str], timeout: float) -> bool:
        """Whether one of the streams changed within `timeout` seconds."""
        changed = Event()
        unsubscribe = self.subscribe(streams, changed.set)
        try:
            return changed.wait(timeout)
        finally:
            unsubscribe()

    def close(self) -> None:
        """Stop listening; those who wait are told."""
        self._closed.set()
        if self._listener is not None:
            self._listener.join()
        self.wake({EVERYTHING})

    def _rows(self, names: Iterable[str]) -> list[dict[int, Callable[[], None]]]:
        return [self._waiting[name] for name in names if name in self._waiting]

    def _unsubscribe(self, names: Iterable[str], number: int) -> None:
        with self._lock:
            for name in names:
                row = self._waiting.get(name, {})
                row.pop(number, None)
                if not row:
                    self._waiting.pop(name, None)

    def _start_listening(self) -> None:
        if self._listener is None and not self._closed.is_set():
            on_postgresql = self._engine.dialect.name == "postgresql"
            work = self._listen if on_postgresql else self._poll
            self._listener = Thread(target=work, name="changes", daemon=True)
            self._listener.start()

    def _poll(self) -> None:
        """Look at the version of an SQLite file, which other processes' commits change."""
        connection = sqlite3.connect(self._engine.url.database or "", timeout=_POLL_SECONDS)
        seen = None
        try:
            while not self._closed.wait(_POLL_SECONDS):
                try:
                    version = connection.execute("PRAGMA data_version").fetchone()[0]
                except sqlite3.OperationalError:
                    continue  # locked for a moment: the next look tells
                if version != seen:
                    seen = version
                    self.wake({EVERYTHING})
        finally:
            connection.close()

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                self._listen_once()
            except psycopg.OperationalError:
                self._closed.wait(_POLL_SECONDS)

    def _listen_once(self) -> None:
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        with psycopg.connect(*arguments, **options, autocommit=True) as connection:
            connection.execute(f"LISTEN {_CHANNEL}")
            self.wake({EVERYTHING})  # what was told before this moment was not heard
            while not self._closed.is_set():
                for notice in connection.notifies(timeout=_POLL_SECONDS):
                    self.wake(notice.payload.split("\n"))
