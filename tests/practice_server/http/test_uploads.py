"""Files that patients attach, where the practice allows it (MAIL-5)."""

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from httpx import Response
from sqlalchemy import select
from uuid_utils import uuid7

from portal_protocol.mail import Message
from portal_protocol.records import Blob, PatientId, Section, Webmail
from practice_server import uploads
from practice_server.store.columns import now
from practice_server.store.tables import blob, upload
from tests.practice_server.http import family
from tests.practice_server.http.portal import (
    FEED_KEY,
    PortalUnderTest,
    items_of,
    problem,
    store_of,
)

PDF = b"%PDF-1.7 what the insurance said"
PNG = b"\x89PNG\r\n\x1a\nof a tooth"


def named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def allow(portal: PortalUnderTest, **more: Any) -> None:
    """The practice lets patients attach files."""
    webmail = Webmail(**{"attachments": True, "attachment_bytes": 1000, **more})
    portal.feed([msgspec.structs.replace(family.practice(), webmail=webmail)])


@pytest.fixture
def patient(clinic: PortalUnderTest) -> str:
    """The access token of a patient of a practice that takes files."""
    allow(clinic)
    return clinic.sign_in("stranger").access


def bring(portal: PortalUnderTest, token: str, content: bytes, digest: str = "") -> Response:
    path = f"/v1/uploads/{digest or named(content)}"
    headers = {"Content-Type": "application/pdf"}  # which counts for nothing
    return portal.call("PUT", path, token, content=content, headers=headers)


def send(portal: PortalUnderTest, token: str, *files: tuple[bytes, str]) -> dict[str, str]:
    """The result of sending a message with these files."""
    action = {
        "do": "send_message",
        "id": str(uuid7()),
        "made_at": datetime.now(UTC).isoformat(),
        "regarding": "stranger",
        "subject": "Insurance",
        "body": "Here it is.",
        "attachments": [
            {"digest": named(data), "size": 7, "name": name, "media_type": "text/html"}
            for data, name in files
        ],
    }
    result: dict[str, str] = portal.sync(token, actions=[action])["results"][0]
    return result


def kept(portal: PortalUnderTest, content: bytes) -> bool:
    """Whether the blob store holds these bytes."""
    found = asyncio.run(portal.app.state.parts.blobs.size(named(content)))
    return found is not None


def rows(portal: PortalUnderTest) -> list[tuple[str, str, int, str]]:
    with store_of(portal).reading() as connection:
        found = connection.execute(select(upload)).all()
    return [(row.login, row.digest, row.size, row.media_type) for row in found]


@pytest.mark.rule("MAIL-5")
@pytest.mark.parametrize("content", [PDF, PNG, b"\xff\xd8\xff jpeg", "Grüße".encode()])
def test_a_file_of_an_allowed_kind_is_taken_and_may_be_brought_twice(
    clinic: PortalUnderTest, patient: str, content: bytes
) -> None:
    assert bring(clinic, patient, content).status_code == 204
    before = rows(clinic)
    assert bring(clinic, patient, content).status_code == 204

    assert rows(clinic) == before
    ((login, digest, size, _),) = before
    assert (login, digest, size) == ("login-of-stranger", named(content), len(content))
    assert kept(clinic, content)


@pytest.mark.rule("MAIL-5")
def test_nothing_is_taken_unless_the_practice_allows_it(clinic: PortalUnderTest) -> None:
    token = clinic.sign_in("stranger").access
    assert problem(bring(clinic, token, PDF), 422) == "attachment_refused"
    allow(clinic)
    off = tuple(each for each in Section if each is not Section.WEBMAIL)
    webmail = Webmail(attachments=True)
    clinic.feed([msgspec.structs.replace(family.practice(sections=off), webmail=webmail)])

    assert problem(bring(clinic, token, PDF), 422) == "attachment_refused"
    assert problem(bring(clinic, "", PDF), 401) == "session_expired"
    assert rows(clinic) == []
    assert not kept(clinic, PDF)


