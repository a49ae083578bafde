"""The application: every route behind the one door, every refusal as a problem."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from litestar import Litestar, Router
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from practice_server import log, logins
from practice_server.blobs import BlobStore
from practice_server.bodies import PATIENT_BODY
from practice_server.door import DOOR, Door, authorize
from practice_server.feed.http import feed_router
from practice_server.parts import Parts
from practice_server.problems import (
    Refusal,
    from_away,
    from_database,
    from_fault,
    from_framework,
    from_refusal,
)
from practice_server.routes import blobs, health, practice, session, sync, transmissions, uploads
from practice_server.settings import CONFIG_VARIABLE, Settings, load
from practice_server.store.store import Store
from practice_server.summaries.keeping import keep_made

ROUTES = (
    health.live,
    health.health,
    practice.welcome,
    session.begin,
    session.refresh,
    session.end,
    sync.synchronise,
    blobs.read_blob,
    blobs.look_at_blob,
    uploads.put_upload,
    transmissions.transmit,
    feed_router,
)
ENDING = tuple(signal.Signals[name] for name in ("SIGTERM", "SIGINT"))


def create_app(settings: Settings) -> Litestar:
    """The application for these settings; opens the store and the blobs when it starts."""
    return Litestar(
        route_handlers=ROUTES,
        guards=[authorize],
        exception_handlers={
            Refusal: from_refusal,
            HTTPException: from_framework,
            DBAPIError: from_database,
            PoolTimeout: from_away,
            Exception: from_fault,
        },
        lifespan=[_life_of(settings)],
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="Practice server",
            version="v1",
            render_plugins=[JsonRenderPlugin()],
            openapi_router=Router("/schema", route_handlers=[], opt={DOOR: Door.PUBLIC}),
        ),
        request_max_body_size=PATIENT_BODY,
    )


def _life_of(settings: Settings) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(app: Litestar) -> AsyncIterator[None]:
        parts = Parts(settings, Store.open(settings.database_url), BlobStore.open(settings))
        app.state.parts = parts
        await parts.work.hashing(logins.warm_up)
        _tell_when_ending(parts.stopping)
        keeping = asyncio.create_task(keep_made(parts))
        try:
            yield
        finally:
            parts.stopping.set()
            await keeping
            parts.work.close()
            parts.store.close()

    return life


def from_environment() -> ASGIApp:
    """The application of a worker process, whose settings file the environment names."""
    path = os.environ.get(CONFIG_VARIABLE)
    settings = load(Path(path) if path else None)
    log.set_up(settings.log_level)
    return logged(create_app(settings))


def logged(app: ASGIApp) -> ASGIApp:
    """`app` with one line of log a call: the route's pattern, never its path."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, noted)
        finally:
            ms = round((time.perf_counter() - began) * 1000, 1)
            route = scope.get("path_template", "")
            log.record("call", method=scope["method"], route=route, status=status, ms=ms)

    return call


def _tell_when_ending(stopping: asyncio.Event) -> None:
    """Set `stopping` at the signal, so that calls which wait are answered before the end."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def chained(before: Any) -> Callable[[int, FrameType | None], None]:
        def on_signal(number: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(stopping.set)
            if callable(before):
                before(number, frame)

        return on_signal

    for number in ENDING:
        signal.signal(number, chained(signal.getsignal(number)))
