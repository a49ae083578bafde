"""What the practice's system says of messages, beside what is known of them here."""

from datetime import timedelta

import pytest

from portal_protocol.feed import Removal
from practice_server import actions
from practice_server.store.store import Store
from tests.practice_server.test_messages import (
    EARLIER,
    code,
    family,
    message,
    read,
    send,
    shown,
)
from tests.practice_server.worlds import action_id, caller, feed, person, raw_action, snapshot


@pytest.mark.rule("MAIL-3")
def test_a_message_that_was_read_stays_read_when_it_is_told_anew(store: Store) -> None:
    elena = family(store)
    read(store, elena, "m-ivy")
    at = shown(store, "ivy")["m-ivy"]["read_at"]
    before = snapshot(store)["record"]

    assert feed(store, message("m-ivy", "ivy")).same == 1
    assert snapshot(store)["record"] == before

    feed(store, message("m-ivy", "ivy", body="Corrected"))
    now = shown(store, "ivy")["m-ivy"]
    assert (now["body"], now["read_at"]) == ("Corrected", at)


def test_the_practice_may_say_when_it_was_read(store: Store) -> None:
    elena = family(store)
    feed(store, message("m-ivy", "ivy", read_at=EARLIER))

    assert code(read(store, elena, "m-ivy")) == "done"
    assert shown(store, "ivy")["m-ivy"]["read_at"] == EARLIER.isoformat().replace("+00:00", "Z")


@pytest.mark.rule("MAIL-1")
def test_the_practice_opens_a_patients_message_and_changes_nothing_else(store: Store) -> None:
    elena, identity = family(store), action_id()
    send(store, elena, identity, reply_to="m-ivy")
    before = shown(store, "ivy")[identity]

    opened = message(identity, "ivy", from_patient=True, read_at=EARLIER, body="Not her words")
    feed(store, opened)
    assert feed(store, opened).same == 1

    after = shown(store, "ivy")[identity]
    assert after.pop("read_at")
    assert after == before


@pytest.mark.rule("MAIL-9")
def test_an_answer_to_any_message_is_in_its_conversation(store: Store) -> None:
    elena, identity = family(store), action_id()
    send(store, elena, identity, reply_to="m-ivy")

    feed(store, message("answer", "ivy", thread=identity))
    feed(store, message("answer to nothing", "ivy", thread="gone"))
    feed(store, message("answer to another", "elena", thread="m-ivy"))

    threads = {name: each.get("thread") for name, each in shown(store, "elena").items()}
    assert threads == {
        "m-ivy": None,
        identity: "m-ivy",
        "answer": "m-ivy",
        "answer to nothing": "gone",
        "answer to another": "m-ivy",
    }
    assert feed(store, message("answer", "ivy", thread=identity)).same == 1


@pytest.mark.rule("WHO-6")
def test_a_message_that_is_deleted_goes_and_cannot_be_opened(store: Store) -> None:
    elena, identity = family(store), action_id()
    send(store, elena, identity)
    feed(store, Removal(of="message", id=identity), Removal(of="message", id="m-ivy"))

    assert shown(store, "ivy") == {}
    assert code(read(store, elena, "m-ivy")) == "not_found"


@pytest.mark.rule("WHO-6")
def test_who_sees_a_person_no_more_neither_writes_nor_reads(store: Store) -> None:
    elena = family(store)
    feed(store, person("ivy"))

    assert code(send(store, elena)) == "not_found"
    assert code(read(store, elena, "m-ivy")) == "not_found"
    assert not shown(store, "elena")


def test_a_message_read_before_it_was_sent_anew_to_another_is_unread_there(store: Store) -> None:
    elena = family(store)
    read(store, elena, "m-ivy")

    feed(store, message("m-ivy", "elena"))

    moved = shown(store, "elena")["m-ivy"]
    assert (moved["patient"], moved.get("read_at")) == ("elena", None)
    assert not shown(store, "ivy")


def test_two_readers_at_different_times_leave_the_first(store: Store) -> None:
    elena = family(store)
    first = raw_action("mark_read", message="m-ivy", made_at=EARLIER - timedelta(days=60))
    actions.carry_out(store, elena, first)
    at = shown(store, "ivy")["m-ivy"]["read_at"]

    read(store, caller("ivy"), "m-ivy")

    assert shown(store, "ivy")["m-ivy"]["read_at"] == at
