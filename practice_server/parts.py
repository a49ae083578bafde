"""What the routes of one process share."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from litestar.connection import ASGIConnection

from practice_server.blobs import BlobStore
from practice_server.settings import Settings
from practice_server.store.store import Store
from practice_server.tokens import Lives
from practice_server.work import Work

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Parts:
    """Settings, store, blobs and threads; `stopping` is set when the process was asked to end."""

    settings: Settings
    store: Store
    blobs: BlobStore
    work: Work = field(default_factory=Work)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def glance(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a call of one tiny query: a local file is read sooner than a thread is woken."""
        if self.store.on_postgresql:
            return await self.work.database(call, *args, **kwargs)
        return call(*args, **kwargs)

    @property
    def lives(self) -> Lives:
        """How long tokens live."""
        return Lives.of(self.settings)


def parts_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Parts:
    """The parts of the process that answers this call."""
    parts: Parts = connection.app.state.parts
    return parts
