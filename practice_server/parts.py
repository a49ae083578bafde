"""What the routes of one process share."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from litestar.connection import ASGIConnection

from practice_server.blobs import BlobStore
from practice_server.settings import Settings
from practice_server.store.store import Store
from practice_server.tokens import Lives
from practice_server.work import Work


@dataclass(frozen=True)
class Parts:
    """Settings, store, blobs and threads; `stopping` is set when the process was asked to end."""

    settings: Settings
    store: Store
    blobs: BlobStore
    work: Work = field(default_factory=Work)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def lives(self) -> Lives:
        """How long tokens live."""
        return Lives.of(self.settings)


def parts_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Parts:
    """The parts of the process that answers this call."""
    parts: Parts = connection.app.state.parts
    return parts
