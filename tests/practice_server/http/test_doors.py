"""Every route of the application is shut without credentials, unless it is on the list."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from litestar.routes import HTTPRoute

from practice_server.app import create_app
from practice_server.settings import Settings
from tests.practice_server.http.portal import (
    FEED_KEY,
    PortalUnderTest,
    portal_under_test,
    problem,
)

PUBLIC = {
    ("GET", "/health/live"),
    ("GET", "/health"),
    ("GET", "/v1/practice"),
    ("POST", "/v1/session"),
    ("POST", "/v1/session/refresh"),
    ("POST", "/v1/session/end"),
    *product(("GET", "OPTIONS"), ("/schema", "/schema/openapi.json", "/schema/{path}")),
}
WRONG_KEYS = (
    "",
    "Bearer",
    "Bearer ",
    "Bearer wrong",
    f"Basic {FEED_KEY}",
    f"Bearer {FEED_KEY[:-1]}",
    "Bearer \xff",
)


def _routes() -> list[tuple[str, str]]:
    app = create_app(Settings(feed_key=FEED_KEY))
    return sorted(
        (method, route.path_format)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalUnderTest]:
    with portal_under_test(tmp_path_factory.mktemp("doors")) as made:
        yield made


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("key", WRONG_KEYS)
@pytest.mark.parametrize(("method", "path"), sorted(set(_routes()) - PUBLIC))
def test_route_is_shut_without_credentials(
    empty: PortalUnderTest, method: str, path: str, key: str
) -> None:
    answer = empty.client.request(method, path, headers={b"Authorization": key.encode("latin-1")})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), sorted(PUBLIC))
def test_public_route_is_there(empty: PortalUnderTest, method: str, path: str) -> None:
    assert (method, path) in _routes()
    assert empty.call(method, path).status_code in {200, 204, 400, 404}


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize(
    ("method", "path"), [route for route in _routes() if route[1].startswith("/v1/records")]
)
def test_feed_key_opens_no_patients_route(empty: PortalUnderTest, method: str, path: str) -> None:
    assert empty.call(method, path, FEED_KEY).status_code == 401


def test_access_token_opens_no_feed_route(clinic: PortalUnderTest) -> None:
    token = clinic.sign_in("stranger").access

    for method, path in _routes():
        if path.startswith("/feed"):
            assert clinic.call(method, path, token).status_code == 401


def test_refresh_and_end_tokens_open_no_route(clinic: PortalUnderTest) -> None:
    session = clinic.sign_in("stranger")

    for token in (session.refresh, session.end):
        answer = clinic.call("POST", "/v1/sync", token, json={})
        assert problem(answer, 401) == "session_expired"


def test_settings_need_no_folder_to_list_routes(tmp_path: Path) -> None:
    assert not list(tmp_path.iterdir())
    create_app(Settings(feed_key=FEED_KEY, base=tmp_path))
    assert not list(tmp_path.iterdir())
