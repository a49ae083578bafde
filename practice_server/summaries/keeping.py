"""Makes summaries that were left: after a crash, or when very many were due at once."""

import asyncio
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from practice_server import log
from practice_server.parts import Parts
from practice_server.summaries.making import AT_ONCE, make_due

EVERY_SECONDS: Final = 60


async def keep_made(parts: Parts, every: float = EVERY_SECONDS) -> None:
    """Look every so many seconds, until the process is to end."""
    while not await _is_ending(parts, every):
        try:
            while await parts.work.database(make_due, parts.store, parts.blobs, AT_ONCE):
                if parts.stopping.is_set():
                    break
        except SQLAlchemyError as error:
            log.fault("summaries_delayed", error)


async def _is_ending(parts: Parts, within: float) -> bool:
    try:
        await asyncio.wait_for(parts.stopping.wait(), within)
    except TimeoutError:
        return False
    return True
