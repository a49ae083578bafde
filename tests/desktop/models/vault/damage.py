"""Bytes turned over in the files of a vault, each time in a page of the kind that is asked for."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection

from desktop.models.vault.engine import engine_for
from desktop.models.vault.errors import VaultDamaged, told
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey

PAGE = 4096
Question = Callable[[Connection], object]


def flip(path: Path, at: int) -> None:
    """Turn one bit over."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def readable(folder: VaultFolder, key: VaultKey, question: Question) -> bool:
    """Whether that can be read in the database."""
    engine = engine_for(folder.database, key.database)
    try:
        with told(), engine.connect() as connection:
            question(connection)
    except VaultDamaged:
        return False
    finally:
        engine.dispose()
    return True


def hit(folder: VaultFolder, key: VaultKey, *, spoils: Question, spares: Question) -> None:
    """Turn a bit over in the first page that one question needs and the other does not."""
    for page in range(1, folder.database.stat().st_size // PAGE):
        flip(folder.database, page * PAGE + 100)
        if readable(folder, key, spares) and not readable(folder, key, spoils):
            return
        flip(folder.database, page * PAGE + 100)
    raise AssertionError("no such page")


def asking(*statements: str) -> Question:
    """A question in SQL."""

    def ask(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement).all()

    return ask


def every_page(folder: VaultFolder) -> Iterator[int]:
    """A place in each page of the database."""
    return iter(range(100, folder.database.stat().st_size, PAGE))


OUTBOX = asking("SELECT body FROM outbox ORDER BY number")
META = asking("SELECT value FROM meta")
INDEX = asking("SELECT count(*) FROM record INDEXED BY record_list WHERE kind > ''")
RECORDS = asking("SELECT sum(length(body)) FROM record")
