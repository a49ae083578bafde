"""What is not sent yet: the outbox and the drafts (MAIL-1, MAIL-6, OFF-2)."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

from desktop.models.mail import Folder, Folders
from desktop.views.sections.webmail import WebmailView
from portal_protocol.records import Practice, Section
from practice_server.demo import PASSWORD, office
from practice_server.demo.days import Days
from practice_server.demo.people import ELENA, marlowes
from tests import mailing
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, read, wait
from tests.journeys.mail import listed, mail, open_folder, sent_to, write
from tests.journeys.test_visits import open_saved, press
from tests.serving import RunningServer


@pytest.fixture
def writing(practice: RunningServer) -> RunningServer:
    """A practice that takes messages."""
    mailing.let_write(practice)
    return practice


@pytest.mark.rule("MAIL-6")
@pytest.mark.rule("OFF-2")
def test_a_message_written_offline_waits_survives_and_arrives_once(
    signed_in: SignedIn, open_program: OpenProgram, writing: RunningServer
) -> None:
    program = away(signed_in(writing), writing)
    dialog = write(program, "Ivy lost a tooth", "It was loose.")
    assert program.shows("Will be sent when you are online", dialog)
    program.click("Send", dialog)
    assert program.shows("Your message waits in the Outbox until you are online")
    view = open_folder(program, Folder.OUTBOX)
    assert listed(program, "Outbox", "Ivy lost a tooth").startswith("Waiting to send")
    outbox = view.side.folders.button(Folder.OUTBOX)
    wait(lambda: outbox.accessibleName() == "Outbox, 1 message", "the count")
    program.close()
    again = open_program()
    open_saved(again)
    open_folder(again, Folder.OUTBOX)
    listed(again, "Outbox", "Ivy lost a tooth")
    writing.start()
    again.close()
    online = open_program()
    online.sign_in("elena.m", PASSWORD)
    wait(lambda: sent_to(writing), "the message to arrive")
    open_folder(online, Folder.SENT)
    listed(online, "Sent", "Ivy lost a tooth")
    open_folder(online, Folder.OUTBOX)
    assert online.shows("Nothing waits to be sent")
    assert len(sent_to(writing)) == 1


@pytest.mark.rule("MAIL-1")
def test_the_number_beside_the_outbox_is_that_of_its_list(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = away(signed_in(writing), writing)
    program.click("Send", write(program, "Ivy lost a tooth", "It was loose."))
    view = open_folder(program, Folder.OUTBOX)
    listed(program, "Outbox", "Ivy lost a tooth")
    view._show_counts(Folders(outbox_waiting=1, outbox_failed=1))  # as it was a moment ago
    view._on_sync(program.portal.sync_state)  # which renews the list alone
    outbox = view.side.folders.button(Folder.OUTBOX)
    wait(lambda: outbox.accessibleName() == "Outbox, 1 message", "the number of the list")


def away(program: Program, server: RunningServer) -> Program:
    """The program while the practice cannot be reached."""
    server.stop()
    program.portal.refresh()
    program.wait_offline()
    return program


@pytest.mark.rule("MAIL-6")
@pytest.mark.rule("OFF-2")
def test_what_waits_can_be_taken_back_and_changed(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = away(signed_in(writing), writing)
    program.click("Send", write(program, "Too soon", "I meant to say more."))
    view = open_folder(program, Folder.OUTBOX)
    listed(program, "Outbox", "Too soon")
    press(program, "Edit, ")
    wait(lambda: view.writing.dialog is not None, "the dialog")
    dialog = view.writing.dialog
    assert dialog is not None
    assert dialog.form.text.toPlainText() == "I meant to say more."
    assert program.shows("Nothing waits to be sent")
    dialog.form.text.setPlainText("All of it.")
    program.click("Send", dialog)
    listed(program, "Outbox", "Too soon")
    writing.start()
    program.portal.refresh()
    wait(lambda: sent_to(writing), "the message to arrive")
    assert [one.body for one in sent_to(writing)] == ["All of it."]


@pytest.mark.rule("MAIL-6")
def test_sending_can_be_undone_from_the_toast(signed_in: SignedIn, writing: RunningServer) -> None:
    program = away(signed_in(writing), writing)
    program.click("Send", write(program, "Not yet", "Wait."))
    assert program.shows("Your message waits in the Outbox")
    program.click("Undo")
    open_folder(program, Folder.DRAFTS)
    listed(program, "Drafts", "Not yet")


def refused(program: Program, server: RunningServer) -> Program:
    """A message that the practice does not take: it has named no provider meanwhile."""
    away(program, server)
    program.click("Send", write(program, "Numbing on the 18th", "Can I drive home?"))
    wait(lambda: program.portal.sync_state.waiting, "the message to wait")
    server.bring_in([mailing.without_provider("Elena")])
    server.start()
    program.portal.refresh()
    wait(lambda: program.portal.sync_state.failed == 1, "the refusal")
    return program


def elena():
    """The demo's Elena."""
    return next(one for one in marlowes(Days(mailing.now().date())) if one.id == ELENA)


