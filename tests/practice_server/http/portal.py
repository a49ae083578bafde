"""The application behind an HTTP client in this process, and the practice's side of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from portal_protocol.feed import FeedItem
from portal_protocol.problems import PROBLEM_MEDIA_TYPE
from portal_protocol.session import Session
from practice_server.app import create_app
from practice_server.settings import Settings
from practice_server.store.store import Store
from tests.practice_server.http.family import PASSWORD

FEED_KEY = "feed-key-of-a-test-feed-key-of-a-test"
DEVICE = {"name": "Kitchen computer", "system": "Linux", "program": "tests"}


@dataclass
class PortalUnderTest:
    """One application; `call` is a patient's call, `feed` the practice's."""

    app: Litestar
    client: TestClient[Litestar]
    settings: Settings

    def call(self, method: str, path: str, token: str = "", **more: Any) -> Response:
        """A call with an access token, redirects not followed."""
        headers = {**({"Authorization": f"Bearer {token}"} if token else {})}
        headers |= more.pop("headers", {})
        return self.client.request(method, path, headers=headers, follow_redirects=False, **more)

    def feed(self, items: Sequence[FeedItem]) -> None:
        """Bring records in."""
        body = msgspec.json.encode(items)
        answer = self.call("PUT", "/feed/v1/records", FEED_KEY, content=body)
        assert answer.status_code == 200, answer.text

    def feed_blob(self, digest: str, content: bytes) -> Response:
        """Bring a file in."""
        headers = {"Content-Type": "application/pdf"}
        return self.call(
            "PUT", f"/feed/v1/blobs/{digest}", FEED_KEY, content=content, headers=headers
        )

    def try_sign_in(self, user_name: str, password: str = PASSWORD) -> Response:
        """What signing in answers."""
        body = {"user_name": user_name, "password": password, "device": DEVICE}
        return self.call("POST", "/v1/session", json=body)

    def sign_in(self, user_name: str, password: str = PASSWORD) -> Session:
        """A session on a new device."""
        return session_of(self.try_sign_in(user_name, password))

    def refresh(self, token: str) -> Response:
        """What turning a refresh token over answers."""
        return self.call("POST", "/v1/session/refresh", json={"refresh": token})

    def sync(self, token: str, **request: Any) -> dict[str, Any]:
        """The answer of the sync call."""
        answer = self.call("POST", "/v1/sync", token, json={"limit": 2000, **request})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


def problem(answer: Response, status: int) -> str:
    """The code of a problem; checks what every problem has (RFC 9457)."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith(PROBLEM_MEDIA_TYPE)
    said = answer.json()
    assert said["status"] == status
    assert said["title"]
    code: str = said["code"]
    return code


def session_of(answer: Response) -> Session:
    """The session that signing in or a refresh answered."""
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Session)


def store_of(portal: PortalUnderTest) -> Store:
    """The store behind the application."""
    store: Store = portal.app.state.parts.store
    return store


def streams_of(answer: dict[str, Any]) -> set[str]:
    """The streams that a sync answer has pages of."""
    return {page["stream"] for page in answer["pages"]}


def items_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """All records and tombstones of a sync answer."""
    return [item for page in answer["pages"] for item in page["items"]]


@contextmanager
def portal_under_test(
    folder: Path, database: str = "sqlite:///practice.db", **more: Any
) -> Iterator[PortalUnderTest]:
    """An application whose files are in `folder`, started and stopped."""
    settings = Settings(feed_key=FEED_KEY, database=database, base=folder, **more)
    app = create_app(settings)
    with TestClient(app, raise_server_exceptions=False) as client:
        app.state.parts.store.migrate()
        yield PortalUnderTest(app, client, settings)
