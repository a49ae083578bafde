"""How the vault's database is opened: SQLCipher with a raw key, nothing in plain beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

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


def engine_for(path: Path, key: Callable[[], str]) -> Engine:
    """An engine over the file; `key` is asked for the raw key when a connection is made.

    The key is neither in the URL nor in the engine, so that no `repr` can show it, and parameters
    are hidden in errors. Transactions are begun by `Vault`. SQLCipher's locked memory
    (`cipher_memory_security`) stays off: it makes every page read several times slower and fails
    where a process may lock little memory, while decrypted records are in this process anyway.
    """
    return create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: _connected(path, key()),
        poolclass=QueuePool,
        pool_size=6,
        max_overflow=6,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
    )


def _connected(path: Path, key: str) -> Any:
    connection = sqlcipher3.dbapi2.connect(
        str(path), timeout=10, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection
