"""Tokens: how they expire, are turned over, and end when two hold the same one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from portal_protocol.session import Session
from practice_server.problems import SessionEnded
from practice_server.store.tables import device, session, token
from practice_server.tokens import GRACE, turn_over
from tests.practice_server.http.portal import (
    PortalUnderTest,
    problem,
    session_of,
    store_of,
)


def test_access_token_that_is_too_old_is_refused(clinic: PortalUnderTest) -> None:
    made = clinic.sign_in("stranger")
    with store_of(clinic).writing() as connection:
        connection.execute(update(token).values(expires_at=datetime.now(UTC)))

    assert problem(clinic.call("POST", "/v1/sync", made.access, json={}), 401) == "session_expired"
    assert problem(clinic.refresh(made.refresh), 401) == "session_expired"


def test_refresh_gives_the_next_pair(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    second = session_of(clinic.refresh(first.refresh))

    assert second.device == first.device
    assert len({first.access, first.refresh, second.access, second.refresh}) == 4
    assert clinic.sync(second.access)["pages"]
    assert clinic.refresh(second.refresh).status_code == 200


def test_second_use_of_a_refresh_token_ends_the_family(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    other = clinic.sign_in("stranger")
    second = session_of(clinic.refresh(first.refresh))
    assert clinic.sync(second.access)["pages"]

    assert problem(clinic.refresh(first.refresh), 401) == "session_ended"
    assert problem(clinic.refresh(second.refresh), 401) == "session_ended"
    for access in (first.access, second.access):
        assert problem(clinic.call("POST", "/v1/sync", access, json={}), 401) == "session_ended"
    assert clinic.sync(other.access)["pages"]


def test_refresh_whose_answer_was_lost_is_given_once_more(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    lost = session_of(clinic.refresh(first.refresh))

    second = session_of(clinic.refresh(first.refresh))

    assert clinic.sync(second.access)["pages"]
    assert problem(clinic.call("POST", "/v1/sync", lost.access, json={}), 401) == "session_expired"
    assert session_of(clinic.refresh(second.refresh)).device == first.device


def test_pair_that_was_said_to_be_lost_ends_the_family(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    lost = session_of(clinic.refresh(first.refresh))
    second = session_of(clinic.refresh(first.refresh))

    assert problem(clinic.refresh(lost.refresh), 401) == "session_ended"
    assert problem(clinic.refresh(second.refresh), 401) == "session_ended"


def test_lost_answer_is_given_once_more_only(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    clinic.refresh(first.refresh)
    clinic.refresh(first.refresh)

    assert problem(clinic.refresh(first.refresh), 401) == "session_ended"


def test_lost_answer_is_not_given_again_later(clinic: PortalUnderTest) -> None:
    first = clinic.sign_in("stranger")
    clinic.refresh(first.refresh)
    with store_of(clinic).writing() as connection:
        connection.execute(update(session).values(refreshed_at=datetime.now(UTC) - GRACE))

    assert problem(clinic.refresh(first.refresh), 401) == "session_ended"


def test_of_many_uses_at_once_at_most_two_get_a_pair(clinic: PortalUnderTest) -> None:
    store, made = store_of(clinic), clinic.sign_in("stranger")
    lives = clinic.app.state.parts.lives
    start = threading.Barrier(6)

    def use(_number: int) -> object:
        start.wait(30)
        with store.writing() as connection:
            return turn_over(connection, made.refresh, lives)

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(use, range(6)))

    pairs = [answer for answer in answers if isinstance(answer, Session)]
    assert len(pairs) == 2
    assert {type(answer) for answer in answers} == {Session, SessionEnded}


@pytest.mark.rule("SIGN-15")
def test_device_is_noted_when_it_was_seen_and_when_it_had_everything(
    clinic: PortalUnderTest,
) -> None:
    made = clinic.sign_in("stranger")
    began = datetime.now(UTC)

    def noted() -> tuple[datetime, datetime | None]:
        with store_of(clinic).reading() as connection:
            row = connection.execute(select(device.c.seen_at, device.c.synced_at)).one()
            return row.seen_at, row.synced_at

    assert clinic.sync(made.access, limit=1)["more"]
    seen, synced = noted()
    assert seen >= began
    assert synced is None
    clinic.sync(made.access)
    first = noted()[1]
    assert first is not None
    clinic.sync(made.access)
    assert noted() == (seen, first)
