"""Real parts for the figures: a practice server with a demo of any size, an open copy of it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.services.addresses import parse
from desktop.services.client import Client
from desktop.services.live import Live
from desktop.services.session import Door
from desktop.services.settings import Places, SettingsFile
from practice_server.demo import PASSWORD, feed
from tests.serving import RunningServer, running_server

LOGIN = "elena.m"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        yield Path(name)


@contextmanager
def practice(size: int | None = None, blob_bytes: int = 0) -> Iterator[RunningServer]:
    """A running practice server that holds `size` records of the login (None: the demo)."""
    with folder() as place, running_server(place, cold=True) as server:
        feed(server.url, server.feed_key, size=size, blob_bytes=blob_bytes)
        yield server


@contextmanager
def signed_in(server: RunningServer, place: Path) -> Iterator[Live]:
    """A new copy on this computer, signed in and still empty."""
    client = Client(parse(server.url))
    live = Door(place).sign_in(client, LOGIN, PASSWORD, remember=False, keep=False)
    try:
        yield live
    finally:
        live.close()


def welcomed(server: RunningServer, place: Path) -> Places:
    """The folders of a program that knows its practice, as after its first start."""
    places = Places.under(place)
    places.make()
    settings = SettingsFile(places.config)
    client = Client(parse(server.url))
    settings.change(address=server.url, welcome=client.welcome())
    client.close()
    return places
