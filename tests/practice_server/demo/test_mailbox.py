"""The demo's messages: three years of conversations, enclosures of every kind, secure email."""

from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import pytest
from PIL import Image

from portal_protocol.feed import Access
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Practice
from practice_server import demo
from practice_server.demo import enclosures, people
from practice_server.demo.practice import DemoPractice
from tests.practice_server.demo.conftest import TODAY

NOW = datetime.combine(TODAY, time(12), UTC)
MARLOWES = {people.ELENA, people.JONAS, people.IVY, people.THEO}


def messages(practice: DemoPractice, patient: str = "") -> list[Message]:
    every = [item for item in practice.items if isinstance(item, Message)]
    return [item for item in every if patient in ("", item.patient)]


@pytest.mark.rule("MAIL-1")
def test_everybody_has_messages_both_ways_over_three_years(practice: DemoPractice) -> None:
    for patient in MARLOWES:
        mine = messages(practice, patient)
        assert {each.from_patient for each in mine} == {True, False}
        assert min(each.at for each in mine if each.at) < NOW - timedelta(days=900)
    signed_in = {item.patient for item in practice.items if isinstance(item, Access)}
    assert {each.patient for each in messages(practice)} > signed_in & MARLOWES
    assert all(each.at and each.at < NOW for each in messages(practice))


@pytest.mark.rule("MAIL-1")
def test_elena_has_three_that_nobody_opened(practice: DemoPractice) -> None:
    family = [each for each in messages(practice) if each.patient in MARLOWES]
    unread = [each for each in family if not each.from_patient and each.read_at is None]

    newest = sorted(unread, key=lambda each: str(each.at), reverse=True)
    assert [each.subject for each in newest] == [
        "Before your crown visit on November 18",
        "Ivy\u2019s sealants: what to watch for",
        "New insurance card needed for Theo",
    ]
    assert [each.blobs[0].name for each in newest[:1]] == [enclosures.CARE_SHEET]


@pytest.mark.rule("MAIL-9")
def test_replies_are_in_the_conversation_that_they_answer(practice: DemoPractice) -> None:
    known = {each.id: each for each in messages(practice)}
    replies = [each for each in known.values() if each.thread]

    assert len(replies) > 30
    for reply in replies:
        first = known[reply.thread]
        assert (first.thread, first.patient) == ("", reply.patient)
        assert reply.subject == f"Re: {first.subject}"
        assert str(reply.at) > str(first.at)


@pytest.mark.rule("MAIL-4")
def test_enclosures_are_of_every_kind_and_name(practice: DemoPractice) -> None:
    files = {content.blob.name: content for content in practice.blobs}
    (papers,) = [each for each in messages(practice) if each.subject == "Papers for your records"]
    named = [blob.name for blob in papers.blobs]

    assert named == list(enclosures.every_kind())
    assert len(enclosures.LONG) > 300
    assert "\u202e" in enclosures.TURNED
    assert min(blob.size for blob in papers.blobs) == 0
    for name, kind, pages in (
        (enclosures.X_RAY, "JPEG", 1),
        (enclosures.CHART, "PNG", 1),
        (enclosures.SCAN, "TIFF", 2),
    ):
        with Image.open(BytesIO(files[name].data)) as picture:
            assert picture.format == kind
            assert getattr(picture, "n_frames", 1) == pages


@pytest.mark.rule("MAIL-7")
def test_secure_emails_are_over_valid_and_about_to_end(practice: DemoPractice) -> None:
    secure = [item for item in practice.items if isinstance(item, SecureEmail)]
    left = {each.id.rpartition("-")[2]: each.expires_at - NOW for each in secure}

    assert left["expired"] < timedelta(0)
    assert left["valid"] > timedelta(days=2)
    assert timedelta(0) < left["tomorrow"] < timedelta(days=2)
    for each in secure:
        assert each.at
        assert each.expires_at - each.at == timedelta(days=7)


@pytest.mark.rule("MAIL-5")
def test_attachments_are_off_unless_the_demo_is_asked(practice: DemoPractice) -> None:
    def allowed(made: DemoPractice) -> list[bool]:
        return [item.webmail.attachments for item in made.items if isinstance(item, Practice)]

    assert allowed(practice) == [False]
    assert allowed(demo.build(4, today=TODAY, attachments=True)) == [True]


@pytest.mark.parametrize("size", [0, 1, 43, 2000])
def test_a_mailbox_has_as_many_messages_as_asked(size: int) -> None:
    made = demo.build(size, today=TODAY, kind="messages")
    known = {each.id: each for each in messages(made)}

    assert len(known) == len(messages(made)) == size
    assert all(each.at and each.at < NOW for each in known.values())
    assert all(known[each.thread].patient == each.patient for each in known.values() if each.thread)
    assert {each.from_patient for each in known.values()} <= {True, False}
    assert (size > 0) == any(each.blobs for each in known.values())
