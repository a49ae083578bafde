"""What is said when the practice does not take a transmission, or nobody waits for it (SUM-5)."""

import signal
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from desktop.models.transmit import TransmitWish
from desktop.services.portal import PortalError, Stage
from desktop.views.dialogs.transmit import TransmitDialog
from desktop.views.widgets.dialog import Scrim
from portal_protocol.feed import Removal
from portal_protocol.records import Section
from portal_protocol.summaries import CareSummary
from portal_protocol.transmissions import Transmission, Way
from practice_server.demo import office
from practice_server.demo.people import IVY
from practice_server.transmit.asking import MOST_A_DAY
from practice_server.transmit.documents import MOST_BYTES
from tests.desktop.cda.papers import document, section
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, read, settle, wait
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


def on_page(program: Program, page: str) -> TransmitDialog:
    """The dialog on this page of it, with a password in it."""
    dialog = transmit(program, "Ivy")
    address_to(dialog)
    if page != "form":
        program.click("Review and send", dialog)
    if page == "end":
        program.click("Send", dialog)
        assert program.shows("It is on its way", dialog)
    return dialog


@pytest.mark.rule("SIGN-14")
@pytest.mark.parametrize("page", ["form", "review", "end"])
def test_locking_leaves_nothing_of_the_dialog(
    signed_in: SignedIn, mailing_practice: RunningServer, page: str
) -> None:
    program = signed_in(mailing_practice)
    password = on_page(program, page).form.way.password.text() or ANYBODY
    program.portal.lock()
    wait(lambda: program.portal.stage is Stage.LOCKED, "the lock")
    wait(lambda: not open_dialogs(program.window), "the dialog to go")
    assert password not in read(program.window)
    wait(lambda: not program.window.findChildren(TransmitDialog), "what it held to go", 10_000)


@pytest.mark.rule("HEAD-3")
@pytest.mark.parametrize("page", ["form", "review", "end"])
def test_a_tab_that_is_switched_off_takes_the_dialog_along(
    signed_in: SignedIn, mailing_practice: RunningServer, page: str
) -> None:
    program = signed_in(mailing_practice)
    on_page(program, page)
    mailing_practice.feed([replace(office.practice(), sections=(Section.APPOINTMENTS,))])
    program.portal.refresh()
    wait(lambda: program.main.tabs.count() == 1, "the tab to go")
    wait(lambda: not open_dialogs(program.window), "the dialog to go")
    wait(lambda: not program.window.findChildren(Scrim), "the window to be clear")


def test_what_went_at_the_practice_meanwhile_is_told_and_nothing_is_sent(
    signed_in: SignedIn, mailing_practice: RunningServer, post: Post
) -> None:
    program = signed_in(mailing_practice)
    dialog = on_page(program, "review")
    [key] = [one.key for one in dialog.form.chosen]
    mailing_practice.feed([Removal(of="care_summary", id=key)])
    program.click("Send", dialog)
    assert program.shows("This is no longer there", dialog)
    send_what_waits(mailing_practice)
    assert not post.taken


def test_the_window_of_the_dialog_closes_from_each_page(
    signed_in: SignedIn, mailing_practice: RunningServer
) -> None:
    program = signed_in(mailing_practice)
    for page in ("form", "review", "end"):
        on_page(program, page).close()
        settle()
        assert not open_dialogs(program.window)
