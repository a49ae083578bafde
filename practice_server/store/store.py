"""The store: one database, opened once a process, used one transaction at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from practice_server.store import migrations
from practice_server.store.changes import Changes, touched_streams

_BUSY_MILLISECONDS = 30_000


class Store:
    """The practice server's database; safe to use from many threads.

    `reading` is one consistent view, `glancing` one statement. `writing` is one transaction: it is
    committed when the block ends well, else rolled back; who waits for the streams that it touched
    is told after the commit.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._snapshots = engine
        self._glances = engine.execution_options(begin="")
        if self.on_postgresql:
            self._glances = engine.execution_options(isolation_level="AUTOCOMMIT")
            self._snapshots = engine.execution_options(isolation_level="REPEATABLE READ")

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open `sqlite:///path` or `postgresql+psycopg://…`; any other raises `ValueError`."""
        parsed = make_url(url)
        match parsed.get_backend_name():
            case "sqlite":
                engine = create_engine(parsed, hide_parameters=True, pool_size=10, max_overflow=20)
                event.listen(engine, "connect", _prepare_sqlite)
                event.listen(engine, "begin", _begin_sqlite)
            case "postgresql":
                parsed = parsed.set(drivername="postgresql+psycopg")
                engine = create_engine(
                    parsed, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20
                )
            case name:
                raise ValueError(f"no store for databases of kind {name}")
        return cls(engine)

    @property
    def on_postgresql(self) -> bool:
        """Whether the database is PostgreSQL (else it is SQLite)."""
        return self.engine.dialect.name == "postgresql"

    @cached_property
    def changes(self) -> Changes:
        """Tells and waits for changes of streams, across processes."""
        return Changes(self.engine)

    def migrate(self) -> None:
        """Bring the tables to this version's form; safe to call from many workers at once."""
        migrations.upgrade(self.engine)

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """For a single reading statement, which is its own view: the cheapest look."""
        with self._glances.connect() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of everything committed so far."""
        with self._snapshots.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; raises what the block raises, after rolling back."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(begin="BEGIN IMMEDIATE")
            touched = touched_streams(connection)
            touched.clear()
            with connection.begin():
                yield connection
                self.changes.announce(connection, touched)
            names = frozenset(touched)
        if names:
            self.changes.wake(names)

    def close(self) -> None:
        """Close every connection and stop listening for changes."""
        self.changes.close()
        self.engine.dispose()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, in the words that fit
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",  # what was acknowledged to a patient survives a power cut
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "cache_size=-16384",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
