"""Everything that goes wrong is answered with a problem that has a stable code (RFC 9457)."""

import asyncio
import json
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import OperationalError

from practice_server import signing
from practice_server.problems import Busy, Refusal
from practice_server.store.tables import metadata
from practice_server.work import HASHING_QUEUE, HASHING_THREADS, Work
from tests.practice_server.http.portal import (
    FEED_KEY,
    PortalUnderTest,
    portal_under_test,
    problem,
)

SECRET = "Ann-Marie O’Malley, periodontitis"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalUnderTest]:
    with portal_under_test(tmp_path_factory.mktemp("problems")) as made:
        yield made


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/nothing", "/v1/session/x", "/feed", "/%00"])
def test_unknown_route_is_not_found(empty: PortalUnderTest, path: str) -> None:
    assert problem(empty.call("GET", path), 404) == "not_found"


def test_wrong_method_says_so(empty: PortalUnderTest) -> None:
    assert problem(empty.call("DELETE", "/v1/practice"), 405) == "bad_request"


def test_practice_that_published_nothing_is_not_found(empty: PortalUnderTest) -> None:
    assert problem(empty.call("GET", "/v1/practice"), 404) == "not_found"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"user_name":7,"password":"x","device":{}}',
        b'{"user_name":"a","password":"b"}',
        f'{{"user_name":{{"{SECRET}":1}},"password":"b","device":{{}}}}'.encode(),
        b'{"user_name":"' + b"a" * 101 + b'","password":"b","device":{}}',
        b"[" * 100_000,
    ],
)
def test_body_that_is_not_understood_is_refused(empty: PortalUnderTest, body: bytes) -> None:
    answer = empty.call("POST", "/v1/session", content=body)

    assert problem(answer, 400) == "bad_request"
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    "item",
    [
        {"kind": SECRET, "id": "x"},
        {"kind": "statement", "id": 1},
        {"kind": "statement", "id": "x", "at": SECRET},
        {"kind": "person", "id": "x", "first_name": SECRET},
        {"kind": "appointment", "id": "x", "status": SECRET},
        {"kind": "statement", "id": "x", "blobs": [{"digest": SECRET, "size": 1}]},
    ],
)
def test_feed_is_told_the_place_and_never_the_value(
    empty: PortalUnderTest, item: dict[str, Any]
) -> None:
    answer = empty.call("PUT", "/feed/v1/records", FEED_KEY, json=[item])

    assert problem(answer, 400) == "bad_request"
    assert "$[0]" in answer.json()["detail"]
    assert "Malley" not in answer.text


def test_too_many_records_at_once_are_refused(empty: PortalUnderTest) -> None:
    body = [{"kind": "removal", "of": "statement", "id": "x"}] * 1001
    answer = empty.call("PUT", "/feed/v1/records", FEED_KEY, json=body)

    assert problem(answer, 400) == "bad_request"


@pytest.mark.parametrize("query", ["after=x", "after=-1", "limit=0", "limit=1001"])
def test_wrong_parameter_is_refused(empty: PortalUnderTest, query: str) -> None:
    answer = empty.call("GET", f"/feed/v1/actions?{query}", FEED_KEY)

    assert problem(answer, 400) == "bad_request"


def test_body_that_is_too_long_is_refused(empty: PortalUnderTest) -> None:
    answer = empty.call("POST", "/v1/session", content=b" " * (4 * 1024 * 1024 + 1))

    assert problem(answer, 413) == "too_large"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_fault_has_a_reference_that_is_in_the_log_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with portal_under_test(tmp_path) as portal:
        metadata.drop_all(portal.app.state.parts.store.engine)
        with caplog.at_level(logging.INFO):
            answer = portal.try_sign_in(SECRET, SECRET)

    assert problem(answer, 500) == "fault"
    assert set(answer.json()) == {"code", "title", "status", "reference"}
    [entry] = [record for record in caplog.records if record.getMessage() == "fault"]
    fields: dict[str, str] = vars(entry)["fields"]
    assert fields["reference"] == answer.json()["reference"]
    assert fields["error"] == OperationalError.__name__
    assert "Malley" not in str(fields)


