"""The words of folders, of what stands above a message, and of the dialog for writing."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from desktop.models.items.absence import Remedy, Situation, no_messages
from desktop.models.items.composing import (
    nobody_words,
    recipient,
    subject_error,
    text_error,
    urgent_words,
)
from desktop.models.items.family import Family
from desktop.models.items.mail_reading import (
    expiry_words,
    head_facts,
    older_title,
    pieces,
    queue_words,
    size_words,
)
from desktop.models.items.mail_words import (
    answers_words,
    list_words,
    not_sent_words,
    spoken,
    unread_words,
)
from desktop.models.items.messages import MessageRow, Wording, readable_chip
from desktop.models.items.outgoing import OutgoingRow
from desktop.models.mail import Folder, Folders, Outgoing
from desktop.models.shown import Shown, Waiting
from desktop.models.trouble import Trouble
from portal_protocol.actions import SendMessage
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import Webmail
from tests.desktop.models.items.sample import ELENA, FAMILY, IVY, NOW, person, practice

WORDING = Wording(FAMILY, NOW.date())


def message(**changes) -> Message:
    return Message(
        **{
            "id": "m1",
            "patient": ELENA,
            "at": NOW,
            "subject": "Your crown",
            "author_name": "Dr. Amina Farrow",
            **changes,
        }
    )


@pytest.mark.rule("MAIL-1")
def test_folders_say_what_they_count():
    folders = Folders(unread=3, outbox_waiting=2, outbox_failed=1, drafts=1)
    assert spoken(Folder.INBOX, folders) == "Inbox, 3 unread"
    assert spoken(Folder.OUTBOX, folders) == "Outbox, 3 messages, 1 not sent"
    assert spoken(Folder.DRAFTS, folders) == "Drafts, 1 draft"
    assert spoken(Folder.SENT, folders) == "Sent"
    assert unread_words(1000) == "1,000 or more unread"


@pytest.mark.rule("MAIL-1")
def test_a_list_counts_only_what_it_knows():
    folders = Folders(unread=3)
    assert list_words(Folder.INBOX, 14, folders, all_here=True) == "14 messages, 3 unread"
    assert list_words(Folder.INBOX, 50, folders, all_here=False) == "3 unread"
    assert list_words(Folder.OUTBOX, 1, folders, all_here=True).startswith("1 message waiting")
    assert not_sent_words(2).startswith("2 messages were not sent. They are kept")


@pytest.mark.rule("MAIL-9")
def test_the_practice_says_how_it_answers_and_whom_to_call():
    said = Family(FAMILY.people, practice(webmail=Webmail(answers_within="1 workday.")))
    assert answers_words(said) == "The practice answers within 1 workday."
    assert answers_words(FAMILY) == ""
    known = practice()
    pier = replace(known.clinics[0], phone="(555) 555-0142", emergency="Call us any time.")
    calling = Family(FAMILY.people, replace(known, clinics=(pier,)))
    assert urgent_words(calling, ELENA) == "Call us any time. Phone: (555) 555-0142"


@pytest.mark.rule("MAIL-2")
def test_a_message_goes_to_the_primary_provider_or_says_why_not():
    family = Family(
        (person(ELENA, "Elena", primary_provider="farrow"), person(IVY, "Ivy")), practice()
    )
    assert recipient(family, ELENA) == "Dr. Amina Farrow"
    assert recipient(family, IVY) == ""
    said = nobody_words(Trouble.NO_PROVIDER, family, IVY)
    assert said.startswith("Harbor Family Dental has not named a usual provider for Ivy")
    assert said.endswith("Call the practice.")


@pytest.mark.rule("MAIL-2")
def test_what_is_missing_or_too_long_is_named():
    assert subject_error("  ") == "Write a few words as subject."
    assert subject_error("x" * 200) == ""
    assert subject_error("x" * 201) != ""
    assert text_error(" \n") == "Write your message."
    assert text_error("x" * 20_000) == ""
    assert "20,001" in text_error("x" * 20_001)


@pytest.mark.rule("MAIL-1")
def test_above_a_message_stands_who_wrote_to_whom_about_whom_and_when():
    facts = head_facts(MessageRow(Shown(message()), WORDING), FAMILY)
    assert facts[:2] == ["From Dr. Amina Farrow to Elena Marlowe", "Regarding Elena"]
    assert facts[2].startswith("Today, ")
    own = message(from_patient=True, author=ELENA, author_name="", to_name="Dr. Amina Farrow")
    assert older_title(own, FAMILY).startswith("You, ")


@pytest.mark.rule("MAIL-7")
def test_secure_email_says_until_when_it_can_be_read():
    email = SecureEmail(id="s", subject="Letter", expires_at=NOW + timedelta(days=1))
    assert expiry_words(email, NOW) == "Can be read until tomorrow"
    assert expiry_words(email, NOW + timedelta(days=9)).startswith("Could be read until")
    over = replace(email, expires_at=datetime(2020, 1, 2, tzinfo=UTC))
    assert readable_chip(over, NOW.date()).text == "Time is over"


@pytest.mark.rule("MAIL-6")
def test_a_message_in_the_outbox_says_why_it_is_there():
    action = SendMessage(
        id="0190a1b2-c3d4-7000-8000-000000000001",
        made_at=NOW,
        regarding=ELENA,
        subject="Numbing",
        body="?",
    )
    queued = OutgoingRow(Outgoing(action, Waiting.QUEUED), WORDING)
    failed = OutgoingRow(Outgoing(action, Waiting.FAILED, "no_provider"), WORDING, "Nobody.")
    assert queue_words(queued, offline=True) == "Sent automatically when you are online."
    assert queue_words(queued, offline=False) != queue_words(queued, offline=True)
    assert queue_words(failed, offline=True) == "Nobody."


@pytest.mark.rule("MAIL-4")
@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/y), then http://b.example", ["https://a.example/y"]),
        ("javascript:alert(1) file:///etc/passwd ftp://x", []),
        ("<a href='https://c.example'>here</a>", ["https://c.example"]),
        ("https://a.example/\u202egpj.exe", ["https://a.example/"]),
    ],
)
def test_only_secure_web_addresses_are_links_and_no_sign_is_lost(text: str, links: list[str]):
    found = list(pieces(text))
    assert [piece for piece, link in found if link] == links
    assert "".join(piece for piece, _link in found) == text


def test_sizes_are_short():
    assert size_words(182_400) == "182 KB"
    assert size_words(1_400_000) == "1.4 MB"
    assert size_words(12) == "12 bytes"
    assert size_words(1) == "1 byte"


@pytest.mark.rule("HEAD-7")
def test_an_empty_folder_says_why():
    found = Situation(FAMILY, None, NOW, offline=False, now=NOW)
    assert no_messages(found, Folder.INBOX).title == "No messages yet"
    assert no_messages(replace_chosen(found), Folder.SENT).remedies == (Remedy.EVERYONE,)
    never = Situation(FAMILY, None, None, offline=True, now=NOW)
    assert "not on this computer" in no_messages(never, Folder.SECURE).title
    assert no_messages(never, Folder.DRAFTS).title == "No drafts"


def replace_chosen(found: Situation) -> Situation:
    """The same with one person chosen."""
    return Situation(found.family, IVY, found.saved_at, found.offline, found.now)
