"""Files over HTTP: whole, by range, by signed address; and how they come in."""

import base64
import hashlib
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests
from httpx import Response

from portal_protocol.feed import FeedItem
from portal_protocol.records import Blob, PatientId, Statement
from practice_server import ranges
from practice_server.problems import RangeRefused
from practice_server.ranges import Span
from tests.practice_server.http import family
from tests.practice_server.http.portal import (
    FEED_KEY,
    PortalUnderTest,
    portal_under_test,
    problem,
)
from tests.serving import running_server

MIB = 1024 * 1024
CONTENT = random.Random(29).randbytes(3 * MIB + 17)  # the same in every process that runs tests
DIGEST = hashlib.sha256(CONTENT).hexdigest()
PATH = f"/v1/records/statement/long/blobs/{DIGEST}"


def statement(digest: str = DIGEST, size: int = len(CONTENT)) -> Statement:
    blob = Blob(digest=digest, size=size)
    return Statement(id="long", patient=PatientId("stranger"), at=family.VISIT, blobs=(blob,))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PortalUnderTest, str]]:
    """An application that holds one file, and the token of who may read it."""
    with portal_under_test(tmp_path_factory.mktemp("shared")) as portal:
        portal.feed([family.practice(), *stranger(), statement()])
        assert portal.feed_blob(DIGEST, CONTENT).status_code == 204
        yield portal, portal.sign_in("stranger").access


def read(shared: tuple[PortalUnderTest, str], **headers: str) -> Response:
    portal, token = shared
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return portal.call("GET", PATH, token, headers=sent)


@pytest.mark.rule("ACC-6")
def test_whole_file_comes_with_its_validators(shared: tuple[PortalUnderTest, str]) -> None:
    answer = read(shared)

    assert answer.status_code == 200
    assert answer.content == CONTENT
    assert answer.headers["content-length"] == str(len(CONTENT))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["etag"] == f'"{DIGEST}"'
    assert answer.headers["accept-ranges"] == "bytes"
    hashed = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()
    assert answer.headers["repr-digest"] == f"sha-256=:{hashed}:"


@pytest.mark.rule("ACC-6")
@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=1000-", 1000, len(CONTENT)),
        (f"bytes={MIB}-{2 * MIB}", MIB, 2 * MIB + 1),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT)),
        ("bytes=10-99999999999", 10, len(CONTENT)),
    ],
)
def test_range_is_answered_with_that_part(
    shared: tuple[PortalUnderTest, str], asked: str, start: int, end: int
) -> None:
    answer = read(shared, Range=asked, If_Range=f'"{DIGEST}"')

    assert answer.status_code == 206
    assert answer.content == CONTENT[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(CONTENT)}"


@pytest.mark.parametrize(
    ("asked", "if_range"),
    [
        ("bytes=0-1,5-6", f'"{DIGEST}"'),
        ("lines=0-1", f'"{DIGEST}"'),
        ("bytes=5-2", f'"{DIGEST}"'),
        ("bytes=-", f'"{DIGEST}"'),
        ("bytes=0-1", '"something else"'),
        ("bytes=0-1", f'W/"{DIGEST}"'),
        ("bytes=0-1", "Mon, 23 Nov 2026 15:00:00 GMT"),
    ],
)
def test_range_that_cannot_be_served_gets_all(
    shared: tuple[PortalUnderTest, str], asked: str, if_range: str
) -> None:
    answer = read(shared, Range=asked, If_Range=if_range)

    assert (answer.status_code, len(answer.content)) == (200, len(CONTENT))


@pytest.mark.parametrize("asked", [f"bytes={len(CONTENT)}-", "bytes=-0"])
def test_range_past_the_end_is_refused(shared: tuple[PortalUnderTest, str], asked: str) -> None:
    answer = read(shared, Range=asked)

    assert problem(answer, 416) == "range_refused"
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"


def test_head_says_what_get_would(shared: tuple[PortalUnderTest, str]) -> None:
    portal, token = shared
    got, looked = read(shared), portal.call("HEAD", PATH, token)

    assert looked.content == b""
    for name in ("content-length", "content-type", "etag", "repr-digest", "accept-ranges"):
        assert looked.headers[name] == got.headers[name]


@pytest.mark.parametrize("known", [f'"{DIGEST}"', f'W/"{DIGEST}"', f'"x", "{DIGEST}"', "*"])
def test_file_that_is_there_already_is_not_sent(
    shared: tuple[PortalUnderTest, str], known: str
) -> None:
    answer = read(shared, If_None_Match=known)

    assert (answer.status_code, answer.content) == (304, b"")


def test_every_range_of_a_short_file_is_what_slicing_gives() -> None:
    content = b"abcdefg"
    for first in ["", *map(str, range(9))]:
        for last in ["", *map(str, range(9))]:
            headers = {"range": f"bytes={first}-{last}"}
            try:
                span = ranges.span(headers, DIGEST, len(content))
            except RangeRefused:
                assert int(first or "9") >= 7 or last == "0"
                continue
            if first:
                stop = int(last) + 1 if last and int(last) >= int(first) else None
                start = int(first) if not last or stop else 0
            else:
                start, stop = (max(7 - int(last), 0), None) if last else (0, None)
            assert content[span.start : span.end] == content[start:stop]