def test_commit_that_fails_is_a_fault_and_not_a_success(tmp_path: Path) -> None:
    with portal_under_test(tmp_path) as portal:
        store = portal.app.state.parts.store
        with store.writing() as connection:
            connection.exec_driver_sql(
                "CREATE TABLE late (id REFERENCES login(id) DEFERRABLE INITIALLY DEFERRED)"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER late_row AFTER INSERT ON blob BEGIN"
                " INSERT INTO late VALUES ('nobody'); END"
            )
        answer = portal.feed_blob(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", b""
        )

    assert problem(answer, 500) == "fault"


@pytest.mark.parametrize("path", ["/v1/practice", "/v1/session"])
def test_database_that_went_away_is_busy_for_a_while(tmp_path: Path, path: str) -> None:
    with portal_under_test(tmp_path) as portal:
        put_away(portal, tmp_path)

        answer = portal.try_sign_in("a") if "session" in path else portal.call("GET", path)

    assert problem(answer, 503) == "busy"
    assert answer.headers["retry-after"] == "5"


def test_postgresql_that_ends_a_connection_in_mid_call_is_busy(
    tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_url(postgresql).set(drivername="postgresql+psycopg", database="template_portal")

    def ended(connection: Connection, *_given: object) -> NoReturn:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        raise AssertionError

    monkeypatch.setattr(signing, "reserve", ended)
    with portal_under_test(tmp_path, url.render_as_string(hide_password=False)) as portal:
        assert problem(portal.try_sign_in("a"), 503) == "busy"


def test_value_that_postgresql_cannot_keep_is_a_bad_request(portal: PortalUnderTest) -> None:
    on_postgresql = portal.app.state.parts.store.on_postgresql
    expected = "bad_request" if on_postgresql else "wrong_credentials"
    assert portal.try_sign_in("nul\0", "x").json()["code"] == expected

    too_large = portal.call("GET", "/feed/v1/actions?after=99999999999999999999", FEED_KEY)
    assert problem(too_large, 400) == "bad_request"


def test_more_passwords_than_can_be_looked_at_soon_are_refused() -> None:
    async def flood(count: int) -> list[object]:
        work, go_on = Work(), threading.Event()
        calls = [asyncio.ensure_future(work.hashing(go_on.wait, 60)) for _ in range(count)]
        await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
        go_on.set()
        answers = await asyncio.gather(*calls, return_exceptions=True)
        assert await work.hashing(go_on.wait, 60)
        work.close()
        return list(answers)

    answers = asyncio.run(flood(HASHING_THREADS + HASHING_QUEUE + 3))

    refused = [answer for answer in answers if isinstance(answer, Busy)]
    assert len(refused) == 3
    assert {refusal.retry_after for refusal in refused} == {5}


@pytest.mark.parametrize(
    ("method", "path", "fields"),
    [
        ("post", "/v1/session", {"user_name", "password", "device"}),
        ("post", "/v1/session/refresh", {"refresh"}),
        ("post", "/v1/session/end", {"end"}),
        ("post", "/v1/sync", {"have", "actions", "limit", "wait"}),
        ("post", "/feed/v1/actions/acknowledge", {"upto"}),
        ("put", "/feed/v1/records", {"id", "patient", "amount_cents"}),
    ],
)
def test_schema_tells_what_a_call_takes(
    empty: PortalUnderTest, method: str, path: str, fields: set[str]
) -> None:
    schema = empty.call("GET", "/schema/openapi.json").json()
    body = schema["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
    shapes = body["$defs"].values()

    named = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(body)))
    assert named == set(body["$defs"])
    assert any(fields <= shape.get("properties", {}).keys() for shape in shapes)


def test_dead_database_is_told_by_the_health_route(tmp_path: Path) -> None:
    with portal_under_test(tmp_path) as portal:
        assert portal.call("GET", "/health").json() == {"status": "ok"}
        put_away(portal, tmp_path)

        answer = portal.call("GET", "/health")

        assert problem(answer, 503) == "busy"
        assert answer.headers["retry-after"] == "5"
        assert portal.call("GET", "/health/live").status_code == 200


def put_away(portal: PortalUnderTest, folder: Path) -> None:
    """Take the database file away and put something in its place that is none."""
    portal.app.state.parts.store.engine.dispose()
    for path in folder.glob("practice.db*"):
        path.unlink()
    (folder / "practice.db").mkdir()


def test_every_refusal_has_a_title_and_a_code_of_its_own() -> None:
    kinds = [kind for kind in Refusal.__subclasses__() if kind.__module__.endswith("problems")]

    assert len({kind.code for kind in kinds}) == len(kinds)
    assert len({kind.title for kind in kinds}) == len(kinds)
