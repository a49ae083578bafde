"""Writing to the practice: the dialog, its draft, and what is missing (MAIL-2, MAIL-5, MAIL-6)."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop.models.draft import Compose
from desktop.models.mail import Folder
from desktop.services.portal import Stage
from desktop.views.widgets.banner import Banner
from portal_protocol.records import Webmail
from practice_server.demo import PASSWORD
from practice_server.demo.people import ELENA, IVY, THEO
from tests import mailing
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import open_dialogs, wait
from tests.journeys.mail import listed, mail, open_folder, open_message, sent_to, write
from tests.serving import RunningServer


@pytest.fixture
def writing(practice: RunningServer) -> RunningServer:
    """A practice that takes messages."""
    mailing.let_write(practice)
    practice.feed(mailing.inbox())
    return practice


@pytest.mark.rule("MAIL-2")
def test_a_message_goes_to_the_provider_of_whom_it_is_about(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "Chipped tooth", "Ivy fell off her scooter.")
    assert dialog.form.to.text() == "Dr. Amina Farrow"
    dialog.form.regarding.setCurrentIndex(dialog.form.regarding.findData(THEO))
    assert dialog.form.to.text() == "Dr. Naomi Castellan"
    program.click("Send", dialog)
    wait(lambda: mail(program).writing.dialog is None, "the dialog to be closed")
    wait(lambda: sent_to(writing), "the message to arrive")
    assert [(one.subject, one.regarding) for one in sent_to(writing)] == [("Chipped tooth", THEO)]
    open_folder(program, Folder.SENT)
    assert listed(program, "Sent", "Chipped tooth").endswith("Sent")


@pytest.mark.rule("MAIL-2")
def test_one_person_alone_has_nobody_to_choose(signed_in: SignedIn, writing: RunningServer) -> None:
    program = signed_in(writing, "theo.m")
    dialog = write(program, "Hello", "Only me")
    assert not dialog.form.regarding_field.isVisible()
    dialog.close()


@pytest.mark.rule("MAIL-2")
@pytest.mark.rule("EASE-6")
def test_what_is_missing_is_said_beside_its_field(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, " ", "")
    program.click("Send", dialog)
    assert dialog.form.subject_field.error() == "Write a few words as subject."
    assert dialog.form.text_field.error() == "Write your message."
    assert dialog.form.subject.hasFocus()
    dialog.form.subject.setText("x" * 201)
    dialog.form.text.setPlainText("y" * 20_001)
    program.click("Send", dialog)
    assert "longer than 200" in dialog.form.subject_field.error()
    assert "20,001" in dialog.form.text_field.error()
    assert dialog.form.text.accessibleDescription() == dialog.form.text_field.error()
    assert not sent_to(writing)
    dialog.close()


@pytest.mark.rule("MAIL-2")
def test_enter_in_the_subject_goes_on_to_the_text_and_sends_nothing(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "Chipped tooth", "Ivy fell off her scooter.")
    dialog.form.subject.setFocus()
    program.press("Return")
    assert dialog.form.text.hasFocus()
    assert dialog.isVisible()
    assert dialog.send_button.isEnabled()
    dialog.close()


@pytest.mark.rule("MAIL-2")
def test_without_a_provider_the_reason_and_the_phone_are_shown(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    writing.feed([mailing.without_provider("Ivy")])
    program = signed_in(writing)
    dialog = write(program, "About Ivy", "Her tooth")
    dialog.form.regarding.setCurrentIndex(dialog.form.regarding.findData(IVY))
    assert program.shows("has not named a usual provider for Ivy", dialog)
    assert program.shows("Call (555) 555-0142.", dialog)
    assert not dialog.send_button.isEnabled()
    dialog.form.regarding.setCurrentIndex(dialog.form.regarding.findData(ELENA))
    assert dialog.send_button.isEnabled()
    dialog.close()


@pytest.mark.rule("MAIL-2")
def test_a_provider_who_goes_meanwhile_is_told_while_writing(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "About Ivy", "Her tooth")
    dialog.form.regarding.setCurrentIndex(dialog.form.regarding.findData(IVY))
    assert dialog.send_button.isEnabled()
    writing.feed([mailing.without_provider("Ivy")])
    assert program.shows("has not named a usual provider for Ivy", dialog)
    assert not dialog.send_button.isEnabled()
    dialog.close()


@pytest.mark.rule("MAIL-2")
def test_a_subject_that_is_pasted_is_not_cut(signed_in: SignedIn, writing: RunningServer) -> None:
    program = signed_in(writing)
    dialog = write(program, "x" * 50_000, "Her tooth")
    assert dialog.form.subject.text() == "x" * 50_000
    dialog.close()


@pytest.mark.rule("MAIL-2")
def test_a_reply_quotes_once_and_prefixes_once(signed_in: SignedIn, writing: RunningServer) -> None:
    writing.feed(
        [mailing.message("again", "RE: Re: Your visit", body="See you soon.", at=mailing.now())]
    )
    program = signed_in(writing)
    view = open_message(program, "Your visit")
    program.click("Reply")
    dialog = view.writing.dialog
    assert dialog is not None
    assert dialog.form.subject.text() == "Re: Your visit"
    assert dialog.form.text.toPlainText().count("> See you soon.") == 1
    assert "Dr. Amina Farrow wrote on" in dialog.form.text.toPlainText()
    wait(dialog.form.text.hasFocus, "the text to have the focus")
    assert dialog.form.text.textCursor().position() == 0
    QTest.keyClicks(dialog.form.text, "Thank you")
    program.press("Ctrl+Return")
    wait(lambda: sent_to(writing), "the reply")
    assert sent_to(writing)[0].reply_to == "again"


@pytest.mark.rule("MAIL-6")
def test_a_draft_is_kept_by_itself_and_survives_a_crash(
    signed_in: SignedIn, open_program: OpenProgram, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "Half a thought", "I wanted to")
    assert program.shows("Draft saved on this computer", dialog)
    assert program.kept_here("select count(*) from draft") == [(1,)]
    dialog._clock.stop()  # the program ends here: nothing below is asked to keep anything
    dialog._over = True
    program.close()
    again = open_program()
    again.sign_in("elena.m", PASSWORD)
    open_folder(again, Folder.DRAFTS)
    listed(again, "Drafts", "Half a thought")
    again.activate("Drafts", "Half a thought")
    written = mail(again).writing.dialog
    assert written is not None
    assert written.form.text.toPlainText() == "I wanted to"
    written.close()


@pytest.mark.rule("MAIL-6")
@pytest.mark.rule("SIGN-14")
def test_a_lock_in_the_middle_keeps_what_was_written_last(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "Before the lock", "Some words")
    dialog._clock.stop()  # the lock comes before the next time that it keeps by itself
    program.portal.lock()
    wait(lambda: program.portal.stage is Stage.LOCKED, "the lock")
    assert not open_dialogs(program.window)
    program.type("Password", PASSWORD)
    program.click("Unlock")
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")
    program.wait_fresh()
    open_folder(program, Folder.DRAFTS)
    listed(program, "Drafts", "Before the lock")


@pytest.mark.rule("MAIL-6")
@pytest.mark.rule("EASE-6")
def test_discarding_asks_and_can_be_undone(signed_in: SignedIn, writing: RunningServer) -> None:
    program = signed_in(writing)
    dialog = write(program, "To be thrown away", "Or not")
    dialog.keep()
    program.click("Discard", dialog)
    assert program.shows("Discard this message?")
    program.click("Discard", program.dialog())
    assert program.shows("Draft deleted")
    wait(lambda: program.kept_here("select count(*) from draft") == [(0,)], "the draft to go")
    program.click("Undo")
    open_folder(program, Folder.DRAFTS)
    listed(program, "Drafts", "To be thrown away")


@pytest.mark.rule("MAIL-6")
def test_an_empty_message_is_closed_without_a_question(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "", "")
    program.click("Discard", dialog)
    wait(lambda: not open_dialogs(program.window), "the dialog to be closed")
    assert program.kept_here("select count(*) from draft") == [(0,)]


@pytest.mark.rule("MAIL-9")
@pytest.mark.rule("EASE-1")
def test_the_box_for_emergencies_shows_and_tab_leaves_the_text(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "Question", "")
    said = dialog.form.urgent.accessibleName()
    assert said == "For pain or swelling, call us any time. Phone: (555) 555-0142"
    assert isinstance(dialog.form.urgent, Banner)
    dialog.form.text.setFocus()
    program.press("Tab")
    assert dialog.form.text.toPlainText() == ""
    assert not dialog.form.text.hasFocus()
    for edit, name in (
        (dialog.form.to, "To"),
        (dialog.form.subject, "Subject"),
        (dialog.form.text, "Message"),
    ):
        assert edit.accessibleName() == name
    dialog.close()


@pytest.mark.rule("MAIL-2")
@pytest.mark.rule("PLAN-4")
def test_another_tab_can_begin_a_message(signed_in: SignedIn, writing: RunningServer) -> None:
    program = signed_in(writing)
    program.section.compose_wanted.emit(Compose(IVY, "About the plan", "When can we start?"))
    view = mail(program)
    dialog = view.writing.dialog
    assert dialog is not None
    assert program.section is view
    assert dialog.form.regarding.currentData() == IVY
    assert dialog.form.subject.text() == "About the plan"
    dialog.reject()
    wait(lambda: view.writing.dialog is None, "the dialog to be closed")
    assert program.kept_here("select count(*) from draft") == [(0,)]


@pytest.mark.rule("MAIL-5")
def test_files_are_offered_only_where_the_practice_takes_them(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = signed_in(writing)
    dialog = write(program, "With a photo", "Here it is")
    assert not dialog.form.files.isVisible()
    dialog.close()


@pytest.mark.rule("MAIL-5")
def test_a_file_is_checked_kept_and_can_be_removed(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    mailing.let_write(practice, Webmail(attachments=True, attachment_bytes=100_000))
    program = signed_in(practice)
    dialog = write(program, "With a photo", "Here it is")
    photo, program_file, large = (tmp_path / name for name in ("tooth.png", "x.png", "big.txt"))
    assert QImage(8, 8, QImage.Format.Format_RGB32).save(str(photo))
    program_file.write_bytes(b"MZ" + b"\x00" * 50)
    large.write_text("a" * 100_001)
    dialog.form.files.added.emit(photo)
    assert program.shows("tooth.png", dialog)
    dialog.form.files.added.emit(program_file)
    assert program.shows("which kinds of files it takes", dialog)
    dialog.form.files.added.emit(large)
    assert program.shows("takes smaller files only", dialog)
    assert len(dialog.form.files.files) == 1
    program.click("Remove tooth.png", dialog)
    wait(lambda: not dialog.form.files.files, "the file to be removed")
    assert dialog.form.text.toPlainText() == "Here it is"
    dialog.close()
