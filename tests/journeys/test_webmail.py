"""Reading in the WebMail tab: folders, lists, messages, and what becomes of them (MAIL)."""

from datetime import datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from desktop.models.mail import Folder
from desktop.views.lists.mail_heads import MailHeads
from desktop.views.widgets.message_text import MessageText
from portal_protocol.actions import AnyAction, MarkRead
from portal_protocol.activity import What
from portal_protocol.feed import Removal
from portal_protocol.records import Kind
from practice_server.demo import office
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, wait
from tests.journeys.mail import Catcher, listed, mail, open_folder, open_message
from tests.journeys.test_plans import noted
from tests.serving import RunningServer


@pytest.mark.rule("MAIL-1")
@pytest.mark.rule("EASE-1")
def test_the_inbox_says_everything_newest_first(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    wait(lambda: program.portal.badges.webmail == 3, "3 unread")
    view = mail(program)
    listed(program, "Inbox", "crown")
    rows = program.rows("Inbox")
    assert rows[0].startswith("Unread, from Dr. Amina Farrow, Before your crown visit on November")
    now = datetime.now()  # noqa: DTZ005 - the computer's own day
    day = "today" if (now - timedelta(hours=1)).date() == now.date() else "yesterday"
    assert f"regarding Elena, {day}" in rows[0]
    assert [row.startswith("Unread") for row in rows] == [True, True, True, False, False]
    assert program.shows("5 messages, 3 unread")
    assert view.side.folders.button(Folder.INBOX).accessibleName() == "Inbox, 3 unread"
    at = program.main.tabs.currentIndex()
    assert program.main.tabs.bar.accessibleTabName(at) == "WebMail, 3 unread"
    program.find(MailHeads, "From, Subject, Regarding, Received, newest first")


@pytest.mark.rule("MAIL-3")
def test_a_message_that_is_opened_is_read_on_both_sides(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    open_message(program, "Before your crown visit")
    wait(lambda: program.portal.badges.webmail == 2, "2 unread")
    wait(lambda: not listed(program, "Inbox", "crown").startswith("Unread"), "it to be read")
    wait(lambda: marked(letters), "the practice to know")
    assert marked(letters) == ["crown"]


def marked(server: RunningServer) -> list[str]:
    """The messages that the practice knows to be read."""
    actions = [msgspec.json.decode(one.body, type=AnyAction) for one in server.outgoing()]
    return [one.message for one in actions if isinstance(one, MarkRead)]


@pytest.mark.rule("MAIL-3")
def test_what_the_practice_says_is_read_shows_as_read(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    mail(program)
    assert listed(program, "Inbox", "sealants").startswith("Unread")
    known = next(one for one in mailing.inbox() if one.id == "sealants")
    letters.feed([replace(known, read_at=mailing.now())])
    wait(lambda: not listed(program, "Inbox", "sealants").startswith("Unread"), "read there")


@pytest.mark.rule("MAIL-3")
@pytest.mark.rule("OFF-2")
def test_reading_works_offline_and_is_told_later(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    mail(program)
    listed(program, "Inbox", "crown")
    letters.stop()
    program.portal.refresh()
    program.wait_offline()
    open_message(program, "Before your crown visit")
    wait(lambda: program.portal.badges.webmail == 2, "2 unread")
    letters.start()
    program.portal.refresh()
    wait(lambda: marked(letters) == ["crown"], "the practice to know")


@pytest.mark.rule("MAIL-1")
def test_a_message_that_only_shows_for_a_moment_stays_unread(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = mail(program)
    listed(program, "Inbox", "crown")
    inbox = view.pages.panels[Folder.INBOX].list
    inbox.choose("crown")
    inbox.choose("hours")
    wait(lambda: view.preview.title.text().startswith("New opening"), "the other message")
    assert view.reading.row is not None
    assert not view.reading.row.unread
    wait(lambda: not view.reading._soon.isActive(), "the moment to be over")
    assert listed(program, "Inbox", "crown").startswith("Unread")


@pytest.mark.rule("MAIL-1")
@pytest.mark.rule("HEAD-1")
def test_a_new_message_comes_while_the_window_is_open_and_moves_nothing(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_message(program, "Your X-rays from")
    letters.feed([mailing.message("news", "We found your scarf", at=mailing.now())])
    listed(program, "Inbox", "scarf")
    assert "scarf" in program.rows("Inbox")[0]
    assert view.preview.title.text() == "Your X-rays from October 21"
    row = view.pages.panels[Folder.INBOX].list.current_row()
    assert row.key == "xrays"


@pytest.mark.rule("MAIL-1")
def test_a_message_that_is_taken_back_is_closed(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_message(program, "Your X-rays from")
    assert view.preview.key == "xrays"
    letters.feed([Removal(of="message", id="xrays")])
    wait_gone(program, "xrays", "Your X-rays from")


@pytest.mark.rule("MAIL-1")
@pytest.mark.rule("WHO-6")
def test_a_message_about_a_person_who_is_no_longer_shared_is_closed(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_message(program, "sealants")
    wait(lambda: view.preview.key == "sealants", "Ivy’s message")
    assert program.kept_here("select id from record where id = 'sealants'") == [("sealants",)]
    letters.feed([replace(office.practice(), guarantor_access=False)])
    wait_gone(program, "sealants", "sealants")
    assert any("crown" in row for row in program.rows("Inbox"))


def wait_gone(program: Program, key: str, words: str) -> None:
    """Wait until a message is neither open, nor listed, nor on this computer."""
    preview = mail(program).preview
    wait(lambda: preview.key != key, "it to be closed")
    wait(lambda: not any(words in row for row in program.rows("Inbox")), "its row to go")
    assert words not in preview.text.toPlainText()
    assert program.hides(words)
    assert program.kept_here(f"select id from record where id = '{key}'") == []


@pytest.mark.rule("MAIL-1")
def test_sent_messages_say_what_became_of_them(signed_in: SignedIn, letters: RunningServer) -> None:
    program = signed_in(letters)
    open_folder(program, Folder.SENT)
    row = listed(program, "Sent", "Is the crown visit still on?")
    assert row.startswith("To Dr. Amina Farrow")
    assert row.endswith("Read by the practice")
    program.activate("Sent", "still on?")
    assert program.shows("Read by the practice")
    assert not seen_reply(program)


def seen_reply(program: Program) -> bool:
    """Whether the message that is read can be answered."""
    return mail(program).preview.reply.isVisible()


@pytest.mark.rule("MAIL-7")
def test_secure_email_says_how_long_it_can_be_read(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_folder(program, Folder.SECURE)
    assert "Until" in listed(program, "Secure email", "Letter from the endodontist")
    program.activate("Secure email", "endodontist")
    assert program.shows("Can be read until")
    assert "sent us this letter" in view.preview.text.toPlainText()


@pytest.mark.rule("MAIL-7")
@pytest.mark.rule("HEAD-8")
def test_reading_a_secure_email_is_noted_once_a_showing(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    open_folder(program, Folder.SECURE)
    listed(program, "Secure email", "Letter from the endodontist")
    program.activate("Secure email", "endodontist")
    wait(lambda: noted(program, What.VIEWED, Kind.SECURE_EMAIL), "the note")
    program.portal.refresh()
    program.wait_fresh()
    assert noted(program, What.VIEWED, Kind.SECURE_EMAIL) == ["secure-new"]


@pytest.mark.rule("MAIL-7")
def test_secure_email_whose_time_is_over_can_be_asked_for_again(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_folder(program, Folder.SECURE)
    assert "Time is over" in listed(program, "Secure email", "Copies of your X-rays")
    program.activate("Secure email", "Copies")
    assert program.shows("its time is over")
    program.click("Ask the practice to send it again")
    dialog = view.writing.dialog
    assert dialog is not None
    assert dialog.form.subject.text() == "Please send again: Copies of your X-rays"
    assert "Copies of your X-rays" in dialog.form.text.toPlainText()
    dialog.close()


@pytest.mark.rule("MAIL-9")
def test_what_was_written_before_is_folded_below(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    answer = mailing.message("answer", "Re: Is the crown visit still on?", thread="asked")
    letters.feed([answer])
    program = signed_in(letters)
    view = open_message(program, "Re: Is the crown")
    wait(lambda: view.preview.older.messages, "the earlier message")
    earlier = view.preview.older.messages[0]
    assert earlier.head.accessibleName().startswith("You, ")
    assert not earlier.findChildren(MessageText)
    earlier.head.click()
    assert earlier.text is not None
    assert "Is it still on the 18th?" in earlier.text.toPlainText()
    assert program.shows("Earlier in this conversation", view.preview)


@pytest.mark.rule("MAIL-9")
def test_what_came_later_is_not_called_earlier(signed_in: SignedIn, letters: RunningServer) -> None:
    at = mailing.now() - timedelta(days=1)
    asked = mailing.message("first", "Numbing gel", at=at)
    letters.feed([asked, mailing.message("then", "More of it", thread="first")])
    program = signed_in(letters)
    view = open_message(program, "Numbing gel")
    wait(lambda: view.preview.older.messages, "the later message")
    assert view.preview.older.messages[0].message.id == "then"
    assert program.shows("Also in this conversation", view.preview)
    assert program.hides("Earlier in this conversation", view.preview)


@pytest.mark.rule("MAIL-9")
def test_how_the_practice_answers_and_whom_to_call_stands_beside(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    mail(program)
    assert program.shows("The practice answers within 1 workday.")
    assert program.shows("For pain or swelling, call us any time.")
    program.find(QPushButton, "Call (555) 555-0142")


@pytest.mark.rule("MAIL-4")
def test_nothing_in_a_text_is_markup_and_links_are_asked_about(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    body = "<b>Bold</b> <img src='https://spy.example/x'> https://safe.example/a. http://no.example"
    letters.feed([mailing.message("odd", "Odd text", body=body, at=mailing.now())])
    program = signed_in(letters)
    view = open_message(program, "Odd text")
    assert view.preview.text.toPlainText() == body
    opened: list[str] = []
    catcher = Catcher(opened)
    QDesktopServices.setUrlHandler("https", catcher, "take")  # type: ignore[arg-type]  # Qt takes a str
    try:
        view.preview.text.anchorClicked.emit(QUrl("https://safe.example/a"))
        assert program.shows("https://safe.example/a", program.dialog())
        assert opened == []
        program.click("Cancel", program.dialog())
        assert opened == []
        view.preview.text.anchorClicked.emit(QUrl("https://safe.example/a"))
        program.click("Open in the browser", program.dialog())
        wait(lambda: opened == ["https://safe.example/a"], "the browser")
    finally:
        QDesktopServices.unsetUrlHandler("https")
