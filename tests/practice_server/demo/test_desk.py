"""The demo desk opens a patient's message and answers it, once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import uuid_utils

from portal_protocol.actions import Action, SendMessage
from portal_protocol.feed import OutgoingAction
from portal_protocol.mail import Message
from portal_protocol.records import Appointment, AppointmentStatus, Confirmation, PatientId
from portal_protocol.sync import SyncAnswer
from practice_server import demo
from practice_server.demo import people
from practice_server.demo.answers import answered
from practice_server.demo.desk import ANSWERS_AFTER, Desk
from tests.practice_server.demo.test_door import Patient, confirmed
from tests.serving import RunningServer, running_server


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with the practice, the Marlowes and some visits."""
    with running_server(tmp_path_factory.mktemp("desk")) as running:
        demo.feed(running.url, running.feed_key, size=40)
        yield running


@pytest.fixture
def elena(fed: RunningServer) -> Patient:
    patient = Patient(fed, "elena.m")
    patient.sync()
    return patient


def letter(subject: str, reply_to: str = "", regarding: PatientId = people.JONAS) -> SendMessage:
    return SendMessage(
        id=str(uuid_utils.uuid7()),
        made_at=datetime.now(UTC),
        regarding=regarding,
        subject=subject,
        body="Is it normal?",
        reply_to=reply_to,
    )


def message(patient: Patient, identity: str) -> Message:
    found = patient.records[Message, identity]
    assert isinstance(found, Message)
    return found


def at_once(fed: RunningServer) -> Desk:
    return Desk(fed.url, fed.feed_key, answers_after=timedelta(0))


@pytest.mark.rule("MAIL-9")
def test_the_desk_opens_and_answers_in_the_conversation(fed: RunningServer, elena: Patient) -> None:
    first, desk = letter("Sore gum"), at_once(fed)
    elena.sync(first)
    desk.step()
    elena.sync()
    reply = message(elena, f"reply-{first.id}")
    assert message(elena, first.id).read_at
    assert (reply.author, reply.author_name) == ("renwick", "Dr. Tobias Renwick")
    assert (reply.subject, reply.thread, reply.from_patient) == ("Re: Sore gum", first.id, False)
    assert reply.body.startswith("Hello Jonas,")

    second = letter("Re: Sore gum", reply_to=reply.id)
    elena.sync(second)
    desk.step()
    desk.close()
    elena.sync()

    again = message(elena, f"reply-{second.id}")
    assert (again.subject, again.thread) == ("Re: Sore gum", first.id)


def test_a_desk_that_comes_back_answers_nothing_twice(fed: RunningServer, elena: Patient) -> None:
    first = letter("Bill")
    elena.sync(first)
    waiting = [each for each in fed.outgoing() if first.id.encode() in bytes(each.body)]
    for each in waiting:  # the desk ended after its answer, before it was acknowledged
        fed.feed(answered(first, each.received_at))
    elena.sync()
    before = dict(elena.records)

    desk = at_once(fed)
    assert desk.step() >= 1
    desk.close()
    answer = elena.sync()

    assert items(answer) == []
    assert elena.records == before


def items(answer: SyncAnswer) -> list[msgspec.Raw]:
    return [item for page in answer.pages for item in page.items]


def test_a_message_waits_a_little_and_what_came_before_it_does_not(
    fed: RunningServer, elena: Patient
) -> None:
    fed.feed([asked(elena)])
    elena.sync()
    actions: list[Action] = [confirmed(elena.visit_asked(people.ELENA)), letter("Later")]
    elena.sync(*actions)

    desk = Desk(fed.url, fed.feed_key, answers_after=timedelta(days=1))
    assert desk.step() >= 1
    assert desk.step() == 0
    assert [_name(each) for each in fed.outgoing()] == [actions[1].id]
    desk.close()
    assert timedelta(seconds=1) < ANSWERS_AFTER < timedelta(seconds=10)
    desk = at_once(fed)
    assert desk.step() == 1
    desk.close()


def asked(patient: Patient) -> Appointment:
    """A visit to come of Elena's, asking for an answer."""
    visits = [each for each in patient.records.values() if isinstance(each, Appointment)]
    mine = [each for each in visits if each.patient == people.ELENA]
    (visit, *_) = [each for each in mine if each.status is AppointmentStatus.SCHEDULED]
    return msgspec.structs.replace(visit, confirmation=Confirmation.ASKED)


def _name(action: OutgoingAction) -> str:
    name: str = msgspec.json.decode(action.body)["id"]
    return name


def test_a_stranger_to_the_demo_gets_no_reply() -> None:
    opened = answered(letter("A", regarding=PatientId("somebody")), datetime.now(UTC))

    assert [each.from_patient for each in opened] == [True]
    assert opened[0].read_at