@pytest.mark.rule("MAIL-5")
@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00", b"PK\x03\x04", b"GIF89a\x00", b"\xff\xfe\x00", b"text\x00"]
)
def test_a_file_of_another_kind_is_refused_whatever_it_is_called(
    clinic: PortalUnderTest, patient: str, content: bytes
) -> None:
    assert problem(bring(clinic, patient, content), 422) == "attachment_refused"

    assert not kept(clinic, content)
    assert send(clinic, patient, (content, "fine.pdf"))["code"] == "attachment_refused"


@pytest.mark.rule("MAIL-5")
def test_kind_and_size_are_what_the_practice_says(clinic: PortalUnderTest, patient: str) -> None:
    allow(clinic, attachment_types=("image/png",), attachment_bytes=len(PNG))

    assert problem(bring(clinic, patient, PDF[: len(PNG)]), 422) == "attachment_refused"
    assert problem(bring(clinic, patient, PNG + b"!"), 413) == "too_large"
    assert bring(clinic, patient, PNG).status_code == 204
    assert not kept(clinic, PNG + b"!")


@pytest.mark.rule("MAIL-5")
def test_a_practice_that_only_says_yes_takes_20_mb_of_the_usual_kinds(
    clinic: PortalUnderTest, patient: str
) -> None:
    clinic.feed([msgspec.structs.replace(family.practice(), webmail=Webmail(attachments=True))])
    whole = PDF.ljust(20_000_000)

    assert problem(bring(clinic, patient, whole + b"!"), 413) == "too_large"
    assert bring(clinic, patient, whole).status_code == 204
    assert problem(bring(clinic, patient, b"GIF89a\x00"), 422) == "attachment_refused"


@pytest.mark.rule("MAIL-5")
def test_bytes_that_are_not_the_digests_are_refused(clinic: PortalUnderTest, patient: str) -> None:
    assert problem(bring(clinic, patient, PDF, named(PNG)), 422) == "digest_mismatch"
    assert problem(bring(clinic, patient, PDF, "x"), 400) == "bad_request"

    assert not kept(clinic, PDF)
    assert not kept(clinic, PNG)
    assert send(clinic, patient, (PNG, "x.png"))["code"] == "attachment_refused"


def test_a_failed_second_time_leaves_the_first(clinic: PortalUnderTest, patient: str) -> None:
    bring(clinic, patient, PDF)
    assert problem(bring(clinic, patient, PNG, named(PDF)), 422) == "digest_mismatch"

    assert send(clinic, patient, (PDF, "x.pdf"))["outcome"] == "done"
    assert kept(clinic, PDF)


@pytest.mark.rule("MAIL-5")
def test_sent_files_are_shown_as_they_are_under_clean_names(
    clinic: PortalUnderTest, patient: str
) -> None:
    bring(clinic, patient, PDF)
    bring(clinic, patient, PNG)
    result = send(clinic, patient, (PDF, "../../card\u202efdp.pdf"), (PNG, "tooth.png"))
    assert result["outcome"] == "done"

    (sent,) = [each for each in items_of(clinic.sync(patient)) if each["kind"] == "message"]
    assert msgspec.convert(sent["blobs"], list[Blob]) == [
        Blob(named(PDF), len(PDF), "application/pdf", "cardfdp.pdf"),
        Blob(named(PNG), len(PNG), "image/png", "tooth.png"),
    ]
    answer = clinic.call("GET", f"/v1/records/message/{sent['id']}/blobs/{named(PNG)}", patient)
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")


@pytest.mark.rule("MAIL-5")
def test_the_practices_system_is_told_of_the_files_as_they_are(
    clinic: PortalUnderTest, patient: str
) -> None:
    bring(clinic, patient, PDF)
    send(clinic, patient, (PDF, "../../card\u202efdp.pdf"))

    (told,) = clinic.call("GET", "/feed/v1/actions", FEED_KEY).json()

    assert msgspec.convert(told["body"]["attachments"], list[Blob]) == [
        Blob(named(PDF), len(PDF), "application/pdf", "cardfdp.pdf")
    ]
    assert told["body"]["body"] == "Here it is."


