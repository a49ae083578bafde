"""Signing in and out is told to the login itself, and to nobody else (HEAD-8)."""

from typing import Any

import pytest

from portal_protocol.session import Session
from tests.practice_server.http.portal import PortalUnderTest, items_of


def told(portal: PortalUnderTest, session: Session) -> list[tuple[str, str, str]]:
    answer = portal.sync(session.access)
    pages = [page for page in answer["pages"] if page["stream"] == f"login:{session.login}"]
    items: list[dict[str, Any]] = items_of({"pages": pages})
    found = [item for item in items if item["kind"] == "activity"]
    return [(item["what"], item["actor"], item["device"]) for item in found]


@pytest.mark.rule("HEAD-8")
def test_each_sign_in_and_sign_out_is_told_to_its_login(clinic: PortalUnderTest) -> None:
    first, second = clinic.sign_in("stranger"), clinic.sign_in("stranger")
    clinic.call("POST", "/v1/session/end", json={"end": first.end})
    clinic.call("POST", "/v1/session/end", json={"end": first.end})  # twice is once

    entries = told(clinic, second)

    assert [what for what, _, _ in entries] == ["signed_in", "signed_in", "signed_out"]
    assert {entry[1:] for entry in entries} == {("stranger", "Kitchen computer")}


def test_a_wrong_password_is_told_to_nobody(clinic: PortalUnderTest) -> None:
    session = clinic.sign_in("stranger")
    assert clinic.try_sign_in("stranger", "not the password").status_code == 401
    assert len(told(clinic, session)) == 1


@pytest.mark.rule("HEAD-8")
def test_it_stands_in_no_stream_that_others_see(clinic: PortalUnderTest) -> None:
    session = clinic.sign_in("stranger")
    answer = clinic.sync(session.access)
    others = [page for page in answer["pages"] if not page["stream"].startswith("login:")]
    assert [item for item in items_of({"pages": others}) if item["kind"] == "activity"] == []
