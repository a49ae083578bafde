"""Secure email is shared until it expires, then its head alone (MAIL-7)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal_protocol.feed import Removal
from portal_protocol.mail import SecureEmail
from portal_protocol.records import Blob, PatientId
from practice_server import expiry
from practice_server.access import may_read_blob
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import blob_ref, record
from tests.practice_server.worlds import Copy, caller, family, feed, snapshot

DIGEST = "a" * 64
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def email(identity: str = "secret", *, left: timedelta = WEEK) -> SecureEmail:
    """An email to Ivy that expires so long from now."""
    return SecureEmail(
        id=identity,
        patient=PatientId("ivy"),
        at=NOW - WEEK,
        subject="Results",
        author_name="Dr. Farrow",
        body="All is well",
        expires_at=NOW + left,
        blobs=(Blob(digest=DIGEST, size=3),),
    )


NOW = now()


def move_clock(store: Store, by: timedelta) -> None:
    """As if so much time had passed."""
    earlier = record.c.expires_at - int(by.total_seconds() * 1_000_000)
    with store.writing() as connection:
        connection.execute(update(record).values(expires_at=earlier))


def shown(copy: Copy, store: Store) -> dict[str, Any]:
    (found,) = copy.sync(store).shown("secure_email").values()
    return found


def readable(store: Store) -> bool:
    with store.reading() as connection:
        found = may_read_blob(connection, caller("elena"), "secure_email", "secret", DIGEST)
    return found is not None


def is_head(body: dict[str, Any]) -> bool:
    assert (body["subject"], body["author_name"]) == ("Results", "Dr. Farrow")
    assert body["expires_at"]
    assert body["at"]
    return "body" not in body and "blobs" not in body


@pytest.mark.rule("MAIL-7")
def test_it_is_whole_until_then_and_a_head_from_then_on(store: Store) -> None:
    copy = Copy(family(store))
    feed(store, email())
    assert not is_head(shown(copy, store))
    move_clock(store, WEEK - DAY)
    assert expiry.expire(store) == 0
    assert readable(store)

    move_clock(store, DAY)

    assert expiry.expire(store) == 1
    assert is_head(shown(copy, store))
    assert expiry.expire(store) == 0
    with store.reading() as connection:
        assert connection.execute(select(blob_ref)).all() == []


@pytest.mark.rule("MAIL-7")
def test_its_files_are_not_served_from_that_moment(store: Store) -> None:
    family(store)
    feed(store, email())
    assert readable(store)

    move_clock(store, WEEK)

    assert not readable(store)


@pytest.mark.rule("MAIL-7")
def test_a_computer_that_comes_later_gets_the_head_alone(store: Store) -> None:
    elena = family(store)
    feed(store, email())
    move_clock(store, WEEK)

    assert is_head(shown(Copy(elena), store))

    assert "All is well" not in str(snapshot(store)["record"])


@pytest.mark.rule("MAIL-7")
def test_a_call_leaves_alone_what_is_over_for_others(store: Store) -> None:
    elena = family(store)
    feed(store, email())
    move_clock(store, WEEK)
    before = snapshot(store)["record"]

    Copy(caller("jonas")).sync(store)

    assert snapshot(store)["record"] == before
    assert is_head(shown(Copy(elena), store))


@pytest.mark.rule("MAIL-7")
def test_one_that_comes_too_late_is_a_head_from_the_start(store: Store) -> None:
    elena = family(store)
    feed(store, email(left=-DAY))

    assert is_head(shown(Copy(elena), store))
    assert not readable(store)
    assert expiry.expire(store) == 0


@pytest.mark.rule("MAIL-7")
def test_telling_it_again_brings_nothing_back(store: Store) -> None:
    copy = Copy(family(store))
    feed(store, email())
    move_clock(store, WEEK)
    expiry.expire(store)
    before = snapshot(store)["record"]

    assert feed(store, email()).same == 1

    assert snapshot(store)["record"] == before
    assert is_head(shown(copy, store))


def test_the_practice_may_share_it_for_longer(store: Store) -> None:
    copy = Copy(family(store))
    feed(store, email())
    move_clock(store, WEEK)
    expiry.expire(store)

    feed(store, email(left=WEEK + WEEK))

    assert not is_head(shown(copy, store))
    assert readable(store)


def test_one_that_was_deleted_does_not_come_back_as_a_head(store: Store) -> None:
    copy = Copy(family(store))
    feed(store, email())
    feed(store, Removal(of="secure_email", id="secret"))
    move_clock(store, WEEK)

    assert expiry.expire(store) == 0
    assert not copy.sync(store).ids("secure_email")


def test_each_of_many_expires_at_its_own_time(store: Store) -> None:
    elena = family(store)
    feed(store, *(email(str(days), left=timedelta(days=days)) for days in range(1, 6)))

    move_clock(store, timedelta(days=3))

    found = Copy(elena).sync(store).shown("secure_email")
    assert {name: is_head(body) for (_, name), body in found.items()} == {
        "1": True,
        "2": True,
        "3": True,
        "4": False,
        "5": False,
    }