@pytest.mark.rule("MAIL-6")
@pytest.mark.rule("EASE-6")
def test_a_refused_message_says_why_and_is_sent_again(
    signed_in: SignedIn, writing: RunningServer
) -> None:
    program = refused(signed_in(writing), writing)
    view = mail(program)
    assert program.shows("1 message was not sent. It is kept in your Outbox.")
    assert view.side.folders.button(Folder.OUTBOX).accessibleName().endswith(", 1 not sent")
    program.click("Open Outbox")
    row = listed(program, "Outbox", "Numbing")
    assert row.startswith("Not sent")
    assert "has not named a usual provider" in row
    program.activate("Outbox", "Numbing")
    assert "Can I drive home?" in view.preview.text.toPlainText()
    assert view.preview.notice.isVisible()
    said = view.preview.notice.accessibleName()
    assert said.startswith("Not sent yet. Nothing is lost. Harbor Family Dental has not named")
    open_folder(program, Folder.INBOX)
    assert program.shows("1 message was not sent. It is kept in your Outbox.")
    open_folder(program, Folder.OUTBOX)
    assert program.hides("1 message was not sent. It is kept")
    writing.feed([elena()])
    program.portal.refresh()
    program.wait_fresh()
    press(program, "Try again, ")
    wait(lambda: sent_to(writing), "the message to arrive")
    assert program.shows("Nothing waits to be sent")
    assert program.hides("1 message was not sent")


@pytest.mark.rule("MAIL-6")
def test_deleting_can_be_undone(signed_in: SignedIn, writing: RunningServer) -> None:
    program = refused(signed_in(writing), writing)
    open_folder(program, Folder.OUTBOX)
    listed(program, "Outbox", "Numbing")
    press(program, "Delete, ")
    assert program.shows("Draft deleted")
    assert program.shows("Nothing waits to be sent")
    program.click("Undo")
    open_folder(program, Folder.DRAFTS)
    listed(program, "Drafts", "Numbing")


@pytest.mark.rule("MAIL-6")
def test_send_all_now_tries_everything(signed_in: SignedIn, writing: RunningServer) -> None:
    program = refused(signed_in(writing), writing)
    open_folder(program, Folder.OUTBOX)
    listed(program, "Outbox", "Numbing")
    writing.feed([elena()])
    program.click("Send all now")
    wait(lambda: sent_to(writing), "the message to arrive")


@pytest.mark.rule("HEAD-1")
@pytest.mark.rule("MAIL-6")
def test_the_footer_leads_to_the_outbox(signed_in: SignedIn, writing: RunningServer) -> None:
    program = away(signed_in(writing), writing)
    program.click("Send", write(program, "Waits", "Here."))
    program.go_to(0)
    assert program.shows("1 change waiting to send")
    program.click("Show what waits to be sent")
    wait(lambda: isinstance(program.section, WebmailView), "the tab")
    assert mail(program).folder is Folder.OUTBOX


def without_webmail() -> Practice:
    """The practice with this tab switched off."""
    known = office.practice()
    sections = tuple(one for one in known.sections if one is not Section.WEBMAIL)
    return replace(known, sections=sections)


def tabs(program: Program) -> list[str]:
    """What the tabs say."""
    shown = program.main.tabs
    return [shown.tabText(at) for at in range(shown.count())]


@pytest.mark.rule("HEAD-3")
@pytest.mark.rule("MAIL-6")
def test_what_was_not_sent_outlasts_webmail_and_says_why(
    signed_in: SignedIn, open_program: OpenProgram, writing: RunningServer
) -> None:
    program = away(signed_in(writing), writing)
    program.click("Send", write(program, "Numbing on the 18th", "Can I drive home?"))
    wait(lambda: program.portal.sync_state.waiting, "the message to wait")
    writing.bring_in([without_webmail()])
    writing.start()
    program.portal.refresh()
    wait(lambda: program.portal.sync_state.failed == 1, "the refusal")
    program.go_to(0)
    program.click("Show what waits to be sent")
    row = listed(program, "Outbox", "Numbing")
    assert row.startswith("Not sent")
    assert "has switched messages off" in row
    press(program, "Delete, ")
    wait(lambda: program.portal.sync_state.failed == 0, "nothing to tell in the footer")
    program.click("Undo")
    open_folder(program, Folder.DRAFTS)
    listed(program, "Drafts", "Numbing")
    press(program, "Delete, ")
    program.shows("Draft deleted")
    program.close()
    again = open_program()
    open_saved(again)
    wait(lambda: "WebMail" not in tabs(again), "the tab to be gone")


@pytest.mark.rule("HEAD-3")
def test_a_practice_without_webmail_has_no_such_tab(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    practice.feed([without_webmail()])
    program = signed_in(practice)
    assert "WebMail" not in tabs(program)
    assert "WebMail" not in read(program.window)
    assert program.find(QLabel).isVisible()
