"""Signing in and out is shown to whose login it is, and to nobody else (HEAD-8)."""

from typing import Any

import msgspec
import pytest

from portal_protocol.feed import Access
from portal_protocol.records import PatientId
from tests.practice_server.http import family
from tests.practice_server.http.portal import (
    DEVICE,
    PortalUnderTest,
    items_of,
    problem,
    session_of,
    store_of,
)
from tests.practice_server.worlds import snapshot


def noted(portal: PortalUnderTest, token: str) -> list[dict[str, Any]]:
    """What was done, as the caller is shown it."""
    return [each for each in items_of(portal.sync(token)) if each["kind"] == "activity"]


@pytest.mark.rule("HEAD-8")
def test_signing_in_and_out_is_shown_with_the_device(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    clinic.call("POST", "/v1/session/end", json={"end": first.end})
    second = clinic.sign_in("stranger")

    shown = noted(clinic, second.access)

    assert [each["what"] for each in shown] == ["signed_in", "signed_out", "signed_in"]
    assert {each["device"] for each in shown} == {DEVICE["name"]}
    assert {(each["actor"], each["actor_name"]) for each in shown} == {
        ("stranger", "Stranger Marlowe")
    }
    assert not any(each.get("offline") or each.get("subject") for each in shown)


@pytest.mark.rule("HEAD-8")
def test_another_login_of_the_same_person_is_not_told(clinic: PortalUnderTest) -> None:
    other = Access(
        id="second", patient=PatientId("stranger"), user_name="second", password=family.PASSWORD
    )
    clinic.feed([other])
    clinic.sign_in("stranger")

    (shown,) = noted(clinic, clinic.sign_in("second").access)

    assert shown["what"] == "signed_in"


@pytest.mark.rule("HEAD-8")
def test_ending_twice_is_noted_once(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    for _ in range(2):
        assert clinic.call("POST", "/v1/session/end", json={"end": first.end}).status_code == 204

    shown = noted(clinic, clinic.sign_in("stranger").access)

    assert [each["what"] for each in shown].count("signed_out") == 1


def test_a_stolen_family_that_ends_was_not_signed_out_by_the_patient(
    clinic: PortalUnderTest,
) -> None:
    made = clinic.sign_in("stranger")
    pair = session_of(clinic.refresh(made.refresh))
    clinic.sync(pair.access)
    assert problem(clinic.refresh(made.refresh), 401) == "session_ended"

    shown = noted(clinic, clinic.sign_in("stranger").access)

    assert [each["what"] for each in shown] == ["signed_in", "signed_in"]


@pytest.mark.rule("SIGN-16")
def test_who_is_not_let_in_is_not_noted(clinic: PortalUnderTest) -> None:
    clinic.try_sign_in("stranger", "wrong")
    access = msgspec.structs.replace(family.access("stranger"), enabled=False)
    clinic.feed([access])
    clinic.try_sign_in("stranger")

    records = snapshot(store_of(clinic))["record"]
    assert not [row for row in records if row["kind"] == "activity"]
