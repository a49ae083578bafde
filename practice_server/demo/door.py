"""Bringing the demo practice in by the feed, over HTTP or as a folder to import."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import msgspec
import requests

from portal_protocol.feed import FEED_BATCH, FeedItem, FeedResult
from portal_protocol.problems import Problem
from practice_server.demo.benchmark import Kind
from practice_server.demo.documents import DemoBlob
from practice_server.demo.practice import DemoPractice, build

TIMEOUT = (10, 120)


class FeedError(Exception):
    """The feed said no; `status` is HTTP's, `code` the problem's, empty if it gave none."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"the feed answered {status} {code}".rstrip())
        self.status = status
        self.code = code


class FeedDoor:
    """The feed of one practice server. `base_url` has no path; `feed_key` is in its settings.

    Every call raises `FeedError`, or what `requests` raises when nobody answers.
    """

    def __init__(self, base_url: str, feed_key: str) -> None:
        self._base = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {feed_key}"

    def put_records(self, items: Sequence[FeedItem]) -> FeedResult:
        """At most `FEED_BATCH` items."""
        body = msgspec.json.encode(items)
        headers = {"Content-Type": "application/json"}
        answer = self.call("PUT", "/feed/v1/records", body=body, headers=headers)
        return msgspec.json.decode(answer.content, type=FeedResult)

    def put_blob(self, content: DemoBlob) -> None:
        """The bytes, unless the server has them."""
        path = f"/feed/v1/blobs/{content.blob.digest}"
        try:
            self.call("HEAD", path)
        except FeedError as refused:
            if refused.status != requests.codes.not_found:
                raise
            headers = {"Content-Type": content.blob.media_type}
            self.call("PUT", path, body=content.data, headers=headers)

    def call(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        """One request; the answer is a success."""
        answer = self._session.request(
            method,
            self._base + path,
            data=body,
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        if not 200 <= answer.status_code < 300:
            raise FeedError(answer.status_code, _code(answer))
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


class Wanted(TypedDict, total=False):
    """What `build` may be asked for."""

    size: int | None
    blob_bytes: int
    kind: Kind
    attachments: bool


def feed(
    base_url: str, feed_key: str, today: date | None = None, **wanted: Unpack[Wanted]
) -> FeedResult:
    """Build the demo practice and bring all of it in; repeating it changes nothing.

    Raises what `FeedDoor` and `build` raise.
    """
    return bring_in(build(today=today, **wanted), base_url, feed_key)


def bring_in(practice: DemoPractice, base_url: str, feed_key: str) -> FeedResult:
    """The blobs, then the records in batches. Raises what `FeedDoor` raises."""
    door = FeedDoor(base_url, feed_key)
    try:
        for content in practice.blobs:
            door.put_blob(content)
        results = [door.put_records(batch) for batch in batches(practice.items)]
    finally:
        door.close()
    changed, same = (sum(getattr(r, name) for r in results) for name in ("changed", "same"))
    return FeedResult(changed=changed, same=same)


def write_folder(path: Path, today: date | None = None, **wanted: Unpack[Wanted]) -> DemoPractice:
    """Write what `practice-server import` reads: `records/*.json`, `blobs/<sha256>`.

    The names of the record files sort in the order of the feed. Raises OSError.
    """
    practice = build(today=today, **wanted)
    for folder in (path / "records", path / "blobs"):
        folder.mkdir(parents=True, exist_ok=True)
    for number, batch in enumerate(batches(practice.items)):
        (path / "records" / f"{number:05}.json").write_bytes(msgspec.json.encode(batch))
    for content in practice.blobs:
        (path / "blobs" / content.blob.digest).write_bytes(content.data)
    return practice


def batches(items: Sequence[FeedItem]) -> Iterator[Sequence[FeedItem]]:
    """`items` in order, as many at once as the feed takes."""
    for start in range(0, len(items), FEED_BATCH):
        yield items[start : start + FEED_BATCH]


def _code(answer: requests.Response) -> str:
    try:
        return msgspec.json.decode(answer.content, type=Problem).code
    except msgspec.DecodeError:
        return ""
