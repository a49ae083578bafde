"""Threads for what blocks: database work, and Argon2id with its 64 MiB a call."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

DATABASE_THREADS = 8
HASHING_THREADS = 2


class Work:
    """Runs blocking calls beside the event loop; each kind has its own bounded threads."""

    def __init__(self) -> None:
        self._database = ThreadPoolExecutor(DATABASE_THREADS, thread_name_prefix="database")
        self._hashing = ThreadPoolExecutor(HASHING_THREADS, thread_name_prefix="hashing")

    async def database(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a short call that uses the store."""
        return await self._run(self._database, call, *args, **kwargs)

    async def hashing(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a call that hashes passwords; the number at a time bounds the memory."""
        return await self._run(self._hashing, call, *args, **kwargs)

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
