"""What patients do with WebMail, carried out once, and what the practice makes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from portal_protocol.actions import ActionResult, Outcome
from portal_protocol.feed import Removal
from portal_protocol.mail import MOST_BODY, MOST_SUBJECT, Message
from portal_protocol.problems import ProblemCode
from portal_protocol.records import PatientId, Practice, Provider, Section
from practice_server import actions
from practice_server.access import Caller
from practice_server.acting import LONGEST_WAIT
from practice_server.feed import records
from practice_server.store.columns import now
from practice_server.store.store import Store
from tests.practice_server.worlds import (
    NOON,
    Copy,
    access,
    action_id,
    answer_visit,
    caller,
    feed,
    person,
    practice,
    raw_action,
    snapshot,
    visit,
)

EARLIER = NOON - timedelta(days=30)


def message(identity: str, patient: str, **more: Any) -> Message:
    return Message(id=identity, patient=PatientId(patient), at=EARLIER, subject="Hello", **more)


def harbor(*sections: Section) -> Practice:
    """A practice with one provider."""
    made = practice(sections=sections or tuple(Section))
    return msgspec.structs.replace(made, providers=(Provider(id="farrow", name="Dr. Farrow"),))


def family(store: Store) -> Caller:
    """Elena, guarantor of Ivy, both with a provider; Jonas without; returns Elena."""
    feed(
        store,
        harbor(),
        *(
            msgspec.structs.replace(person(name, guarantor="elena"), primary_provider="farrow")
            for name in ("elena", "ivy")
        ),
        person("jonas", guarantor="elena"),
        *(access(name) for name in ("elena", "ivy", "jonas")),
        message("m-ivy", "ivy"),
        visit("v-ivy", "ivy"),
    )
    return caller("elena")


def send(store: Store, who: Caller, identity: str | None = None, **fields: Any) -> ActionResult:
    wanted: dict[str, Any] = {
        "regarding": "ivy",
        "subject": "Sealants",
        "body": "Is it normal?",
        **fields,
    }
    return actions.carry_out(store, who, raw_action("send_message", identity, **wanted))


def read(store: Store, who: Caller, name: str, **fields: Any) -> ActionResult:
    return actions.carry_out(store, who, raw_action("mark_read", message=name, **fields))


def shown(store: Store, who: str, kind: str = "message") -> dict[str, dict[str, Any]]:
    found = Copy(caller(who)).sync(store).shown(kind)
    return {identity: body for (_, identity), body in found.items()}


def code(result: ActionResult) -> str:
    return result.code or result.outcome.value


@pytest.mark.rule("MAIL-2")
def test_a_message_goes_to_the_primary_provider_and_is_shown_to_the_person(store: Store) -> None:
    elena, identity = family(store), action_id()

    assert code(send(store, elena, identity)) == "done"

    sent = shown(store, "ivy")[identity]
    assert {name: sent[name] for name in ("author", "author_name", "to_name", "provider")} == {
        "author": "elena",
        "author_name": "Elena Marlowe",
        "to_name": "Dr. Farrow",
        "provider": "farrow",
    }
    assert (sent["subject"], sent["body"], sent["patient"]) == ("Sealants", "Is it normal?", "ivy")
    assert sent["from_patient"]
    assert "read_at" not in sent
    assert "thread" not in sent
    (told,) = records.outgoing(store, 0, 10)
    assert (told.actor, told.patient, told.login) == ("elena", "ivy", "elena")
    assert msgspec.json.decode(told.body)["body"] == "Is it normal?"
    (noted,) = shown(store, "ivy", "activity").values()
    assert (noted["what"], noted["actor"], noted["subject_id"]) == ("sent", "elena", identity)


@pytest.mark.rule("MAIL-2")
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"regarding": "jonas"}, ProblemCode.NO_PROVIDER),
        ({"regarding": "stranger"}, ProblemCode.NOT_FOUND),
        ({"regarding": ""}, ProblemCode.NOT_FOUND),
        ({"subject": ""}, ProblemCode.BAD_REQUEST),
        ({"subject": " \n"}, ProblemCode.BAD_REQUEST),
        ({"body": ""}, ProblemCode.BAD_REQUEST),
        ({"body": "\t"}, ProblemCode.BAD_REQUEST),
        ({"subject": "x" * (MOST_SUBJECT + 1)}, ProblemCode.BAD_REQUEST),
        ({"body": "x" * (MOST_BODY + 1)}, ProblemCode.BAD_REQUEST),
        ({"attachments": [{"digest": "0" * 64, "size": 1}]}, ProblemCode.ATTACHMENT_REFUSED),
    ],
    ids=str,
)
def test_a_message_that_cannot_be_sent_is_refused_and_changes_nothing(
    store: Store, fields: dict[str, Any], why: ProblemCode
) -> None:
    elena = family(store)
    before = snapshot(store)["record"]

    assert code(send(store, elena, **fields)) == why

    assert snapshot(store)["record"] == before
    assert not records.outgoing(store, 0, 10)


def test_a_message_may_be_as_long_as_is_said(store: Store) -> None:
    elena = family(store)
    longest = {"subject": "ä" * MOST_SUBJECT, "body": "ä" * MOST_BODY}

    assert code(send(store, elena, **longest)) == "done"


@pytest.mark.rule("HEAD-3")
def test_nothing_is_sent_or_read_while_webmail_is_off(store: Store) -> None:
    elena = family(store)
    feed(store, harbor(*(each for each in Section if each is not Section.WEBMAIL)))

    assert code(send(store, elena)) == ProblemCode.WEBMAIL_OFF
    assert code(read(store, elena, "m-ivy")) == ProblemCode.NOT_FOUND
    feed(store, harbor())
    assert code(send(store, elena)) == "done"


@pytest.mark.rule("MAIL-9")
def test_a_reply_is_in_the_conversation_also_of_a_message_that_is_gone(store: Store) -> None:
    elena = family(store)
    first, second, third, fourth = (action_id() for _ in range(4))
    send(store, elena, first, reply_to="m-ivy")
    send(store, elena, second, reply_to=first)
    feed(store, Removal(of="message", id="m-ivy"))
    send(store, elena, third, reply_to="m-ivy")
    send(store, elena, fourth, reply_to=second)

    threads = {name: each.get("thread", "") for name, each in shown(store, "elena").items()}
    assert threads == {first: "m-ivy", second: "m-ivy", third: "", fourth: "m-ivy"}


@pytest.mark.rule("WHO-8")
def test_a_reply_to_another_persons_message_begins_a_conversation(store: Store) -> None:
    elena, identity = family(store), action_id()
    send(store, elena, identity, regarding="elena", reply_to="m-ivy")

    assert "thread" not in shown(store, "elena")[identity]


@pytest.mark.rule("MAIL-6")
def test_the_same_message_twice_is_one_and_another_under_its_id_is_refused(store: Store) -> None:
    elena, identity = family(store), action_id()
    fields = {"regarding": "ivy", "subject": "A", "body": "B"}
    raw = raw_action("send_message", identity, **fields)
    first, before = actions.carry_out(store, elena, raw), snapshot(store)

    assert actions.carry_out(store, elena, raw) == first
    assert snapshot(store) == before
    assert code(send(store, elena, identity)) == ProblemCode.ACTION_CHANGED
    assert [each["body"] for each in shown(store, "ivy").values() if each.get("author")] == ["B"]


@pytest.mark.parametrize("regarding", ["ivy", "elena"])
def test_a_message_that_is_here_is_never_overwritten(store: Store, regarding: str) -> None:
    elena, identity = family(store), action_id()
    feed(store, message(identity, "ivy", body="From the practice"))
    before = snapshot(store)["record"]

    result = send(store, elena, identity, regarding=regarding)

    assert code(result) == ProblemCode.BAD_REQUEST
    assert snapshot(store)["record"] == before
    assert not records.outgoing(store, 0, 10)


@pytest.mark.rule("MAIL-3")
def test_opening_marks_read_for_everybody_once(store: Store) -> None:
    elena = family(store)
    at = (datetime.now(UTC) - timedelta(hours=5)).replace(microsecond=0)
    assert code(read(store, elena, "m-ivy", made_at=at, offline=True)) == "done"
    before = snapshot(store)["record"]

    assert code(read(store, caller("ivy"), "m-ivy")) == "done"

    assert snapshot(store)["record"] == before
    assert datetime.fromisoformat(str(shown(store, "ivy")["m-ivy"]["read_at"])) == at
    (noted,) = shown(store, "ivy", "activity").values()
    assert (noted["what"], noted["offline"], noted["actor"]) == ("read", True, "elena")
    assert [msgspec.json.decode(each.body)["do"] for each in records.outgoing(store, 0, 10)] == [
        "mark_read"
    ]


@pytest.mark.rule("MAIL-3")
def test_a_clock_that_is_ahead_reads_and_writes_now(store: Store) -> None:
    elena, identity = family(store), action_id()
    later = NOON + timedelta(days=4000)
    read(store, elena, "m-ivy", made_at=later)
    send(store, elena, identity, made_at=later)

    times = [shown(store, "ivy")["m-ivy"]["read_at"], shown(store, "ivy")[identity]["at"]]
    assert all(datetime.fromisoformat(str(each)) < NOON for each in times)


@pytest.mark.rule("MAIL-3")
@pytest.mark.parametrize("offline", [True, False])
def test_a_clock_that_is_far_behind_buries_nothing(store: Store, offline: bool) -> None:
    elena, identity, start = family(store), action_id(), now()
    long_ago = {"made_at": start - LONGEST_WAIT - timedelta(days=1), "offline": offline}
    read(store, elena, "m-ivy", **long_ago)
    send(store, elena, identity, **long_ago)

    times = [shown(store, "ivy")["m-ivy"]["read_at"], shown(store, "ivy")[identity]["at"]]
    assert all(datetime.fromisoformat(str(each)) >= start for each in times)
    noted = shown(store, "ivy", "activity").values()
    assert all(datetime.fromisoformat(str(each["at"])) >= start for each in noted)


def test_what_waited_long_was_done_when_it_was_made(store: Store) -> None:
    elena, identity = family(store), action_id()
    made_at = now() - LONGEST_WAIT + timedelta(days=1)
    send(store, elena, identity, made_at=made_at, offline=True)

    assert datetime.fromisoformat(str(shown(store, "ivy")[identity]["at"])) == made_at


def test_ones_own_message_is_not_read_by_oneself(store: Store) -> None:
    elena, identity = family(store), action_id()
    send(store, elena, identity)

    assert code(read(store, elena, identity)) == "done"

    assert "read_at" not in shown(store, "elena")[identity]
    assert len(records.outgoing(store, 0, 10)) == 1


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("name", ["m-ivy", "nothing", "v-ivy"])
def test_a_message_that_is_not_seen_is_not_found(store: Store, name: str) -> None:
    family(store)

    assert code(read(store, caller("jonas"), name)) == ProblemCode.NOT_FOUND


def test_acknowledging_takes_answers_over_among_messages(store: Store) -> None:
    elena, identity = family(store), action_id()
    send(store, elena, identity)
    answer_visit(store, elena, "v-ivy")
    read(store, elena, "m-ivy")
    before = shown(store, "ivy")

    records.acknowledge(store, records.outgoing(store, 0, 10)[-1].number)

    assert shown(store, "ivy") == before
    assert shown(store, "ivy", "appointment")["v-ivy"]["confirmation"] == "confirmed"
    assert not records.outgoing(store, 0, 10)


@pytest.mark.rule("HEAD-8")
def test_opening_the_saved_copy_is_noted_for_its_login_alone(store: Store) -> None:
    elena = family(store)
    raw = raw_action("note_signed_in", offline=True)
    assert actions.carry_out(store, elena, raw).outcome is Outcome.DONE
    assert actions.carry_out(store, elena, raw).outcome is Outcome.DONE

    (noted,) = shown(store, "elena", "activity").values()
    assert (noted["what"], noted["offline"], noted["actor"]) == ("signed_in", True, "elena")
    assert not shown(store, "ivy", "activity")
    assert not records.outgoing(store, 0, 10)
