"""Small named values that live in the vault: time of the last sync, tokens, own settings."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.models.vault.tables import meta

T = TypeVar("T")


def get(conn: Connection, name: str, kind: type[T]) -> T | None:
    """The value, or None when there is none or it is not of that type any more."""
    value = conn.execute(select(meta.c.value).where(meta.c.name == name)).scalar_one_or_none()
    if value is None:
        return None
    try:
        return msgspec.json.decode(value, type=kind)
    except msgspec.MsgspecError:
        return None


def put(conn: Connection, name: str, value: object) -> None:
    """Keep the value, encoded as JSON, in place of an earlier one; None removes it."""
    if value is None:
        conn.execute(delete(meta).where(meta.c.name == name))
        return
    new = insert(meta).values(name=name, value=msgspec.json.encode(value))
    conn.execute(
        new.on_conflict_do_update(index_elements=[meta.c.name], set_={"value": new.excluded.value})
    )


def take_over(conn: Connection, values: Mapping[str, bytes]) -> None:
    """Put values of another vault here, as they are encoded; those of the same name stay."""
    rows = [{"name": name, "value": value} for name, value in values.items()]
    if rows:
        conn.execute(insert(meta).on_conflict_do_nothing(), rows)
