"""Search over very many records, reading PDFs for it, and the window while somebody types."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

from bench.figure import Figure, compare, from_pairs
from bench.parts import folder
from bench.searching import MESSAGES, PAPERS, documents, offered
from desktop.models.vault import papers
from desktop.models.vault.indexing import SEARCHED
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from desktop.services.indexing import Indexing
from desktop.services.portal.opened import utc_now
from desktop.services.portal.reads.search import MOST, SearchReads
from desktop.services.settings import Places

COMMON = "appointment"
BARE = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT ?"
BLOCK = 0.05
PASSES, SEARCHES = 2, 9


def figures() -> Iterator[Figure]:
    """One copy for all three."""
    with folder() as place:
        shared = documents()
        vault, _ = offered(Places.under(place), shared)
        yield from_pairs(
            f"reading {PAPERS} PDFs for the search against pypdf alone",
            [reading(vault, shared) for _ in range(PASSES)],
            unit="s",
            limit=1.2,
        )
        yield compare(
            f"search for a common word in {MESSAGES:,} messages and {PAPERS} PDFs",
            lambda: searching(vault),
            lambda: bare_searching(vault),
            unit="s",
            limit=2,
            rounds=SEARCHES,
        )
        vault.close()
        name = "longest block of the GUI thread while typing a search"
        yield from_pairs(name, [(one, BLOCK) for one in typing(place)[1:]], unit="s", limit=1)


def reading(vault: Vault, shared: list[bytes]) -> tuple[float, float]:
    """Seconds to read all documents from the vault into the search, and of pypdf over the same.

    In turn, step by step, so that what else the machine does hits both alike.
    """
    with vault.writing() as connection:
        papers.forget(connection, papers.gone(connection, lambda _digest: False))
    work, left, ours, bare = Indexing(vault), len(shared), 0.0, 0.0
    while left:
        start = time.perf_counter()
        now = work.step(Context()).documents
        ours += time.perf_counter() - start
        bare += bare_reading(shared[len(shared) - left : len(shared) - now])
        left = now
    work.close()
    with vault.reading() as connection:
        assert not papers.waiting(connection)
    return ours, bare


def bare_reading(shared: list[bytes]) -> float:
    """Seconds of pypdf over these documents, their texts thrown away."""
    start = time.perf_counter()
    for data in shared:
        for page in PdfReader(io.BytesIO(data)).pages:
            page.extract_text()
    return time.perf_counter() - start


def searching(vault: Vault) -> float:
    """Seconds to the first fifty hits, with their records and the text around the words."""
    start = time.perf_counter()
    found = SearchReads(vault, utc_now).find(Context(), typed=COMMON, chosen=None, kinds=SEARCHED)
    seconds = time.perf_counter() - start
    assert len(found.hits) == MOST
    return seconds


def bare_searching(vault: Vault) -> float:
    """Seconds of SQLite's own ranking over the same index."""
    with vault.reading() as connection:
        start = time.perf_counter()
        rows = connection.exec_driver_sql(BARE, (f'"{COMMON}"*', MOST)).all()
        seconds = time.perf_counter() - start
    assert len(rows) == MOST
    return seconds


def typing(place: Path) -> list[float]:
    """What `bench.searching` prints, offscreen where there is no screen."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.searching", str(place)],
        cwd=Path(__file__).parent.parent,
        env={"QT_QPA_PLATFORM": "offscreen"} | os.environ,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-3000:])
    return [float(one) for one in json.loads(done.stdout.splitlines()[-1])]
