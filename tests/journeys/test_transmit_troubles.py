"""What is said when the practice does not take a transmission, or nobody waits for it (SUM-5)."""

import signal
from datetime import UTC, datetime

import pytest

from desktop.models.transmit import TransmitWish
from desktop.services.portal import PortalError
from portal_protocol.summaries import CareSummary
from portal_protocol.transmissions import Transmission, Way
from practice_server.demo.people import IVY
from practice_server.transmit.asking import MOST_A_DAY
from practice_server.transmit.documents import MOST_BYTES
from tests.desktop.cda.papers import document, section
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, wait
from tests.journeys.summaries import open_person, summaries
from tests.journeys.transmissions import (
    ANYBODY,
    address_to,
    send,
    send_what_waits,
    transmit,
)
from tests.practice_server.mail.post import Post
from tests.serving import RunningServer

pytestmark = pytest.mark.rule("SUM-5")


def test_whoever_stops_waiting_is_told_what_is_not_known_and_sends_it_once(
    signed_in: SignedIn, mailing_practice: RunningServer, post: Post
) -> None:
    program = signed_in(mailing_practice)
    dialog = transmit(program, "Ivy")
    address_to(dialog)
    assert mailing_practice.process is not None
    mailing_practice.process.send_signal(signal.SIGSTOP)
    send(program, dialog)
    assert program.shows("Handing it to the practice", dialog)
    assert dialog.leave.hasFocus()
    program.press("Esc")
    assert program.shows("Stopped", dialog)
    assert program.shows("It is not known whether the practice has taken it over", dialog)
    assert dialog.form.way.to.text() == ANYBODY
    mailing_practice.process.send_signal(signal.SIGCONT)
    send(program, dialog)
    assert program.shows("It is on its way", dialog)
    send_what_waits(mailing_practice)
    assert [to for to, _mail in post.taken] == [ANYBODY]


def send_often(program: Program, summary: str, times: int) -> None:
    """Send it so many times to somebody, without the window."""
    face = program.portal.transmit
    sent: list[Transmission] = []
    faults: list[PortalError] = []
    wish = TransmitWish((summary,), Way.EMAIL, ANYBODY)
    for _ in range(times):
        face.send(face.prepare(wish), owner=program.window, done=sent.append, failed=faults.append)
    wait(lambda: len(sent) + len(faults) == times, "all of them")
    assert not faults


def test_on_one_day_only_so_many_are_sent_and_the_rest_is_refused(
    signed_in: SignedIn, mailing_practice: RunningServer
) -> None:
    program = signed_in(mailing_practice)
    section = summaries(program)
    open_person(section, "Ivy")
    assert section.page.shown is not None
    send_often(program, section.page.shown.key, MOST_A_DAY)
    dialog = transmit(program, "Ivy")
    address_to(dialog, note="The last one")
    send(program, dialog)
    assert program.shows("That was sent too often for one day", dialog)
    assert program.shows("Nothing was sent this time", dialog)
    assert dialog.form.note.toPlainText() == "The last one"


def test_what_is_too_large_for_e_mail_is_refused_with_what_helps(
    signed_in: SignedIn, mailing_practice: RunningServer, post: Post
) -> None:
    large = document(section("Small words")) + b"<!--%b-->" % (b"x" * (MOST_BYTES // 4)) * 4
    blob = mailing_practice.feed_blob(large, "application/xml")
    made = datetime.now(UTC)
    summary = CareSummary(id="large", patient=IVY, at=made, title="Large", blobs=(blob,))
    mailing_practice.feed([summary])
    program = signed_in(mailing_practice)
    dialog = transmit(program, "Ivy")
    address_to(dialog)
    send(program, dialog)
    assert program.shows("This is too large for e-mail", dialog)
    assert program.shows("Send fewer summaries at a time", dialog)
    send_what_waits(mailing_practice)
    assert not post.taken
