"""Signing in and out over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select, update
from typing_extensions import override

from portal_protocol.feed import Access
from portal_protocol.records import PatientId, Person, PersonStatus
from practice_server import logins, signing, throttle
from practice_server.store.store import Store
from practice_server.store.tables import device, login, session, token
from practice_server.store.tables import throttle as throttled
from practice_server.throttle import Subject
from practice_server.trim import trim
from tests.practice_server.http.portal import (
    PortalUnderTest,
    problem,
    session_of,
    store_of,
    streams_of,
)


@pytest.mark.rule("SIGN-4")
@pytest.mark.parametrize("name", ["stranger", "STRANGER", " Stranger "])
def test_user_name_ignores_case(clinic: PortalUnderTest, name: str) -> None:
    assert clinic.sign_in(name).user_name == "stranger"


@pytest.mark.rule("SIGN-4")
@pytest.mark.parametrize(("fed", "typed"), [("Straße", "STRASSE"), ("Zoë", "zoe\u0308")])
def test_user_name_is_folded_in_any_script(clinic: PortalUnderTest, fed: str, typed: str) -> None:
    clinic.feed([Access(id="x", patient=PatientId("stranger"), user_name=fed, password="p" * 9)])

    assert clinic.sign_in(typed, "p" * 9).user_name == fed


@pytest.mark.rule("SIGN-4")
def test_password_minds_case(clinic: PortalUnderTest) -> None:
    assert problem(clinic.try_sign_in("stranger", "Correct Horse Battery"), 401)


@pytest.mark.rule("SIGN-4")
def test_unknown_name_and_wrong_password_are_answered_alike(clinic: PortalUnderTest) -> None:
    wrong = clinic.try_sign_in("stranger", "wrong")
    unknown = clinic.try_sign_in("nobody", "wrong")

    assert wrong.content == unknown.content
    assert wrong.status_code == unknown.status_code == 401
    same = {"content-type", "content-length", "www-authenticate", "cache-control"}
    assert {name: wrong.headers[name] for name in same} == {
        name: unknown.headers[name] for name in same
    }


@pytest.mark.rule("SIGN-4")
@pytest.mark.parametrize("kept", ["right", "unknown", "none set"])
def test_one_password_is_hashed_whatever_the_name(
    monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    kept_hash = {"right": logins.hash_password("pass"), "unknown": None, "none set": None}[kept]
    logins.warm_up()
    worked: list[object] = []

    class Counting(PasswordHasher):
        @override
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            worked.append(extract_parameters(str(hash)))
            return super().verify(hash, password)

    monkeypatch.setattr(logins, "HASHER", Counting())
    assert logins.matches(kept_hash, "pass") == (kept == "right")
    assert worked == [RFC_9106_LOW_MEMORY]


def test_session_names_the_login_and_opens_the_sync(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")

    assert made.patient == "stranger"
    assert made.access_until > datetime.now(UTC)
    assert clinic.sync(made.access)["pages"]


def test_tokens_are_not_kept(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")

    with store_of(clinic).reading() as connection:
        kept = connection.scalars(select(token.c.digest)).all()
    assert len(kept) == 3
    for secret in (made.access, made.refresh, made.end):
        assert all(secret.encode() not in digest for digest in kept)


@pytest.mark.rule("WHO-5")
def test_login_of_a_person_who_is_not_shown_sees_nobody(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")
    child = Person(id="child", first_name="A", last_name="B", guarantor=PatientId("stranger"))
    archived = Person(id="stranger", first_name="A", last_name="B", status=PersonStatus.ARCHIVED)
    clinic.feed([child])
    assert "patient:child" in streams_of(clinic.sync(made.access))

    clinic.feed([archived])

    assert streams_of(clinic.sync(made.access)) == {"practice", "login:login-of-stranger"}
    again = clinic.sign_in("stranger")
    assert streams_of(clinic.sync(again.access)) == {"practice", "login:login-of-stranger"}


def test_password_that_was_changed_meanwhile_opens_nothing(
    clinic: PortalUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(kept: str | None, password: str) -> bool:
        with store_of(clinic).writing() as connection:
            connection.execute(update(login).values(password_hash="changed"))
        return True

    monkeypatch.setattr(signing, "matches", changed_meanwhile)

    assert problem(clinic.try_sign_in("stranger"), 401) == "wrong_credentials"


@pytest.mark.rule("SIGN-13")
def test_sign_out_ends_the_session_on_the_server(clinic: PortalUnderTest) -> None:
    made, other = clinic.sign_in("stranger"), clinic.sign_in("stranger")

    assert clinic.call("POST", "/v1/session/end", json={"end": made.end}).status_code == 204

    assert problem(clinic.call("POST", "/v1/sync", made.access, json={}), 401) == "session_ended"
    assert problem(clinic.refresh(made.refresh), 401) == "session_ended"
    assert clinic.sync(other.access)["pages"]


@pytest.mark.rule("SIGN-13")
def test_sign_out_is_answered_alike_for_any_token(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")
    for end in (made.end, made.end, "nobody has this"):
        assert clinic.call("POST", "/v1/session/end", json={"end": end}).status_code == 204


@pytest.mark.rule("SIGN-13")
def test_end_token_from_before_a_refresh_still_ends(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    second = session_of(clinic.refresh(first.refresh))

    clinic.call("POST", "/v1/session/end", json={"end": first.end})

    assert problem(clinic.refresh(second.refresh), 401) == "session_ended"


@pytest.mark.parametrize("purpose", ["access", "refresh"])
def test_end_token_and_no_other_ends(clinic: PortalUnderTest, purpose: str) -> None:
    made = clinic.sign_in("stranger")
    clinic.call("POST", "/v1/session/end", json={"end": getattr(made, purpose)})

    assert clinic.sync(made.access)["pages"]


def test_revoked_device_is_told_so(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")
    with store_of(clinic).writing() as connection:
        connection.execute(update(device).values(revoked_at=datetime.now(UTC)))

    assert problem(clinic.call("POST", "/v1/sync", made.access, json={}), 401) == "device_revoked"
    assert problem(clinic.refresh(made.refresh), 401) == "device_revoked"


def test_removed_access_is_told_so(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")
    off = Access(
        id="login-of-stranger", patient=PatientId("stranger"), user_name="stranger", enabled=False
    )
    clinic.feed([off])

    assert problem(clinic.call("POST", "/v1/sync", made.access, json={}), 401) == "access_removed"
    assert problem(clinic.refresh(made.refresh), 401) == "access_removed"
    assert problem(clinic.try_sign_in("stranger"), 401) == "access_removed"
    assert problem(clinic.try_sign_in("stranger", "wrong"), 401) == "wrong_credentials"


def test_login_without_a_password_cannot_sign_in(clinic: PortalUnderTest) -> None:
    clinic.feed([Access(id="new", patient=PatientId("stranger"), user_name="new")])

    for password in ("", "x"):
        assert problem(clinic.try_sign_in("new", password), 401) == "wrong_credentials"


@pytest.mark.rule("SIGN-11")
@pytest.mark.parametrize("name", ["stranger", "nobody"])
def test_delay_grows_and_a_signed_in_device_goes_on(clinic: PortalUnderTest, name: str) -> None:
    made = clinic.sign_in("stranger")
    for _ in range(5):
        assert problem(clinic.try_sign_in(name, "wrong"), 401) == "wrong_credentials"
    with store_of(clinic).writing() as connection:  # as after ten: a delay that outlasts this test
        connection.execute(update(throttled).values(failures=10, blocked_until=None))
    assert problem(clinic.try_sign_in(name, "wrong"), 401) == "wrong_credentials"

    refused = clinic.try_sign_in(name)

    assert problem(refused, 429) == "too_many_tries"
    assert 1 < int(refused.headers["retry-after"]) == refused.json()["retry_after"] <= 64
    assert clinic.sync(made.access)["pages"]
    assert clinic.refresh(made.refresh).status_code == 200


@pytest.mark.rule("SIGN-11")
def test_delays_of_a_name_double_up_to_a_day() -> None:
    delays = [throttle.delay(failures, 5).total_seconds() for failures in range(101)]

    assert delays[:9] == [0, 0, 0, 0, 0, 1, 2, 4, 8]
    assert max(delays[:100]) == timedelta(minutes=15).total_seconds()
    assert delays[100] == timedelta(hours=24).total_seconds()


@pytest.mark.rule("SIGN-11")
def test_right_password_starts_the_count_anew(clinic: PortalUnderTest) -> None:
    for _ in range(3):
        for _ in range(4):
            assert problem(clinic.try_sign_in("stranger", "wrong"), 401) == "wrong_credentials"
        clinic.sign_in("stranger")


@pytest.mark.rule("SIGN-11")
def test_address_is_slowed_down_over_many_names(store: Store) -> None:
    address = Subject.address("192.0.2.1")

    def waits(name: str) -> int:
        with store.writing() as connection:
            return throttle.reserve(connection, (Subject.user_name(name), address))

    assert [waits(f"name-{at}") for at in range(30)] == [0] * 30
    assert waits("one more") > 0


@pytest.mark.rule("SIGN-11")
def test_addresses_of_one_ipv6_network_are_one() -> None:
    one, other, far = (
        Subject.address(each).key for each in ("2001:db8::1", "2001:db8::f:9", "2001:db9::1")
    )

    assert one == other != far
    assert Subject.address("192.0.2.1").key != Subject.address("192.0.2.2").key
    assert Subject.address("testclient").key != Subject.address("").key


def test_trimming_leaves_what_still_opens(clinic: PortalUnderTest) -> None:
    old, new = clinic.sign_in("stranger"), clinic.sign_in("stranger")
    long_ago = datetime.now(UTC) - timedelta(days=400)
    with store_of(clinic).writing() as connection:
        of_old = select(session.c.id).where(session.c.device == old.device)
        connection.execute(
            update(token).where(token.c.session.in_(of_old)).values(expires_at=long_ago)
        )

    assert trim(store_of(clinic)) == 5
    assert clinic.sync(new.access)["pages"]
    assert problem(clinic.refresh(old.refresh), 401) == "session_expired"


def test_hash_with_old_parameters_is_renewed(clinic: PortalUnderTest) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("pass")
    with store_of(clinic).writing() as connection:
        connection.execute(update(login).values(password_hash=weak))

    clinic.sign_in("stranger", "pass")

    with store_of(clinic).reading() as connection:
        kept = connection.scalars(select(login.c.password_hash)).one()
    assert kept != weak
    assert clinic.try_sign_in("stranger", "pass").status_code == 200
