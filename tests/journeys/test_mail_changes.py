"""What changes under the eyes of a reader in the WebMail tab (MAIL)."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from desktop.models.items.messages import MessageRow
from desktop.models.mail import Folder
from desktop.views.widgets.dialog import Scrim
from portal_protocol.feed import Removal
from portal_protocol.mail import SecureEmail
from portal_protocol.records import Section
from practice_server.demo import office
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import open_dialogs, settle, wait
from tests.journeys.mail import listed, mail, open_folder, open_message, write
from tests.journeys.test_search import search
from tests.serving import RunningServer

FAR = datetime(2020, 5, 4, 15, tzinfo=UTC)


@pytest.fixture
def letters(practice: RunningServer) -> RunningServer:
    """A practice that wrote some messages."""
    mailing.let_write(practice)
    practice.feed([*mailing.inbox(), *mailing.secure()])
    return practice


def expiry(row: MessageRow | None) -> datetime | None:
    """Until when the email that is read can be read."""
    return row.message.expires_at if row and isinstance(row.message, SecureEmail) else None


@pytest.mark.rule("HEAD-2")
@pytest.mark.rule("MAIL-6")
def test_a_tab_that_is_switched_off_takes_its_dialog_along_and_keeps_the_words(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    write(program, "Half a thought", "I wanted to")
    letters.feed([replace(office.practice(), sections=(Section.APPOINTMENTS,))])
    wait(lambda: program.main.tabs.count() == 1, "the tab to go")
    wait(lambda: not open_dialogs(program.window), "its dialog to go")
    wait(lambda: not program.window.findChildren(Scrim), "the window to be clear")
    assert program.kept_here("select count(*) from draft") == [(1,)]


@pytest.mark.rule("MAIL-1")
def test_a_message_that_the_practice_corrects_is_shown_corrected(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = open_message(program, "Your X-rays from October 21")
    read = mailing.now() - timedelta(days=3)
    sent = mailing.now() - timedelta(days=90)
    body = "They are from October 22."
    letters.feed(
        [mailing.message("xrays", "Your X-rays from October 21", body=body, at=sent, read_at=read)]
    )
    wait(lambda: view.preview.text.toPlainText() == body, "the new words")


@pytest.mark.rule("MAIL-7")
def test_secure_email_goes_from_the_screen_when_its_time_is_over(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    open_folder(program, Folder.SECURE)
    view = open_message(program, "Letter from the endodontist", "Secure email")
    assert "sent us this letter" in view.preview.text.toPlainText()
    email = mailing.secure()[0]
    assert isinstance(email, SecureEmail)
    email = replace(email, expires_at=mailing.now() + timedelta(seconds=4))
    letters.feed([email])
    wait(lambda: expiry(view.reading.row) == email.expires_at, "its new time")
    wait(lambda: view.preview.text.toPlainText() == "", "the text to go")
    assert program.shows("its time is over", view.preview)


@pytest.mark.rule("MAIL-1")
@pytest.mark.rule("EASE-2")
def test_in_a_narrow_window_a_rows_menu_leaves_the_list_where_it_is(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    program.window.resize(640, 780)
    view = mail(program)
    listed(program, "Inbox", "crown")
    inbox = view.pages.panels[Folder.INBOX].list
    inbox.choose("crown")
    inbox.setFocus()
    inbox.acted.emit("mark_read", inbox.current_row())
    wait(lambda: not inbox.current_row().unread, "it to be read")
    settle()
    assert view.reading.key == ""
    assert view.pages.isVisible()
    assert inbox.hasFocus()


@pytest.mark.rule("EASE-1")
def test_f6_does_not_go_to_a_message_that_is_not_there(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = mail(program)
    listed(program, "Inbox", "crown")
    assert view.preview.isVisible()
    assert view.reading.key == ""
    assert view.preview not in [part.area for part in view.parts()]
    open_message(program, "Your X-rays from October 21")
    assert view.preview in [part.area for part in view.parts()]


@pytest.mark.rule("MAIL-1")
def test_what_is_no_longer_shared_is_closed_in_a_long_list_too(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    at = mailing.now() - timedelta(days=100)
    letters.feed([mailing.message(f"old-{n}", "Old news", at=at, read_at=at) for n in range(300)])
    program = signed_in(letters)
    view = open_message(program, "Your X-rays from October 21")
    assert view.preview.key == "xrays"
    assert view.pages.panels[Folder.INBOX].model.more
    letters.feed([Removal(of="message", id="xrays")])
    wait(lambda: view.preview.key != "xrays", "it to be closed")


@pytest.mark.rule("MAIL-3")
def test_a_message_counts_as_read_when_its_window_is_looked_at_again(
    signed_in: SignedIn, letters: RunningServer
) -> None:
    program = signed_in(letters)
    view = mail(program)
    listed(program, "Inbox", "crown")
    other = QWidget()
    other.show()
    other.activateWindow()
    wait(other.isActiveWindow, "another window to be the active one")
    view.pages.panels[Folder.INBOX].list.choose("crown")
    wait(view.reading._soon.isActive, "the message to be shown")
    wait(lambda: not view.reading._soon.isActive(), "the moment to be over")
    assert view.reading.row is not None
    assert view.reading.row.unread
    other.close()
    program.window.activateWindow()
    wait(lambda: not listed(program, "Inbox", "crown").startswith("Unread"), "it to be read")


@pytest.mark.rule("HEAD-6")
@pytest.mark.parametrize(
    ("words", "key", "folder"),
    [
        ("scooter helmet", "far", Folder.INBOX),
        ("still on the 18th", "asked", Folder.SENT),
        ("endodontist sent us", "secure-new", Folder.SECURE),
    ],
)
def test_what_search_finds_is_opened_in_its_folder(
    signed_in: SignedIn, letters: RunningServer, words: str, key: str, folder: Folder
) -> None:
    letters.feed([mailing.message("far", "For Ivy", body="Bring the scooter helmet.", at=FAR)])
    program = signed_in(letters)
    wait(lambda: not program.portal.search.state.reading, "search to know everything")
    dialog = search(program, words)
    assert program.shows("WebMail", dialog)
    program.press("Return")
    view = mail(program)
    wait(lambda: view.preview.key == key, "the message")
    assert view.folder is folder
    assert view.pages.panels[folder].list.current_row().key == key