def test_empty_file_is_served_whole() -> None:
    assert ranges.span({}, DIGEST, 0) == Span(0, 0, 0)
    assert not Span(0, 0, 0).partial


def test_empty_file_comes_in_and_goes_out(clinic: PortalUnderTest) -> None:
    digest = hashlib.sha256(b"").hexdigest()
    clinic.feed([statement(digest, 0)])
    assert clinic.feed_blob(digest, b"").status_code == 204

    path = f"/v1/records/statement/long/blobs/{digest}"
    answer = clinic.call("GET", path, clinic.sign_in("stranger").access)
    assert (answer.status_code, answer.content) == (200, b"")


def test_file_that_has_not_arrived_says_so(clinic: PortalUnderTest) -> None:
    clinic.feed([statement()])
    token = clinic.sign_in("stranger").access

    assert problem(clinic.call("GET", PATH, token), 404) == "blob_missing"
    assert clinic.call("HEAD", PATH, token).status_code == 404


def test_file_whose_size_the_feed_mistook_comes_whole(clinic: PortalUnderTest) -> None:
    clinic.feed([statement(DIGEST, len(CONTENT) + 5)])
    assert clinic.feed_blob(DIGEST, CONTENT).status_code == 204

    answer = clinic.call("GET", PATH, clinic.sign_in("stranger").access)

    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-length"] == str(len(CONTENT))


def test_file_lost_from_the_store_says_so(shared: tuple[PortalUnderTest, str]) -> None:
    portal, _ = shared
    next(portal.settings.base.glob(f"blobs/**/{DIGEST}")).unlink()
    try:
        assert problem(read(shared), 404) == "blob_missing"
    finally:
        assert portal.feed_blob(DIGEST, CONTENT).status_code == 204


def test_wrong_bytes_are_refused_and_not_kept(clinic: PortalUnderTest) -> None:
    answer = clinic.feed_blob(DIGEST, CONTENT[:-1])

    assert problem(answer, 422) == "digest_mismatch"
    assert clinic.call("HEAD", f"/feed/v1/blobs/{DIGEST}", FEED_KEY).status_code == 404
    assert not [path for path in clinic.settings.base.glob("blobs/**/*") if path.is_file()]


@pytest.mark.parametrize("name", ["x", DIGEST.upper(), DIGEST[:-1], "..%2f" + DIGEST])
def test_file_without_a_digest_for_a_name_is_refused(clinic: PortalUnderTest, name: str) -> None:
    assert clinic.feed_blob(name, CONTENT).status_code in {400, 404}


def test_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with portal_under_test(tmp_path, max_blob_mib=1) as portal:
        answer = portal.feed_blob(DIGEST, CONTENT)

        assert problem(answer, 413) == "too_large"
        assert not [path for path in tmp_path.glob("blobs/**/*") if path.is_file()]


def test_feed_knows_which_files_it_brought(shared: tuple[PortalUnderTest, str]) -> None:
    portal, _ = shared
    answer = portal.call("HEAD", f"/feed/v1/blobs/{DIGEST}", FEED_KEY)

    assert (answer.status_code, answer.headers["content-length"]) == (200, str(len(CONTENT)))
    assert portal.feed_blob(DIGEST, CONTENT).status_code == 204


def test_200_mib_pass_through_without_filling_the_memory(tmp_path: Path) -> None:
    block = secrets.token_bytes(MIB)
    hashed = hashlib.sha256()
    for _ in range(200):
        hashed.update(block)
    digest = hashed.hexdigest()
    with running_server(tmp_path, cold=True) as server:
        assert server.process is not None
        key = {"Authorization": f"Bearer {server.feed_key}"}
        sent = requests.put(
            f"{server.url}/feed/v1/blobs/{digest}",
            data=(block for _ in range(200)),
            headers=key,
            timeout=120,
        )
        assert sent.status_code == 204
        server.feed([family.practice(), *stranger(), statement(digest, 200 * MIB)])
        token = server.sign_in("stranger", family.PASSWORD).access
        resident = psutil.Process(server.process.pid)
        before, most, got = resident.memory_info().rss, 0, hashlib.sha256()
        with requests.get(
            f"{server.url}/v1/records/statement/long/blobs/{digest}",
            headers={"Authorization": f"Bearer {token}"},
            stream=True,
            timeout=120,
        ) as answer:
            for chunk in answer.iter_content(MIB):
                got.update(chunk)
                most = max(most, resident.memory_info().rss)
    assert got.hexdigest() == digest
    assert most - before < 64 * MIB


def stranger() -> list[FeedItem]:
    """The person and the login that may read the file."""
    return [item for item in family.items() if item.id in {"stranger", "login-of-stranger"}]
