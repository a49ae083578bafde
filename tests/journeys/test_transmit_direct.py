"""Sending to a secure address, through the window, and how far it gets (SUM-4, SUM-7)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.views.dialogs.transmit import TransmitDialog
from portal_protocol.records import PatientId
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Delivery, Transmission, Undelivered, Way
from practice_server.demo import PASSWORD, people
from practice_server.demo.community import Community, community
from practice_server.demo.transmissions import CHEN
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, settle, wait
from tests.journeys.summaries import open_person, summaries
from tests.journeys.transmissions import mailing_server, send, send_what_waits, transmit
from tests.practice_server.mail.post import Post
from tests.serving import RunningServer

TO_CHEN = f"To Dr. Mei Chen ({CHEN}), secure address"


@pytest.fixture(scope="module")
def members() -> Community:
    """Who trusts whom."""
    return community()


@pytest.fixture
def direct_practice(
    fed: Path, tmp_path: Path, post: Post, members: Community
) -> Iterator[RunningServer]:
    """A practice that Dr. Chen's side trusts, and that trusts it."""
    with mailing_server(fed, tmp_path / "server", post, members) as server:
        yield server


def send_to_chen(program: Program) -> None:
    """Send what is open to Dr. Chen, and look at the history."""
    dialog = transmit(program)
    program.click("Review and send", dialog)
    assert program.shows(CHEN, dialog)
    program.click("Send", dialog)
    assert program.shows("It is on its way", dialog)
    program.click("History", dialog)


def follow(program: Program, words: str) -> None:
    """The history says so once the window has been refreshed."""
    program.portal.refresh()
    assert program.shows(f"{TO_CHEN}. {words}")
    settle()


@pytest.mark.rule("SUM-4")
@pytest.mark.rule("SUM-7")
def test_the_history_follows_it_until_the_addressees_side_confirms(
    signed_in: SignedIn, direct_practice: RunningServer, post: Post, members: Community
) -> None:
    program = signed_in(direct_practice)
    send_to_chen(program)
    follow(program, "Waiting at the practice")
    send_what_waits(direct_practice)
    follow(program, "Sent, not confirmed yet")
    ((to, mail),) = post.taken
    assert to == CHEN
    answer = members.answer(mail.as_bytes())
    direct_practice.call_feed("POST", "mdn", answer, "application/octet-stream")
    follow(program, "Delivered")


@pytest.mark.rule("SUM-4")
def test_what_did_not_arrive_is_told_and_sent_again(
    signed_in: SignedIn, direct_practice: RunningServer, post: Post
) -> None:
    program = signed_in(direct_practice)
    send_to_chen(program)
    program.dialog().reject()
    post.not_to[CHEN] = "550 no such user"
    send_what_waits(direct_practice)
    program.portal.refresh()
    assert program.shows(f"What you sent to Dr. Mei Chen ({CHEN}) did not arrive")
    assert program.shows("There is no such address")
    post.not_to.clear()
    program.click("Send again")
    dialog = program.dialog()
    assert isinstance(dialog, TransmitDialog)
    wait(lambda: dialog.form.way.address == CHEN, "the address")
    send(program, dialog)
    assert program.shows("It is on its way", dialog)
    dialog.reject()
    assert program.shows("What you sent to frontdesk@bayveiw.example did not arrive")  # the next
    send_what_waits(direct_practice)
    assert [to for to, _ in post.taken] == [CHEN]


@pytest.mark.rule("SUM-4")
@pytest.mark.rule("SUM-5")
def test_a_notice_is_dismissed_for_good_or_its_address_corrected(
    signed_in: SignedIn, open_program: OpenProgram, direct_practice: RunningServer
) -> None:
    program = signed_in(direct_practice)
    notice = summaries(program).page.undelivered
    assert program.shows("What you sent to frontdesk@bayveiw.example did not arrive")
    program.click("Send again")
    dialog = program.dialog()
    assert isinstance(dialog, TransmitDialog)
    form = dialog.form.way
    wait(lambda: form.to.text() == "frontdesk@bayveiw.example", "the address")
    assert form.plain.isChecked()
    dialog.reject()
    program.click("Dismiss")
    wait(notice.isHidden, "the notice to go")
    program.close()
    again = open_program()
    again.sign_in("elena.m", PASSWORD)
    notice = summaries(again).page.undelivered
    assert undelivered(again, people.ELENA) == [None]
    assert notice.isHidden()
    open_person(summaries(again), "Ivy")
    assert undelivered(again, people.IVY) == [None]
    assert notice.isHidden()


def undelivered(program: Program, patient: PatientId) -> list[Transmission | None]:
    """What is told of this person, read after all that the window asked before."""
    found: list[Transmission | None] = []
    face = program.portal.transmit
    face.undelivered(patient, owner=program.window, done=found.append)
    wait(lambda: found, "what did not arrive")
    settle()
    return found


@pytest.mark.rule("SUM-4")
def test_an_address_that_is_not_trusted_any_more_is_chosen_by_nobody(
    signed_in: SignedIn, direct_practice: RunningServer
) -> None:
    gone = Transmission(
        id="gone",
        patient=people.ELENA,
        at=datetime.now(UTC),
        summaries=("gone",),
        way=Way.DIRECT,
        address="old@direct.gone.example",
        to_name="Dr. Old Gone",
        state=Delivery.FAILED,
        reason=Undelivered.NOT_CONFIRMED,
        actor=people.ELENA,
    )
    direct_practice.feed([gone])
    program = signed_in(direct_practice)
    summaries(program)
    assert program.shows("What you sent to Dr. Old Gone (old@direct.gone.example) did not arrive")
    program.click("Send again")
    dialog = program.dialog()
    assert isinstance(dialog, TransmitDialog)
    assert program.shows("old@direct.gone.example is not a trusted address any more", dialog)
    assert program.shows("What was sent then is not here any more", dialog)
    dialog.form.boxes[0].setChecked(True)
    program.click("Review and send", dialog)
    assert program.shows("Choose to whom it is sent", dialog)
    assert dialog.form.isVisible()


@pytest.mark.rule("SUM-4")
def test_of_several_trusted_one_is_chosen(
    signed_in: SignedIn, direct_practice: RunningServer
) -> None:
    other = Referral(
        id="elena-to-okafor",
        patient=people.ELENA,
        at=datetime(2026, 1, 5, tzinfo=UTC),
        provider_name="Dr. Ada Okafor",
        direct_address="okafor@direct.alder.example",
        trusted=True,
    )
    direct_practice.feed([other])
    program = signed_in(direct_practice)
    dialog = transmit(program)
    providers = dialog.form.way.providers
    wait(lambda: providers.count() == 2, "both")
    providers.setCurrentIndex(providers.findText("Dr. Ada Okafor"))
    send(program, dialog)
    assert program.shows("The practice sends it to Dr. Ada Okafor", dialog)
    send_what_waits(direct_practice)
    program.click("History", dialog)
    program.portal.refresh()
    assert program.shows("Their secure address has no certificate")
