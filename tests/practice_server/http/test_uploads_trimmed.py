"""Files that were brought in and never sent do not stay (MAIL-5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from obstore.exceptions import BaseError
from sqlalchemy import update

from practice_server import uploads
from practice_server.store.columns import now
from practice_server.store.tables import upload
from tests.practice_server.http import family
from tests.practice_server.http.portal import PortalUnderTest, problem, store_of
from tests.practice_server.http.test_uploads import (
    PDF,
    PNG,
    allow,
    bring,
    kept,
    named,
    rows,
    send,
)

DAY = timedelta(days=1)


@pytest.fixture
def patient(clinic: PortalUnderTest) -> str:
    """The access token of a patient of a practice that takes files."""
    allow(clinic)
    return clinic.sign_in("stranger").access


def trim(portal: PortalUnderTest, before: datetime) -> int:
    return uploads.trim(store_of(portal), portal.app.state.parts.blobs, before)


@pytest.mark.rule("MAIL-5")
def test_trimming_drops_what_was_never_sent(clinic: PortalUnderTest, patient: str) -> None:
    for content in (PDF, PNG):
        bring(clinic, patient, content)
    send(clinic, patient, (PNG, "tooth.png"))
    assert trim(clinic, now() - DAY) == 0
    assert kept(clinic, PDF)

    assert trim(clinic, now() + DAY) == 1

    assert rows(clinic) == []
    assert not kept(clinic, PDF)
    assert kept(clinic, PNG)
    assert send(clinic, patient, (PDF, "late.pdf"))["code"] == "attachment_refused"


def test_trimming_keeps_what_the_practice_or_another_brought_too(
    clinic: PortalUnderTest, patient: str
) -> None:
    clinic.feed([item for item in family.items() if item.id in {"guardian", "login-of-guardian"}])
    for content in (PDF, PNG):
        bring(clinic, patient, content)
    with store_of(clinic).writing() as connection:
        connection.execute(update(upload).values(created_at=now() - DAY - DAY))
    bring(clinic, clinic.sign_in("guardian").access, PDF)
    clinic.feed_blob(named(PNG), PNG)

    assert trim(clinic, now() - DAY) == 0

    assert [login for login, *_ in rows(clinic)] == ["login-of-guardian"]
    assert kept(clinic, PDF)
    assert kept(clinic, PNG)


def test_bringing_a_file_anew_keeps_it_for_another_day(
    clinic: PortalUnderTest, patient: str
) -> None:
    bring(clinic, patient, PDF)
    with store_of(clinic).writing() as connection:
        connection.execute(update(upload).values(created_at=now() - DAY - DAY))
    bring(clinic, patient, PDF)

    assert trim(clinic, now() - DAY) == 0
    assert kept(clinic, PDF)


def test_what_was_trimmed_stays_trimmed_when_a_later_file_cannot_be(
    clinic: PortalUnderTest, patient: str
) -> None:
    bring(clinic, patient, PDF)
    digests = [*(f"{number:064x}" for number in range(uploads.BATCH)), "f" * 64]
    row = {"login": "login-of-stranger", "size": 1, "media_type": "text/plain"}
    with store_of(clinic).writing() as connection:
        connection.execute(upload.delete())
        connection.execute(
            upload.insert(), [{**row, "digest": each, "created_at": now()} for each in digests]
        )
    stuck = Path(clinic.app.state.parts.settings.blobs_url, "sha256", "ff", "f" * 64, "stuck")
    stuck.mkdir(parents=True)

    with pytest.raises(BaseError):
        trim(clinic, now() + DAY)

    assert [digest for _, digest, *_ in rows(clinic)] == ["f" * 64]


def test_a_file_that_is_trimmed_while_the_practice_brings_it_is_asked_for_again(
    clinic: PortalUnderTest,
) -> None:
    place = Path(clinic.app.state.parts.settings.blobs_url, "sha256", named(PDF)[:2], named(PDF))
    with ThreadPoolExecutor(1) as practice:
        with store_of(clinic).writing() as connection:
            uploads.hold_files(connection)
            answer = practice.submit(clinic.feed_blob, named(PDF), PDF)
            while not place.exists():
                assert not answer.done()
            place.unlink()
        assert problem(answer.result(), 503) == "busy"

    assert clinic.feed_blob(named(PDF), PDF).status_code == 204
    assert kept(clinic, PDF)
