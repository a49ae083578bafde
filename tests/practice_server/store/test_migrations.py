"""The tables that the migrations make are the tables that the code uses."""

from collections.abc import Callable

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from practice_server.store import migrations
from practice_server.store.store import Store
from practice_server.store.tables import metadata


def test_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(store: Store) -> None:
    migrations.downgrade(store.engine, "base")
    assert inspect(store.engine).get_table_names() == ["alembic_version"]

    store.migrate()
    assert set(metadata.tables) < set(inspect(store.engine).get_table_names())


def test_migrating_again_changes_nothing(store: Store, open_store: Callable[[], Store]) -> None:
    before = inspect(store.engine).get_table_names()
    open_store().migrate()
    assert inspect(store.engine).get_table_names() == before
