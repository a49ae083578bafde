"""What a forked practice server has besides its imports (`tests.processes`): it was built once.

Nothing here may leave a thread behind or draw from a generator of random numbers in Python or
Rust: a fork loses the one and repeats the other.
"""

import gc
import tempfile
from pathlib import Path

import psycopg
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto

from practice_server import app, logins
from practice_server.settings import Settings
from practice_server.store.store import Store

__all__ = ["psycopg", "uvicorn"]


def warm() -> None:
    """Do once what each start does."""
    logins.warm_up()
    with tempfile.TemporaryDirectory() as folder:
        app.create_app(Settings(feed_key="0" * 32, base=Path(folder)))
        store = Store.open(f"sqlite:///{folder}/practice.db")
        store.migrate()
        store.close()
    gc.collect()
    gc.freeze()  # a child that looked for cycles would copy every page


warm()