@pytest.mark.rule("MAIL-5")
def test_the_practices_system_reads_what_was_sent(clinic: PortalUnderTest, patient: str) -> None:
    path = f"/feed/v1/blobs/{named(PNG)}"
    bring(clinic, patient, PNG)
    assert problem(clinic.call("GET", path, FEED_KEY), 404) == "not_found"
    assert clinic.call("HEAD", path, FEED_KEY).status_code == 404
    send(clinic, patient, (PNG, "tooth.png"))

    answer = clinic.call("GET", path, FEED_KEY)

    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-length"] == str(len(PNG))
    assert clinic.call("HEAD", path, FEED_KEY).status_code == 200
    assert problem(clinic.call("GET", path, patient), 401) == "key_refused"
    assert problem(clinic.call("GET", "/feed/v1/blobs/x", FEED_KEY), 400) == "bad_request"


def test_a_file_of_no_bytes_is_read_too(clinic: PortalUnderTest) -> None:
    assert clinic.feed_blob(named(b""), b"").status_code == 204

    answer = clinic.call("GET", f"/feed/v1/blobs/{named(b'')}", FEED_KEY)

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.rule("MAIL-5")
@pytest.mark.rule("WHO-8")
def test_somebody_elses_file_or_none_cannot_be_attached(
    clinic: PortalUnderTest, patient: str
) -> None:
    wanted = {"guardian", "login-of-guardian"}
    clinic.feed([item for item in family.items() if item.id in wanted])
    bring(clinic, clinic.sign_in("guardian").access, PDF)
    bring(clinic, patient, PNG)
    clinic.feed_blob(named(b"%PDF-1.7 of the practice"), b"%PDF-1.7 of the practice")

    for content in (PDF, b"nothing", b"%PDF-1.7 of the practice"):
        result = send(clinic, patient, (PNG, "mine.png"), (content, "theirs.pdf"))
        assert (result["outcome"], result["code"]) == ("refused", "attachment_refused")
    assert [each for each in items_of(clinic.sync(patient)) if each["kind"] == "message"] == []


@pytest.mark.rule("MAIL-5")
def test_a_file_brought_before_the_practice_changed_its_mind_is_not_sent(
    clinic: PortalUnderTest, patient: str
) -> None:
    bring(clinic, patient, PDF)
    clinic.feed([family.practice()])

    assert send(clinic, patient, (PDF, "x.pdf"))["code"] == "attachment_refused"


def test_one_login_cannot_fill_the_store(clinic: PortalUnderTest, patient: str) -> None:
    row = {"login": "login-of-stranger", "size": 1, "media_type": "text/plain"}
    with store_of(clinic).writing() as connection:
        connection.execute(
            upload.insert(),
            [{**row, "digest": f"{n:064x}", "created_at": now()} for n in range(uploads.MOST)],
        )

    assert problem(bring(clinic, patient, PDF), 422) == "attachment_refused"
    assert not kept(clinic, PDF)


def test_what_was_sent_is_a_file_of_its_record(clinic: PortalUnderTest, patient: str) -> None:
    bring(clinic, patient, PDF)
    sent = send(clinic, patient, (PDF, "x.pdf"))["id"]
    with store_of(clinic).reading() as connection:
        assert connection.scalars(select(blob.c.digest)).all() == [named(PDF)]
    opened = Message(
        id=sent, patient=PatientId("stranger"), subject="", from_patient=True, read_at=now()
    )
    clinic.feed([opened])

    answer = clinic.call("GET", f"/v1/records/message/{sent}/blobs/{named(PDF)}", patient)
    assert answer.content == PDF
