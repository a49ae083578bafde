"""Summaries that were left are made while the server runs, and no longer."""

import asyncio
from pathlib import Path

import pytest

from practice_server.parts import Parts
from practice_server.settings import Settings
from practice_server.store.store import Store
from practice_server.summaries.keeping import keep_made
from tests.practice_server.ccd.charts import chart
from tests.practice_server.summaries.clinics import PROBLEM, ClinicUnderTest, clinic_in
from tests.practice_server.worlds import feed

PATIENCE = 120


async def kept_until_done(parts: Parts, clinic: ClinicUnderTest) -> None:
    keeping = asyncio.create_task(keep_made(parts, every=0.01))
    while clinic.waiting():
        await asyncio.sleep(0.01)
    parts.stopping.set()
    await keeping


@pytest.mark.rule("SUM-1")
def test_what_was_left_is_made_until_the_process_is_to_end(store: Store, tmp_path: Path) -> None:
    clinic = clinic_in(store, tmp_path)
    feed(store, chart(), PROBLEM)
    assert clinic.sees() == []

    parts = Parts(Settings(feed_key="k" * 40, base=tmp_path), store, clinic.blobs)
    asyncio.run(asyncio.wait_for(kept_until_done(parts, clinic), PATIENCE))
    parts.work.close()

    assert b"Asthma" in clinic.document()
