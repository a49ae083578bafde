"""Mailboxes: a message stands in the box that it belongs to now, and pages go through two boxes."""

import pytest

from desktop.models.vault import outbox, queries
from desktop.models.vault.envelope import Box
from desktop.models.vault.vault import Vault
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.sync import Tombstone
from tests.desktop.models.vault.letters import IVY, MAIL, bring, message, put_mark
from tests.desktop.models.vault.making import ELENA, NOON, take

INBOX = (Box.UNREAD, Box.READ)


def ids(vault: Vault, *boxes: Box, cursor: str | None = None, limit: int = 50) -> list[str]:
    with vault.reading() as connection:
        rows, _ = queries.page(
            connection,
            Message,
            patients=None,
            newest_first=True,
            boxes=boxes,
            cursor=cursor,
            limit=limit,
        )
    return [row.id for row in rows]


@pytest.mark.rule("MAIL-1")
def test_the_inbox_is_read_and_unread_together_newest_first(vault: Vault):
    bring(vault, MAIL, *(message(n, read_at=NOON if n % 3 else None) for n in range(12)))
    bring(vault, MAIL, message(20, from_patient=True), message(21, IVY))
    everything = ids(vault, *INBOX)
    assert everything == [f"m{n:06}" for n in (21, *range(11, -1, -1))]
    assert ids(vault, Box.SENT) == ["m000020"]
    found: list[str] = []
    cursor: str | None = None
    with vault.reading() as connection:
        while True:
            rows, cursor = queries.page(
                connection,
                Message,
                patients=None,
                newest_first=True,
                boxes=INBOX,
                cursor=cursor,
                limit=5,
            )
            found += [row.id for row in rows]
            if cursor is None:
                break
    assert found == everything


@pytest.mark.rule("MAIL-3")
def test_a_message_that_was_read_elsewhere_changes_its_box(vault: Vault):
    bring(vault, MAIL, message(1), message(2))
    bring(vault, MAIL, message(1, read_at=NOON))
    assert ids(vault, Box.UNREAD) == ["m000002"]
    assert ids(vault, Box.READ) == ["m000001"]
    bring(vault, MAIL, Tombstone(id="m000001", of="message"))
    assert ids(vault, *INBOX) == ["m000002"]


def test_counts_stop_where_they_are_told_and_look_at_one_person(vault: Vault):
    bring(vault, MAIL, *(message(n) for n in range(7)), message(30, IVY), message(31, read_at=NOON))

    def count(patients: frozenset[str] | None, at_most: int) -> int:
        with vault.reading() as connection:
            return queries.count_box(
                connection,
                Message,
                Box.UNREAD,
                patients=patients,  # type: ignore[arg-type]
                at_most=at_most,
            )

    assert count(None, 100) == 8
    assert count(frozenset({ELENA}), 100) == 7
    assert count(None, 5) == 5


def test_of_many_ids_those_in_the_box_are_counted_once(vault: Vault):
    bring(vault, MAIL, *(message(n) for n in range(3)), message(3, read_at=NOON), message(9, IVY))
    asked = [f"m{n:06}" for n in range(1200)]
    with vault.reading() as connection:
        inside = queries.in_box(connection, Message, Box.UNREAD, patients=None, ids=asked)
        hers = queries.in_box(connection, Message, Box.UNREAD, patients=frozenset({IVY}), ids=asked)
    assert (inside, hers) == (4, 1)


@pytest.mark.rule("MAIL-9")
def test_a_conversation_is_its_first_message_and_all_that_name_it(vault: Vault):
    first, other = message(1), message(2)
    bring(vault, MAIL, first, other, message(4, thread="m000001"), message(3, thread="m000001"))
    with vault.reading() as connection:
        rows = queries.thread(connection, Message, first.conversation)
    assert [row.id for row in rows] == ["m000001", "m000003", "m000004"]


@pytest.mark.rule("MAIL-7")
def test_secure_email_has_a_box_of_its_own(vault: Vault):
    bring(vault, MAIL, SecureEmail(id="s", patient=ELENA, at=NOON, subject="x", expires_at=NOON))
    with vault.reading() as connection:
        rows, _ = queries.page(
            connection, SecureEmail, patients=None, newest_first=True, boxes=(Box.SECURE,)
        )
    assert [row.id for row in rows] == ["s"]
    assert ids(vault, *INBOX) == []


@pytest.mark.rule("WHO-6")
def test_marks_of_a_stream_that_is_gone_go_with_it(vault: Vault):
    bring(vault, MAIL, message(1))
    with vault.writing() as connection:
        put_mark(connection, "m000001")
    take(vault, gone=(MAIL,))
    with vault.reading() as connection:
        assert outbox.pending(connection) == ()
