"""Statements that SQLAlchemy spells differently for SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, object]


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet.

    Waits for a transaction that is inserting the same key.
    """
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def insert_once(connection: Connection, table: Table, row: Row) -> bool:
    """Insert a row unless its key is there; returns whether it went in. Waits likewise."""
    statement = _insert(connection, table).values(**row).on_conflict_do_nothing()
    returned = statement.returning(*table.primary_key.columns)
    return connection.execute(returned).first() is not None


def put_row(connection: Connection, table: Table, row: Row) -> None:
    """Insert a row, or make the row of the same key equal to it."""
    put_rows(connection, table, [row])


def put_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, or make the rows of the same keys equal to them; all have the same columns."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    statement = _insert(connection, table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=others), list(rows)
    )


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(table)
