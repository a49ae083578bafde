"""What can be saved of a vault that does not open, or that cannot be read in part (OFF-6)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Engine, select

from desktop.models.vault.engine import engine_for
from desktop.models.vault.errors import VaultDamaged, told
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.spare import Spare, Waits, waits_of
from desktop.models.vault.tables import meta

_OF_RECORDS = ("sync.", "search.")
"""Beginnings of the names of values that are true of the records, and lost with them."""
_NEXT = "SELECT number, body FROM outbox WHERE number > ? ORDER BY number LIMIT 1"
_BEFORE = "SELECT number, body FROM outbox WHERE number < ? ORDER BY number DESC LIMIT 1"
_BEYOND = 2**62


@dataclass(frozen=True, slots=True)
class Rescued:
    """What waits, and small values of the copy's own; `whole` when nothing that waits is lost."""

    waits: Waits = field(repr=False)
    whole: bool
    notes: dict[str, bytes] = field(default_factory=dict, repr=False)


def rescue(folder: VaultFolder, key: VaultKey) -> Rescued:
    """What can be read of the outbox, there and in its spare list; writes nothing of its own."""
    kept = Spare(folder.path, key).read()
    found = _found(folder, key)
    if kept is None or (found.whole and found.waits.place >= kept.place):
        return found
    return Rescued(kept, whole=True, notes=found.notes)


def _found(folder: VaultFolder, key: VaultKey) -> Rescued:
    if not folder.database.is_file():
        return Rescued(Waits(), whole=False)
    engine = engine_for(folder.database, key.database)
    try:
        notes = _notes(engine)
        try:
            with told(), engine.connect() as connection:
                return Rescued(waits_of(connection), whole=True, notes=notes)
        except VaultDamaged:
            return Rescued(_in_part(engine), whole=False, notes=notes)
    finally:
        engine.dispose()


def _notes(engine: Engine) -> dict[str, bytes]:
    try:
        with told(), engine.connect() as connection:
            rows = connection.execute(select(meta.c.name, meta.c.value)).all()
    except VaultDamaged:
        return {}
    return {name: value for name, value in rows if not name.startswith(_OF_RECORDS)}


def _in_part(engine: Engine) -> Waits:
    rows = dict(_one_by_one(engine))
    return Waits(max(rows, default=0), tuple(rows[number] for number in sorted(rows)))


def _one_by_one(engine: Engine) -> Iterator[tuple[int, bytes]]:
    """From the first row on until one cannot be read, then from the last back."""
    for statement, at in ((_NEXT, -1), (_BEFORE, _BEYOND)):
        row = _row(engine, statement, at)
        while row is not None:
            yield row
            row = _row(engine, statement, row[0])


def _row(engine: Engine, statement: str, at: int) -> tuple[int, bytes] | None:
    try:
        with told(), engine.connect() as connection:
            row = connection.exec_driver_sql(statement, (at,)).one_or_none()
    except VaultDamaged:
        return None
    return None if row is None else (row[0], row[1])
