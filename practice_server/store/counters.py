"""Numbers without gaps, in the order of commits; and locks that have a name."""

from sqlalchemy import Connection, select, update

from practice_server.store.tables import counter
from practice_server.store.upserts import insert_missing


def take(connection: Connection, name: str) -> int:
    """The counter's next number; others who want one wait until this transaction ends."""
    hold(connection, name)
    row = connection.execute(
        update(counter)
        .where(counter.c.name == name)
        .values(value=counter.c.value + 1)
        .returning(counter.c.value)
    ).one()
    return int(row.value)


def hold(connection: Connection, name: str) -> None:
    """Lock this name until the transaction ends."""
    insert_missing(connection, counter, [{"name": name, "value": 0}])
    connection.execute(select(counter.c.name).where(counter.c.name == name).with_for_update())
