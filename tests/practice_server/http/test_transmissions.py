"""`POST /v1/transmissions`: what it answers, and what it refuses with which code (SUM-5)."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from uuid_utils import uuid7

from tests.practice_server.http import family
from tests.practice_server.http.portal import (
    PortalUnderTest,
    items_of,
    portal_under_test,
    problem,
)

pytestmark = pytest.mark.rule("SUM-5")
PASSWORD = "a password nobody sees"


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[tuple[PortalUnderTest, str]]:
    """A patient with a care summary, of a practice that sends e-mail; and their access token."""
    mail = {"smtp_url": "smtp://127.0.0.1:9", "notice_from": "desk@harbor.example"}
    wanted = {"stranger", "login-of-stranger", "practice", "care_summary-of-stranger"}
    with portal_under_test(tmp_path, **mail) as portal:
        portal.feed([item for item in family.items() if item.id in wanted])
        content = family.content("care_summary", "stranger")
        portal.feed_blob(family.digest("care_summary", "stranger"), content)
        yield portal, portal.sign_in("stranger").access


def asked(**changes: Any) -> dict[str, Any]:
    return {
        "do": "transmit",
        "id": str(uuid7()),
        "made_at": "2026-01-01T00:00:00Z",
        "summaries": ["care_summary-of-stranger"],
        "way": "encrypted_email",
        "address": "chen@endo.example",
        "password": PASSWORD,
        **changes,
    }


def test_the_answer_is_the_record_that_syncing_brings(patient) -> None:
    portal, token = patient
    body = asked()
    answer = portal.call("POST", "/v1/transmissions", token, json=body)

    assert answer.status_code == 202
    assert answer.json()["state_at"]
    (synced,) = [i for i in items_of(portal.sync(token)) if i["kind"] == "transmission"]
    assert answer.json() == synced
    again = portal.call("POST", "/v1/transmissions", token, json=body)
    assert (again.status_code, again.json()) == (202, synced)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"summaries": ["care_summary-of-guarantor"]}, 404, "not_found"),
        ({"summaries": []}, 400, "bad_request"),
        ({"summaries": ["care_summary-of-stranger"] * 51}, 400, "bad_request"),
        ({"way": "pigeon"}, 400, "bad_request"),
        ({"id": "1"}, 400, "bad_request"),
        ({"password": "short"}, 400, "bad_request"),
        ({"password": PASSWORD * 9}, 400, "bad_request"),
        ({"note": "n" * 1001}, 400, "bad_request"),
        ({"address": "nobody"}, 422, "address_refused"),
        ({"way": "direct", "password": "", "referral": "r"}, 422, "transmit_off"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    patient, changes: dict[str, Any], status: int, code: str
) -> None:
    portal, token = patient
    answer = portal.call("POST", "/v1/transmissions", token, json=asked(**changes))

    assert problem(answer, status) == code
    assert PASSWORD not in answer.text
    assert "transmission" not in {item["kind"] for item in items_of(portal.sync(token))}


def test_one_id_with_other_content_is_refused(patient) -> None:
    portal, token = patient
    body = asked()
    portal.call("POST", "/v1/transmissions", token, json=body)
    other = {**body, "address": "other@endo.example"}

    answer = portal.call("POST", "/v1/transmissions", token, json=other)
    assert problem(answer, 409) == "action_changed"


def test_no_log_holds_the_password_or_the_address(
    patient, caplog: pytest.LogCaptureFixture
) -> None:
    portal, token = patient
    with caplog.at_level(logging.DEBUG):
        portal.call("POST", "/v1/transmissions", token, json=asked())

    for word in (PASSWORD, "chen@endo.example"):
        assert word not in caplog.text
