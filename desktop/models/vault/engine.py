"""How the vault's database is opened: SQLCipher with a raw key, nothing in plain beside it."""

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Dialect, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import Pool, QueuePool, StaticPool
from typing_extensions import override

_URL = "sqlite+pysqlite://"
_REHEARSED: dict[Any, Any] = {}
"""Statements as SQLAlchemy compiled them over `engine_in_memory`, for all vaults."""

_PRAGMAS = (
    "temp_store = MEMORY",
    "secure_delete = ON",
    "cache_size = -4096",  # KiB, a connection
    "journal_size_limit = 4194304",
    "wal_autocheckpoint = 4000",  # pages: a first sync is copied to its place in few steps
    "synchronous = FULL",  # an action that was taken in survives a power cut (OFF-3)
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "mmap_size = 0",
)
_SPOILED = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
    }
)
"""After a page that it cannot decrypt a connection of SQLCipher's reads no other one, writes
nothing, and calls sound pages damaged: the next reader needs another connection."""


def engine_for(path: Path, key: Callable[[], str]) -> Engine:
    """An engine over the file; `key` is asked for the raw key when a connection is made.

    The key is neither in the URL nor in the engine, so that no `repr` can show it, and parameters
    are hidden in errors. Transactions are begun by `Vault`. SQLCipher's locked memory
    (`cipher_memory_security`) stays off: it makes every page read several times slower and fails
    where a process may lock little memory, while decrypted records are in this process anyway.
    """
    pool = QueuePool(lambda: _connected(path, key()), pool_size=6, max_overflow=6)
    engine = _engine(pool, Statements())
    event.listen(engine, "handle_error", _drop_spoiled)
    return engine


def engine_in_memory() -> Engine:
    """An engine over an empty database of its own that is nowhere on the disk: for rehearsals."""
    return _engine(StaticPool(lambda: _plain(":memory:")), _REHEARSED)


class Statements(dict[Any, Any]):
    """The statements of one vault, beside those that were rehearsed.

    A compiled statement holds the values that it was first used with, so a vault's own ones go
    with it.
    """

    @override
    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key) or _REHEARSED.get(key, default)


def _engine(pool: Pool, statements: dict[Any, Any]) -> Engine:
    kept = {"compiled_cache": statements}
    url = make_url(_URL)
    return Engine(pool, _dialect(), url, hide_parameters=True, execution_options=kept)


@cache
def _dialect() -> Dialect:
    """One for all vaults: what was compiled for one vault serves the next."""
    model = create_engine(_URL, module=sqlcipher3.dbapi2, isolation_level="AUTOCOMMIT")
    with model.connect():  # it asks the library what it can do
        pass
    model.dispose()
    return model.dialect


def _drop_spoiled(context: ExceptionContext) -> None:
    """Let the pool make another connection in the place of one that is of no more use."""
    code = getattr(context.original_exception, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in _SPOILED:
        context.is_disconnect = True
        context.invalidate_pool_on_disconnect = False  # the others are sound


def _connected(path: Path, key: str) -> Any:
    connection = _plain(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _plain(path: str) -> Any:
    return sqlcipher3.dbapi2.connect(
        path, timeout=10, isolation_level=None, check_same_thread=False
    )
