"""A loopback door before one or several servers, which can hang up at any moment of a call.

It passes bytes on as they are. When a server refuses the connection it goes on to the next one.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

_CHUNK = 64 * 1024


class Moment(Enum):
    """How far a call has come."""

    ASKED = auto()  # the request came, the server has nothing of it yet
    PASSED = auto()  # the server has the request
    ANSWERED = auto()  # the server's answer came, the client has nothing of it yet
    BEGUN = auto()  # the client has some bytes of the answer


Behave = Callable[[int, Moment], bool]
"""Given the call's number, from 0, and its moment: whether to go on; False hangs up."""


def well(_number: int, _moment: Moment) -> bool:
    """Every call goes through."""
    return True


class Front:
    """The door; `behave` may be changed at any time, `calls` counts from then on."""

    def __init__(self, servers: Sequence[str], loop: asyncio.AbstractEventLoop) -> None:
        self._servers = [_place(url) for url in servers]
        self._loop = loop
        self._kept = _bound(0)  # while nothing listens, nobody else may take the port
        self._port = self._kept.getsockname()[1]
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._behave: Behave = well
        self.calls = 0

    @property
    def url(self) -> str:
        """Where the desktop finds the practice."""
        return f"http://127.0.0.1:{self._port}"

    def behave(self, how: Behave) -> None:
        """From now on; calls are counted from 0 again."""
        self.calls, self._behave = 0, how

    def open(self) -> None:
        """Let calls in, always on the same port."""
        self._do(self._start())

    def shut(self) -> None:
        """Refuse every connection, as a computer does where nothing listens."""
        self._do(self._stop())

    def hang_up(self) -> None:
        """End the connections that are open; new ones are let in."""
        self._do(self._drop())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _start(self) -> None:
        if self._listening is None:
            self._listening = await asyncio.start_server(self._serve, sock=_bound(self._port))

    async def _stop(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
        await self._drop()

    def close(self) -> None:
        """Refuse connections and give the port back."""
        self.shut()
        self._kept.close()

    async def _drop(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _serve(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._open.add(back)
        try:
            server, on = await self._connected()
            self._open.add(on)
            call = _Call(self)
            await _first_to_end(call.asking(client, on), call.answering(server, back))
            self._open.discard(on)
            on.transport.abort()
        except OSError:
            pass
        finally:
            self._open.discard(back)
            back.transport.abort()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for host, port in self._servers:
            with suppress(OSError):
                return await asyncio.open_connection(host, port)
        raise ConnectionRefusedError

    def goes_on(self, number: int, moment: Moment) -> bool:
        """What `behave` says."""
        return self._behave(number, moment)


class _Call:
    """One connection; calls follow one another on it."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._number = -1
        self._answering = True

    async def asking(self, client: asyncio.StreamReader, on: asyncio.StreamWriter) -> None:
        while data := await client.read(_CHUNK):
            if self._answering:
                self._answering = False
                self._number, self._front.calls = self._front.calls, self._front.calls + 1
                if not self._front.goes_on(self._number, Moment.ASKED):
                    return
            on.write(data)
            await on.drain()
            if not self._front.goes_on(self._number, Moment.PASSED):
                return

    async def answering(self, server: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while data := await server.read(_CHUNK):
            if not self._answering:
                self._answering = True
                if not self._front.goes_on(self._number, Moment.ANSWERED):
                    return
                back.write(data[: len(data) // 2])
                await back.drain()
                if not self._front.goes_on(self._number, Moment.BEGUN):
                    return
                data = data[len(data) // 2 :]
            back.write(data)
            await back.drain()


async def _first_to_end(*work: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "SO_REUSEPORT"):
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind(("127.0.0.1", port))
    return bound


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 0


@contextmanager
def front_of(*servers: str) -> Iterator[Front]:
    """A door before these servers, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="front", daemon=True)
    thread.start()
    front = Front(servers, loop)
    front.open()
    try:
        yield front
    finally:
        front.close()
        asyncio.run_coroutine_threadsafe(_settled(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _settled() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
