"""Activity history, and the word about a new message outside the window (HEAD-8, WHO-7, MAIL-9)."""

import csv
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models.items.activity import Column
from desktop.services.portal import Stage
from desktop.views.dialogs.activity import ActivityDialog
from portal_protocol.mail import Message
from practice_server.demo import PASSWORD, people
from tests import mailing
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, read, wait
from tests.journeys.test_visits import press
from tests.serving import RunningServer
from tests.session_bus import ADDRESS, Service, notification_service, session_bus

MENU = "Account, Elena Marlowe, menu"
LIST = "Activity, the newest first"


def history(program: Program, menu: str = MENU) -> ActivityDialog:
    program.choose_in_menu(menu, "Activity history")
    dialog = program.dialog()
    assert isinstance(dialog, ActivityDialog)
    return dialog


def told(dialog: ActivityDialog, words: str) -> list[str]:
    """What the rows say, once one of them says this."""
    wait(lambda: any(words in row.spoken for row in dialog.model.rows), lambda: read(dialog))
    return [row.spoken for row in dialog.model.rows]


@pytest.mark.rule("HEAD-8")
def test_what_was_done_shows_offline_too_and_is_added_when_connected(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    practice.stop()
    program.portal.lock()
    program.type("Password", PASSWORD)
    program.click("Unlock")
    wait(lambda: program.portal.stage is Stage.OPEN)
    program.wait_offline()
    dialog = history(program)
    first, *others = told(dialog, "Will be added when connected")
    assert "Signed in by Elena Marlowe" in first
    assert not any("Will be added" in row for row in others)
    assert program.shows("Everything done with your family’s records", dialog)
    assert program.shows("2 entries. Times are in Eastern Time.", dialog)
    practice.start()
    program.portal.refresh()
    program.wait_fresh()
    rows = told(dialog, "Saved copy, added when connected")
    assert len(rows) == 2


@pytest.mark.rule("WHO-7")
@pytest.mark.rule("HEAD-8")
def test_the_person_concerned_sees_what_a_representative_did(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(practice)
    program.click("Theo Marlowe")
    assert program.shows("Confirm Theo’s visit")
    press(program, "Confirm Theo")
    wait(practice.outgoing, "the answer to be sent")
    dialog = history(program)
    assert program.shows("Everything done with Theo’s records", dialog)
    rows = told(dialog, "Confirmed by Elena Marlowe")
    assert not any("Signed in" in row for row in rows)
    program.close()
    theo = signed_in(practice, "theo.m", on=tmp_path / "theo")
    dialog = history(theo, "Account, Theo Marlowe, menu")
    told(dialog, "Confirmed by Elena Marlowe")
    assert theo.shows("Everything done with Theo’s records", dialog)


@pytest.mark.rule("HEAD-8")
def test_it_is_put_in_order_and_saved(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(practice)
    program.click("Confirm")
    wait(practice.outgoing, "the answer to be sent")
    dialog = history(program)
    assert "Confirmed" in told(dialog, "Confirmed")[0]
    for _ in range(2):
        QTest.keyClick(dialog.head.buttons[Column.WHAT], Qt.Key.Key_Space)
    wait(lambda: dialog.model.rowCount() == 2 and "Signed in" in dialog.model.rows[0].spoken)
    assert dialog.head.buttons[dialog.model.column].accessibleName().startswith("Action, in this")
    assert dialog.list.accessibleName() == "Activity, in order of: Action"
    dialog.filters.what.setCurrentText("Confirmed")
    assert program.shows("1 entry.", dialog)
    dialog.filters.what.setCurrentIndex(0)
    assert program.shows("2 entries.", dialog)
    program.click("Save as CSV", dialog)
    program.name_file(tmp_path / "history.csv")
    assert program.shows("Saved: history.csv", dialog)
    text = (tmp_path / "history.csv").read_bytes().decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    assert [row[1:3] for row in rows] == [
        ["Confirmed", "Elena Marlowe"],
        ["Signed in", "Elena Marlowe"],
    ]
    program.click("Save as PDF", dialog)
    program.name_file(tmp_path / "history.pdf")
    assert program.shows("Saved: history.pdf", dialog)
    (page,) = pypdf.PdfReader(tmp_path / "history.pdf").pages
    text = " ".join(page.extract_text().split())
    for words in ("Everything done with your family", "Confirmed", "Elena Marlowe", "Page 1"):
        assert words in text


@pytest.mark.rule("HEAD-8")
def test_where_nothing_matches_everything_is_one_step_away(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    dialog = history(program)
    told(dialog, "Signed in")
    filters = dialog.filters
    filters.whose.setCurrentIndex(filters.whose.findText("Theo Marlowe"))
    assert program.shows("No entry matches", dialog)
    program.click("Show all", dialog)
    told(dialog, "Signed in")
    assert [select.currentIndex() for select in filters.selects()] == [0, 0, 0, 0]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with session_bus() as address, notification_service(address) as service:
        monkeypatch.setenv(ADDRESS, address)
        yield service


def write(practice: RunningServer, *names: str) -> None:
    """The practice writes to Elena, all in one batch."""
    messages = [
        Message(id=f"m-{name}", patient=people.ELENA, at=datetime.now(UTC), subject=f"About {name}")
        for name in names
    ]
    practice.feed(messages)


def wait_unread(program: Program, count: int) -> None:
    """Wait until so many are here; whatever is told of the last is told in the same moment."""
    wait(lambda: program.portal.badges.webmail == count, f"{count} messages")


@pytest.mark.skipif(sys.platform != "linux", reason="freedesktop.org's notifications")
@pytest.mark.rule("MAIL-9")
def test_a_new_message_is_told_outside_the_window_when_nobody_looks(
    service: Service, signed_in: SignedIn, practice: RunningServer
) -> None:
    mailing.clear(practice)
    write(practice, "before")
    program = signed_in(practice)
    wait_unread(program, 1)  # the first sync tells nothing
    write(practice, "active")
    wait_unread(program, 2)  # nor does the window that is looked at
    program.window.showMinimized()
    program.portal.change_settings(notifications=False)
    write(practice, "silent")
    wait_unread(program, 3)  # nor is anything told to who does not want it
    program.portal.change_settings(notifications=True)
    write(practice, "one", "two")
    wait(service.heard, "the notification")
    said = service.next()
    assert said["title"] == "You have a new message from Harbor Family Dental"
    assert "About" not in str(said)
    assert said["call"] == 7  # the first call of all
    wait_unread(program, 5)
    service.tell(f"click {said['id']}")
    wait(lambda: not program.window.isMinimized(), "the window to come back")
    wait(service.heard, "it to be taken back")
    assert service.next() == {"closed": said["id"]}
    program.window.showMinimized()
    program.portal.lock()
    write(practice, "locked")
    program.window.showNormal()
    program.window.activateWindow()
    program.type("Password", PASSWORD)
    program.click("Unlock")
    wait_unread(program, 6)
    program.window.showMinimized()
    write(practice, "last")
    wait(service.heard, "the notification")
    assert service.next()["call"] == 8  # one for the two, none for what came while it was locked
