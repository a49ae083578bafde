"""Downloading 200 MB of documents into the vault, digest checked."""

import time
from collections.abc import Iterator
from pathlib import Path

import requests

from bench.figure import Figure, compare
from bench.parts import LOGIN, folder, practice, signed_in
from desktop.models.vault import queries
from desktop.services.context import Context
from desktop.services.documents import Documents
from desktop.services.live import Live
from desktop.services.sync import Sync
from portal_protocol.records import Statement
from practice_server.demo import PASSWORD
from tests.serving import RunningServer

BYTES = 200_000_000
CHUNK = 1 << 20


def figures() -> Iterator[Figure]:
    """Each document through the service into the vault, against requests into a plain file."""
    with practice(1_000, BYTES) as server, folder() as place, signed_in(server, place) as live:
        Sync(live).run(Context())
        wanted = statements(live)
        size = sum(blob.size for each in wanted for blob in each.blobs)
        yield compare(
            f"downloading {size / 1e6:.0f} MB of documents into the vault",
            lambda: into_the_vault(live, wanted),
            lambda: into_plain_files(server, wanted),
            unit="s",
            limit=3,
        )


def statements(live: Live) -> list[Statement]:
    """The statements of the copy, one for each document."""
    with live.vault.reading() as connection:
        rows, _ = queries.page(
            connection, Statement, patients=None, newest_first=True, limit=10_000
        )
    by_digest = {row.blobs[0].digest: row for row in rows if isinstance(row, Statement)}
    return list(by_digest.values())


def into_the_vault(live: Live, wanted: list[Statement]) -> float:
    """Seconds to fetch every document; they are removed again."""
    documents, context = Documents(live), Context()
    start = time.perf_counter()
    for each in wanted:
        for blob in each.blobs:
            documents.fetch(each, blob, context)
    seconds = time.perf_counter() - start
    for each in wanted:
        for blob in each.blobs:
            live.vault.documents.remove(blob.digest)
    return seconds


def into_plain_files(server: RunningServer, wanted: list[Statement]) -> float:
    """Seconds to download the same with requests, unencrypted and unchecked."""
    head = {"Authorization": f"Bearer {server.sign_in(LOGIN, PASSWORD).access}"}
    with folder() as place, requests.Session() as calls:
        start = time.perf_counter()
        for each in wanted:
            for blob in each.blobs:
                url = f"{server.url}/v1/records/statement/{each.id}/blobs/{blob.digest}"
                plain(calls, url, head, place / blob.digest)
        return time.perf_counter() - start


def plain(calls: requests.Session, url: str, head: dict[str, str], target: Path) -> None:
    """One document into a file."""
    with calls.get(url, headers=head, stream=True) as answer, target.open("wb") as file:
        answer.raise_for_status()
        for chunk in answer.iter_content(CHUNK):
            file.write(chunk)
