"""The version of the vault's tables, in SQLite's `user_version`, and the steps between versions."""

from collections.abc import Callable

from sqlalchemy import Connection

from desktop.models.vault import tables
from desktop.models.vault.errors import VaultNewer


def _first(connection: Connection) -> None:
    tables.metadata.create_all(connection)
    for statement in tables.EXTRAS:
        connection.exec_driver_sql(statement)


def _thumbnails(connection: Connection) -> None:
    tables.later.create_all(connection)
    for statement in tables.THUMBNAIL_EXTRAS:
        connection.exec_driver_sql(statement)


STEPS: tuple[Callable[[Connection], None], ...] = (_first, _thumbnails)
"""Step n leads from version n to n + 1. A step is never changed once it was released."""

VERSION = len(STEPS)


def version(connection: Connection) -> int:
    """The version of the tables that are there; 0 when there are none."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date, within the caller's transaction.

    `VaultNewer` when a newer version of the program made them.
    """
    found = version(connection)
    if found > VERSION:
        raise VaultNewer("a newer version made this copy")
    for step in STEPS[found:]:
        step(connection)
    if found != VERSION:
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
