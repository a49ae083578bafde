"""What can be saved of a vault that does not open, or that cannot be read in part (OFF-6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from sqlalchemy import Engine, select

from desktop.models.vault.engine import engine_for
from desktop.models.vault.errors import VaultDamaged, told
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.spare import Spare, Waits, waits_of
from desktop.models.vault.tables import meta

_OF_RECORDS = ("sync.", "search.")
"""Beginnings of the names of values that are true of the records, and lost with them."""
_ACTIONS = (
    ("SELECT number, body FROM outbox WHERE number > ? ORDER BY number LIMIT 1", -1),
    ("SELECT number, body FROM outbox WHERE number < ? ORDER BY number DESC LIMIT 1", 2**62),
)
_DRAFTS = (
    ("SELECT id, body FROM draft WHERE id > ? ORDER BY id LIMIT 1", ""),
    ("SELECT id, body FROM draft WHERE id < ? ORDER BY id DESC LIMIT 1", "\U0010ffff"),
)
"""From the first row on until one cannot be read, then from the last back: where each begins."""
_At = TypeVar("_At", int, str)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What waits and is being written, and small values of the copy's own.

    `whole` when nothing of the first two is lost.
    """

    waits: Waits = field(repr=False)
    whole: bool
    notes: dict[str, bytes] = field(default_factory=dict, repr=False)


def rescue(folder: VaultFolder, key: VaultKey) -> Rescued:
    """What can be read of the outbox and the drafts, there and in the list; writes nothing."""
    kept = Spare(folder.path, key).read()
    found = _found(folder, key)
    if kept is None or (found.whole and found.waits.place >= kept.place):
        return found
    return Rescued(kept, whole=True, notes=found.notes)


def _found(folder: VaultFolder, key: VaultKey) -> Rescued:
    if not folder.database.is_file() or folder.database.stat().st_size == 0:
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
    actions = sorted(dict(_one_by_one(engine, _ACTIONS)).items())
    drafts = dict(_one_by_one(engine, _DRAFTS))
    last = actions[-1][0] if actions else 0
    return Waits(last, tuple(body for _, body in actions), tuple(drafts.values()))


def _one_by_one(engine: Engine, way: Iterable[tuple[str, _At]]) -> Iterator[tuple[_At, bytes]]:
    for statement, at in way:
        row = _row(engine, statement, at)
        while row is not None:
            if _is_sound(row[1]):
                yield row
            row = _row(engine, statement, row[0])


def _is_sound(body: bytes) -> bool:
    """Whether it is there to its end: of a long one, a page that was hit may read as zeros."""
    try:
        msgspec.json.decode(body)
    except msgspec.MsgspecError:
        return False
    return True


def _row(engine: Engine, statement: str, at: _At) -> tuple[_At, bytes] | None:
    try:
        with told(), engine.connect() as connection:
            row = connection.exec_driver_sql(statement, (at,)).one_or_none()
    except VaultDamaged:
        return None
    return None if row is None else (row[0], row[1])
