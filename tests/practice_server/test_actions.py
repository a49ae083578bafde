"""What patients do, carried out once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import msgspec
import pytest

from portal_protocol.actions import ActionResult, Outcome
from portal_protocol.problems import ProblemCode
from portal_protocol.records import Answer, AppointmentStatus, Clinic, Confirmation
from practice_server import actions
from practice_server.feed import records
from practice_server.store.store import Store
from tests.practice_server.worlds import (
    NOON,
    Copy,
    action_id,
    answer_visit,
    caller,
    family,
    feed,
    person,
    practice,
    raw_action,
    snapshot,
    visit,
)


def refused(code: ProblemCode) -> tuple[Outcome, str]:
    return Outcome.REFUSED, code.value


def ended(result: ActionResult) -> tuple[Outcome, str]:
    return result.outcome, result.code


def answers(store: Store) -> dict[str, object]:
    shown = Copy(caller("elena")).sync(store).shown("appointment")
    return {identity: body.get("answer") for (_, identity), body in shown.items()}


@pytest.mark.rule("APPT-4")
def test_all_visits_of_the_person_on_that_day_are_answered_together(store: Store) -> None:
    elena = family(store)
    late = NOON.replace(hour=23)  # still that day in New York, at 18 or 19 o'clock
    feed(
        store,
        visit("later", "ivy", late),
        visit("next day", "ivy", NOON.replace(hour=6) + timedelta(days=1)),
        visit("still that day", "ivy", NOON.replace(hour=4) + timedelta(days=1)),
        visit("day before", "ivy", NOON.replace(hour=3)),
    )

    assert answer_visit(store, elena, "v-ivy").outcome is Outcome.DONE

    assert {name for name, answer in answers(store).items() if answer == "confirm"} == {
        "v-ivy",
        "later",
        "still that day",
    }


@pytest.mark.rule("APPT-4")
def test_a_visit_that_moved_or_ended_changes_nothing(store: Store) -> None:
    elena = family(store)
    feed(store, visit("v-ivy", "ivy", NOON + timedelta(hours=1)))
    assert ended(answer_visit(store, elena, "v-ivy")) == refused(ProblemCode.VISIT_CHANGED)

    done = msgspec.structs.replace(visit("v-ivy", "ivy"), status=AppointmentStatus.COMPLETE)
    feed(store, done)
    assert ended(answer_visit(store, elena, "v-ivy")) == refused(ProblemCode.VISIT_CHANGED)

    past = NOON - timedelta(days=30)
    feed(store, visit("v-ivy", "ivy", past))
    result = answer_visit(store, elena, "v-ivy", start=past)
    assert ended(result) == refused(ProblemCode.VISIT_CHANGED)

    feed(store, msgspec.structs.replace(visit("v-ivy", "ivy"), status=AppointmentStatus.BROKEN))
    assert ended(answer_visit(store, elena, "v-ivy")) == refused(ProblemCode.NOT_FOUND)
    assert set(answers(store).values()) == {None}
    assert not records.outgoing(store, 0, 10)


@pytest.mark.rule("APPT-4")
def test_a_status_that_the_practice_keeps_is_never_overwritten(store: Store) -> None:
    elena = family(store)
    kept = msgspec.structs.replace(visit("kept", "ivy"), practice_status="Arrived")
    feed(store, practice(kept=("Arrived",)), kept)

    assert ended(answer_visit(store, elena, "kept")) == refused(ProblemCode.STATUS_KEPT)
    assert answer_visit(store, elena, "v-ivy").outcome is Outcome.DONE
    assert answers(store)["kept"] is None


def test_a_visit_is_answered_once(store: Store) -> None:
    elena = family(store)
    answer_visit(store, elena, "v-jonas")
    result = answer_visit(store, caller("jonas"), "v-jonas", answer=Answer.CALL_BACK)

    assert ended(result) == refused(ProblemCode.ALREADY_ANSWERED)
    assert answers(store)["v-jonas"] == "confirm"


@pytest.mark.rule("WHO-8")
@pytest.mark.parametrize("name", ["v-elena", "v-ivy", "no such visit"])
def test_another_persons_visit_is_not_found(store: Store, name: str) -> None:
    family(store)
    result = answer_visit(store, caller("jonas"), name)

    assert ended(result) == refused(ProblemCode.NOT_FOUND)
    assert set(answers(store).values()) == {None}


@pytest.mark.rule("WHO-6")
def test_an_action_that_waited_is_refused_when_the_right_has_ended(store: Store) -> None:
    elena = family(store)
    feed(store, person("ivy"))

    assert ended(answer_visit(store, elena, "v-ivy")) == refused(ProblemCode.NOT_FOUND)


def test_the_same_action_takes_effect_once(store: Store) -> None:
    elena = family(store)
    raw = raw_action("answer_visit", appointment="v-ivy", start=NOON, answer="confirm")
    first = actions.carry_out(store, elena, raw)
    before = snapshot(store)

    assert actions.carry_out(store, elena, raw) == first
    assert snapshot(store) == before


@pytest.mark.parametrize("who", ["elena", "jonas"])
def test_the_same_id_with_another_body_or_login_is_refused(store: Store, who: str) -> None:
    elena, identity = family(store), action_id()
    actions.carry_out(
        store, elena, raw_action("note_viewed", identity, kind="person", record="ivy")
    )
    other = raw_action("note_viewed", identity, kind="person", record="elena")

    result = actions.carry_out(store, caller(who), other)

    assert ended(result) == refused(ProblemCode.ACTION_CHANGED)


def test_an_unknown_action_is_refused_for_good(store: Store) -> None:
    elena = family(store)
    raw = raw_action("dance", with_whom="everybody")

    assert ended(actions.carry_out(store, elena, raw)) == refused(ProblemCode.ACTION_UNKNOWN)
    assert ended(actions.carry_out(store, elena, raw)) == refused(ProblemCode.ACTION_UNKNOWN)


def test_an_action_with_bad_fields_is_refused_and_one_without_id_is_an_error(store: Store) -> None:
    elena = family(store)
    bad = raw_action("answer_visit", appointment="v-ivy", start="soon", answer="confirm")

    assert ended(actions.carry_out(store, elena, bad)) == refused(ProblemCode.BAD_REQUEST)
    with pytest.raises(msgspec.ValidationError):
        actions.carry_out(store, elena, raw_action("note_viewed", "17", kind="a", record="b"))


@pytest.mark.rule("WHO-7")
def test_what_a_representative_does_is_shown_to_the_person(store: Store) -> None:
    elena = family(store)
    answer_visit(store, elena, "v-jonas", answer=Answer.CALL_BACK)
    for do in ("note_viewed", "note_downloaded"):
        raw = raw_action(do, kind="appointment", record="v-jonas", offline=True)
        assert actions.carry_out(store, elena, raw).outcome is Outcome.DONE

    shown = list(Copy(caller("jonas")).sync(store).shown("activity").values())

    assert [each["what"] for each in shown] == ["call_back", "viewed", "downloaded"]
    assert {(each["actor"], each["actor_name"]) for each in shown} == {("elena", "Elena Marlowe")}
    assert [each.get("offline", False) for each in shown] == [False, True, True]
    assert {each["subject_id"] for each in shown} == {"v-jonas"}


@pytest.mark.rule("WHO-8")
def test_nothing_is_noted_about_what_is_not_seen(store: Store) -> None:
    family(store)
    for record, kind in (("ivy", "person"), ("practice", "practice"), ("x", "dance")):
        raw = raw_action("note_viewed", kind=kind, record=record)
        result = actions.carry_out(store, caller("jonas"), raw)
        assert ended(result) == refused(ProblemCode.NOT_FOUND)


def test_a_clock_that_is_ahead_does_not_write_into_the_future(store: Store) -> None:
    elena = family(store)
    later = NOON + timedelta(days=4000)
    raw = raw_action("note_viewed", made_at=later, kind="person", record="elena")
    actions.carry_out(store, elena, raw)

    (shown,) = Copy(elena).sync(store).shown("activity").values()

    assert datetime.fromisoformat(str(shown["at"])) < NOON


@pytest.mark.rule("APPT-4")
@pytest.mark.parametrize(
    ("answer", "confirmation"),
    [
        (Answer.CONFIRM, Confirmation.CONFIRMED),
        (Answer.CALL_BACK, Confirmation.CALL_BACK),
    ],
)
def test_acknowledging_makes_answers_confirmations(
    store: Store, answer: Answer, confirmation: Confirmation
) -> None:
    elena = family(store)
    answer_visit(store, elena, "v-ivy", answer=answer)
    answer_visit(store, elena, "v-jonas", answer=answer)
    first, second = records.outgoing(store, 0, 10)
    assert (first.number, first.patient, first.actor) == (1, "ivy", "elena")

    records.acknowledge(store, first.number)

    shown = Copy(elena).sync(store).shown("appointment")
    assert shown["appointment", "v-ivy"]["confirmation"] == confirmation
    assert "answer" not in shown["appointment", "v-ivy"]
    assert shown["appointment", "v-jonas"]["answer"] == answer
    assert [each.number for each in records.outgoing(store, 0, 10)] == [second.number]
    assert not records.outgoing(store, second.number, 10)
    before = snapshot(store)["record"]
    records.acknowledge(store, first.number)
    assert snapshot(store)["record"] == before


def test_the_feed_keeps_an_answer_that_is_still_about_the_visit(store: Store) -> None:
    elena = family(store)
    answer_visit(store, elena, "v-ivy")
    feed(store, visit("v-ivy", "ivy"))
    assert answers(store)["v-ivy"] == "confirm"

    feed(store, visit("v-ivy", "ivy", description="Check-up"))
    assert answers(store)["v-ivy"] == "confirm"

    feed(store, visit("v-ivy", "ivy", NOON + timedelta(hours=1), description="Check-up"))
    assert answers(store)["v-ivy"] is None


def test_one_action_sent_to_many_workers_at_once_takes_effect_once(store: Store) -> None:
    elena = family(store)
    raw = raw_action("answer_visit", appointment="v-ivy", start=NOON, answer="confirm")

    with ThreadPoolExecutor(8) as workers:
        results = list(workers.map(lambda _: actions.carry_out(store, elena, raw), range(16)))

    assert {result.outcome for result in results} == {Outcome.DONE}
    assert len(records.outgoing(store, 0, 10)) == 1
    assert len(Copy(elena).sync(store).shown("activity")) == 1


@pytest.mark.parametrize("zone", ["Nowhere/Nope", "", "../etc"])
def test_a_zone_that_nobody_knows_counts_as_utc(store: Store, zone: str) -> None:
    elena = family(store)
    clinic = Clinic(id="pier", name="Pier Street", time_zone=zone)
    feed(
        store,
        msgspec.structs.replace(practice(), clinics=(clinic,)),
        visit("same day", "ivy", NOON.replace(hour=23)),
        visit("next day", "ivy", NOON.replace(hour=0) + timedelta(days=1)),
    )
    answer_visit(store, elena, "v-ivy")

    assert {name for name, answer in answers(store).items() if answer} == {"v-ivy", "same day"}
