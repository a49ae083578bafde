"""Threads for what blocks: database work, and Argon2id with its 64 MiB a call."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from practice_server.problems import RETRY_SECONDS, Busy

P = ParamSpec("P")
R = TypeVar("R")

DATABASE_THREADS = 8
HASHING_THREADS = 2
HASHING_QUEUE = 64


class Work:
    """Runs blocking calls beside the event loop; each kind has its own bounded threads."""

    def __init__(self) -> None:
        self._database = ThreadPoolExecutor(DATABASE_THREADS, thread_name_prefix="database")
        self._hashing = ThreadPoolExecutor(HASHING_THREADS, thread_name_prefix="hashing")
        self._to_hash = 0

    async def database(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a short call that uses the store."""
        return await self._run(self._database, call, *args, **kwargs)

    async def hashing(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a call that hashes passwords; the number at a time bounds the memory.

        Raises Busy when so many wait that their callers would have given up before their turn.
        """
        if self._to_hash >= HASHING_THREADS + HASHING_QUEUE:
            raise Busy(retry_after=RETRY_SECONDS)
        self._to_hash += 1
        try:
            return await self._run(self._hashing, call, *args, **kwargs)
        finally:
            self._to_hash -= 1

    def close(self) -> None:
        """Wait for what runs, then let the threads go."""
        self._database.shutdown()
        self._hashing.shutdown()

    @staticmethod
    async def _run(
        pool: ThreadPoolExecutor, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, lambda: call(*args, **kwargs))
