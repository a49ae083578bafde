"""Statements that SQLAlchemy spells differently for SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, object]


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert the rows whose key is not there yet; returns how many of one row (0 or 1) went in.

    Waits for a transaction that is inserting the same key.
    """
    if not rows:
        return 0
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return connection.execute(make(table).on_conflict_do_nothing(), list(rows)).rowcount


def put_row(connection: Connection, table: Table, row: Row) -> None:
    """Insert a row, or make the row of the same key equal to it."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key.columns]
    others = {name: value for name, value in row.items() if name not in keys}
    connection.execute(
        make(table).values(**row).on_conflict_do_update(index_elements=keys, set_=others)
    )
