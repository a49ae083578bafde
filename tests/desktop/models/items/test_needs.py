from datetime import UTC, datetime

import pytest

from desktop.models.items.needs import Act, Card, card_of, count_asking
from desktop.models.shown import Need, NeedKind, Waiting
from portal_protocol.records import Answer, Recall
from tests.desktop.models.items.sample import ELENA, FAMILY, IVY, NOW, PEOPLE, pending, shown, visit

NBSP = "\u00a0"


def card(need: Need) -> Card:
    made = card_of(need, FAMILY, NOW, lambda code: f"because {code}")
    assert made is not None
    return made


def confirm(others: int = 0, **changes) -> Need:
    one = visit(**changes)
    return Need(NeedKind.CONFIRM, shown(one), PEOPLE[1], others)


def waiting(state: Waiting, answer: Answer = Answer.CONFIRM, code: str = "") -> Need:
    one = visit()
    return Need(NeedKind.CONFIRM, shown(one, pending=pending(one, state, answer, code)), PEOPLE[1])


def recall(**changes) -> Need:
    record = Recall(
        **{
            "id": "recall",
            "patient": ELENA,
            "at": datetime(2026, 12, 1, 5, tzinfo=UTC),
            "description": "Cleaning",
            "length_minutes": 60,
            "clinic": "pier",
            **changes,
        }
    )
    return Need(NeedKind.RECALL, shown(record), PEOPLE[0])


@pytest.mark.rule("APPT-3")
def test_an_unanswered_confirmation_offers_both_answers():
    made = card(confirm())
    assert made.title == "Confirm Ivy’s visit"
    assert made.lines == (f"Thu, Nov 12, 3:30{NBSP}PM", "Cleaning and exam, Priya Sandoval")
    assert [button.act for button in made.buttons] == [Act.CONFIRM, Act.CALL_BACK]
    assert made.buttons[0].spoken == f"Confirm Ivy, Thursday, November 12, 2026, 3:30{NBSP}PM"
    assert made.asks


@pytest.mark.rule("APPT-4")
@pytest.mark.parametrize(
    ("others", "said"), [(1, "and 1 more visit that day"), (3, "and 3 more visits that day")]
)
def test_a_card_says_that_one_answer_covers_the_whole_day(others, said):
    assert card(confirm(others)).lines[1].endswith(said)


@pytest.mark.rule("APPT-4")
def test_what_waits_says_so_and_can_be_taken_back():
    made = card(waiting(Waiting.QUEUED))
    assert made.chip is not None
    assert made.chip.text == "Waiting to send"
    assert [button.act for button in made.buttons] == [Act.TAKE_BACK]
    assert not made.asks


def test_what_is_being_sent_cannot_be_taken_back():
    assert card(waiting(Waiting.SENDING)).buttons == ()


@pytest.mark.rule("APPT-4")
def test_a_refusal_says_why_and_can_be_dismissed():
    made = card(waiting(Waiting.FAILED, code="visit_changed"))
    assert made.lines[1] == "because visit_changed"
    assert made.buttons[0].act is Act.DISMISS


def test_an_answer_that_the_practice_has_waits_for_it():
    made = card(confirm(answer=Answer.CALL_BACK))
    assert (made.title, made.lines[1]) == ("Ivy’s visit", "You asked for a call back.")
    assert made.chip is not None
    assert made.chip.text == "Waiting for practice"


@pytest.mark.rule("APPT-3")
def test_a_recall_that_is_due_sends_to_the_office():
    made = card(recall())
    assert made.title == "Time for your cleaning"
    assert made.lines == ("Elena, due in December", "60 min")
    assert [button.act for button in made.buttons] == [Act.CONTACT]


def test_an_overdue_recall_of_somebody_else_names_them():
    made = card(recall(patient=IVY, at=datetime(2025, 10, 1, 4, tzinfo=UTC), provider="sandoval"))
    assert made.title == "Time for Ivy’s cleaning"
    assert made.lines == ("Ivy, due since October 2025", "60 min with Priya Sandoval")


@pytest.mark.rule("APPT-3")
def test_the_count_is_of_what_still_waits_for_the_patient():
    needs = [confirm(), recall(), waiting(Waiting.QUEUED), confirm(answer=Answer.CONFIRM)]
    assert count_asking([card(need) for need in needs]) == 2
