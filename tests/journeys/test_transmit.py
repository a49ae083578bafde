"""Sending care summaries to somebody, through the window (SUM-4 to SUM-7)."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pyzipper import AESZipFile

from desktop.services.portal import PortalError
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, open_dialogs, settle, wait
from tests.journeys.summaries import summaries
from tests.journeys.transmissions import (
    ANYBODY,
    address_to,
    send,
    send_what_waits,
    transmit,
)
from tests.practice_server.mail.post import Post
from tests.practice_server.transmit.office import attached
from tests.serving import RunningServer


@pytest.mark.rule("SUM-5")
@pytest.mark.rule("SUM-7")
def test_an_encrypted_file_arrives_and_opens_with_the_password_that_was_shown(
    signed_in: SignedIn, mailing_practice: RunningServer, post: Post
) -> None:
    program = signed_in(mailing_practice)
    dialog = transmit(program, "Ivy")
    address_to(dialog, note="As we discussed.")
    password = dialog.form.way.password.text()
    program.click("Review and send", dialog)
    assert program.shows(ANYBODY, dialog)
    assert program.shows(password, dialog)
    program.click("Send", dialog)
    assert program.shows("It is on its way", dialog)
    send_what_waits(mailing_practice)
    assert len(post.taken) == 1
    to, mail = post.taken[0]
    assert to == ANYBODY
    texts = [part.get_payload(decode=True) or b"" for part in mail.walk()]
    assert not any(password.encode() in text for text in texts)
    package = Path(mailing_practice.folder / "arrived.zip")
    package.write_bytes(attached(mail))
    with AESZipFile(package) as opened:
        opened.setpassword(password.encode())
        texts = [opened.read(one) for one in opened.namelist()]
    assert any(b"ClinicalDocument" in text for text in texts)
    program.click("History", dialog)
    assert program.shows(f"To {ANYBODY}, encrypted file by e-mail")


@pytest.mark.rule("SUM-5")
def test_ordinary_e_mail_goes_only_after_the_warning_is_confirmed(
    signed_in: SignedIn, mailing_practice: RunningServer, post: Post
) -> None:
    program = signed_in(mailing_practice)
    dialog = transmit(program, "Ivy")
    dialog.form.way.any.setChecked(True)
    dialog.form.way.plain.setChecked(True)
    program.click("Review and send", dialog)
    assert program.shows("Type the e-mail address", dialog)
    dialog.form.way.to.setText(ANYBODY)
    program.click("Review and send", dialog)
    assert program.shows("others may read this health information", dialog)
    program.click("Send", dialog)
    assert program.shows("Tick this first", dialog)
    assert not post.taken
    dialog.review.confirm.setChecked(True)
    program.click("Send", dialog)
    assert program.shows("It is on its way", dialog)
    send_what_waits(mailing_practice)
    assert len(post.taken) == 1


@pytest.mark.rule("SUM-4")
def test_a_secure_address_is_that_of_a_trusted_referral_or_the_reason_shows(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    dialog = transmit(program)
    assert dialog.form.way.secure.isChecked()
    wait(lambda: dialog.form.way.providers.count() == 1, "the referral")
    providers = dialog.form.way.providers
    assert providers.currentText() == "Dr. Mei Chen, Endodontics, Bayview Endodontics"
    program.click("Review and send", dialog)
    program.click("Send", dialog)
    assert program.shows("The practice does not send in this way", dialog)
    dialog.reject()
    settle()
    dialog = transmit(program, "Jonas")
    assert not dialog.form.way.secure.isEnabled()
    assert program.shows("No secure address is set up for Dr. Nils Bergström", dialog)


@pytest.mark.rule("SUM-6")
def test_the_dates_that_are_shown_choose_what_is_sent(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    dialog = transmit(program)
    assert [box.isChecked() for box in dialog.form.boxes] == [True, False]
    dialog.reject()
    bar = summaries(program).page.bar
    bar.since.setText("2026-01-01")
    bar.since.editingFinished.emit()
    dialog = transmit(program)
    assert [box.isChecked() for box in dialog.form.boxes] == [True, True]
    assert program.shows("Care summary, since Jan 1, 2026", dialog)
    for box in dialog.form.boxes:
        box.setChecked(False)
    program.click("Review and send", dialog)
    assert program.shows("Choose at least one", dialog)


@pytest.mark.rule("SUM-1")
@pytest.mark.rule("SUM-4")
def test_without_a_connection_transmit_stays_and_says_what_it_needs(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    section = summaries(program)
    assert section.page.bar.transmit.isEnabled()
    practice.stop()
    program.portal.refresh()
    program.wait_offline()
    assert not section.page.bar.transmit.isEnabled()
    assert program.shows("Transmit needs a connection to the practice")


@pytest.mark.rule("SUM-5")
def test_after_a_lost_answer_nothing_waits_and_it_is_sent_once(
    signed_in: SignedIn, mailing_practice: RunningServer, post: Post
) -> None:
    program = signed_in(mailing_practice)
    dialog = transmit(program, "Ivy")
    address_to(dialog, note="W" * 999)
    program.click("Review and send", dialog)
    assert dialog.review.minimumSizeHint().width() <= dialog.width()
    assert dialog.back.hasFocus()  # a second Enter sends nothing
    mailing_practice.stop()
    program.click("Send", dialog)
    assert program.shows("It is not known whether the practice has taken it over", dialog)
    assert program.shows("nothing is kept here to be sent later", dialog)
    assert program.hides("kept and sent later", dialog)
    mailing_practice.start()
    program.portal.refresh()
    wait(dialog.go.isEnabled, "the connection")
    send(program, dialog)
    assert program.shows("It is on its way", dialog)
    send_what_waits(mailing_practice)
    assert len(post.taken) == 1


def tab_to(program: Program, part: QWidget) -> None:
    """Press Tab until the focus is there, once around at most."""
    for _ in range(40):
        if part.hasFocus():
            return
        program.press("Tab")
    raise AssertionError("Tab never comes there")


@pytest.mark.rule("EASE-2")
@pytest.mark.rule("SUM-5")
def test_the_dialog_is_gone_through_by_keyboard_alone(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    dialog = transmit(program)
    wait(dialog.isActiveWindow, "the dialog to be the active window")
    tab_to(program, dialog.form.way.secure)
    program.press("Down")
    assert dialog.form.way.any.isChecked()
    tab_to(program, dialog.form.way.to)
    QTest.keyClicks(dialog.form.way.to, ANYBODY)
    program.press("Return")
    assert dialog.review.isVisible()
    assert program.shows("encrypted file by e-mail", dialog.review)
    program.press("Esc")
    assert dialog.form.isVisible()
    assert dialog.form.way.to.text() == ANYBODY
    program.press("Esc")
    settle()
    assert not open_dialogs(program.window)
    faults: list[PortalError] = []
    program.portal.failed.connect(faults.append)
    program.portal.refresh()
    program.wait_fresh()
    assert not faults  # nothing of the closed dialog follows the sync
