from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.models.items.visits import VisitRow
from desktop.services.portal import SyncStage
from desktop.views.calendars import write
from desktop.views.dialogs.visit import VisitDialog
from desktop.views.tab_order import stops
from portal_protocol.records import AppointmentStatus
from tests.desktop.services.portal.practice import IVY, SOON, visit
from tests.desktop.views.main.conftest import Window
from tests.serving import RunningServer, copied_server

Show = Callable[[], Window]


@pytest.fixture
def server(fed: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server of its own for each test: these change what is there."""
    with copied_server(fed, tmp_path / "server") as running:
        yield running


def offline(made: Window, server: RunningServer) -> None:
    server.stop()
    made.portal.refresh()
    made.wait(lambda: made.portal.sync_state.stage is SyncStage.OFFLINE)


@pytest.mark.rule("APPT-1")
@pytest.mark.rule("APPT-3")
@pytest.mark.rule("APPT-4")
@pytest.mark.rule("OFF-1")
def test_an_answer_given_offline_waits_can_be_taken_back_and_is_sent_later(
    window: Show, server: RunningServer
):
    made = window()
    made.wait(lambda: made.cards() == ["Confirm Ivy’s visit", "Time for your cleaning"])
    offline(made, server)
    assert made.page.sync.text().startswith("Offline - showing what was saved")

    made.press("Confirm")
    made.wait(lambda: made.card_chips() == ["Waiting to send"])
    made.wait(lambda: sum("Waiting to send" in row for row in made.upcoming()) == 2)
    made.wait(made.page.toast.isVisible)
    made.wait(lambda: made.page.footer.text.text() == "1 change waiting to send")
    assert made.page.footer.show_button.isVisible()

    made.press("Take back")
    made.wait(lambda: made.card_chips() == [])
    made.page.toast.undo()
    made.wait(lambda: made.card_chips() == ["Waiting to send"])

    server.start()
    made.portal.refresh()
    made.wait(lambda: made.card_chips() != ["Waiting to send"])
    made.wait(lambda: sum("Waiting for practice" in row for row in made.upcoming()) == 2)


@pytest.mark.rule("APPT-4")
@pytest.mark.rule("OFF-1")
def test_what_offers_to_take_an_answer_back_goes_when_it_was_sent(
    window: Show, server: RunningServer
):
    made = window()
    made.wait(lambda: len(made.cards()) == 2)
    offline(made, server)
    made.press("Confirm")
    made.wait(made.page.toast.isVisible)
    assert made.page.toast.text.text() == "Your answer for Ivy waits to be sent"

    server.start()
    made.portal.refresh()
    made.wait(lambda: sum("Waiting for practice" in row for row in made.upcoming()) == 2)
    made.wait(lambda: not made.page.toast.isVisible())


@pytest.mark.rule("APPT-4")
def test_another_tab_takes_the_offer_to_undo_away(window: Show):
    made = window()
    taken: list[str] = []
    made.appointments.said.emit("Your answer was taken back", lambda: taken.append("undone"))
    assert made.page.toast.isVisible()
    made.page.tabs.go_to(1)
    assert not made.page.toast.isVisible()
    made.page.toast.undo()
    assert taken == []


@pytest.mark.rule("EASE-1")
def test_tab_walks_as_the_page_is_read(window: Show):
    made = window()
    made.wait(lambda: len(made.cards()) == 2)
    section, page = made.appointments, made.page
    walk = [page.header.account, page.tabs.bar, page.sync.button]
    walk += [*section.deck.buttons(), section.upcoming_panel.list, section.past_panel.filter]
    walk += [section.past_panel.list, page.footer.scale]
    everything = stops(page)
    places = [everything.index(one) for one in walk]
    assert places == sorted(places)


@pytest.mark.rule("APPT-4")
def test_a_visit_that_moved_meanwhile_says_so_and_changes_nothing(
    window: Show, server: RunningServer
):
    made = window()
    made.wait(lambda: len(made.cards()) == 2)
    offline(made, server)
    made.press("Ask for a call back")
    made.wait(lambda: made.card_chips() == ["Waiting to send"])
    server.start()
    gone = AppointmentStatus.BROKEN
    server.feed(
        [visit("v-ivy-1", IVY, SOON, status=gone), visit("v-ivy-2", IVY, SOON, status=gone)]
    )
    made.portal.refresh()
    made.wait(lambda: not any("Waiting" in chip for chip in made.card_chips()))
    made.wait(lambda: len(made.upcoming()) == 1)


@pytest.mark.rule("APPT-2")
@pytest.mark.rule("EASE-1")
def test_enter_opens_the_details_of_a_visit(window: Show, qtbot: QtBot):
    made = window()
    rows = made.appointments.upcoming_panel.list
    made.wait(lambda: len(made.upcoming()) == 3)
    rows.setFocus()
    rows.choose("v-elena")
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    dialog = made.appointments.findChild(VisitDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Visit"
    dialog.reject()


@pytest.mark.rule("EASE-1")
def test_the_menu_of_a_row_offers_everything_that_can_be_done(window: Show):
    made = window()
    rows = made.appointments.upcoming_panel.list
    made.wait(lambda: len(made.upcoming()) == 3)
    rows.choose("v-ivy-1")
    menu = rows.menu_for(rows.current_row())
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["Add to calendar", "Confirm", "Ask for a call back"]
    menu.actions()[2].trigger()
    made.wait(lambda: any("Waiting" in row for row in made.upcoming()))


def test_rows_in_sight_have_real_buttons_with_whole_names(window: Show):
    made = window()
    rows = made.appointments.upcoming_panel.list
    made.wait(lambda: rows.buttons_of("v-elena") is not None)
    strip = rows.buttons_of("v-elena")
    assert strip is not None
    names = [button.accessibleName() for button in strip.buttons.values()]
    assert names[0].startswith("Add to calendar, Visit, Elena")
    assert names[1].startswith("More, Visit, Elena")


def test_a_refresh_keeps_the_chosen_row(window: Show, server: RunningServer):
    made = window()
    rows = made.appointments.upcoming_panel.list
    made.wait(lambda: len(made.upcoming()) == 3)
    rows.choose("v-elena")
    server.feed([visit("v-new", IVY, SOON)])
    made.portal.refresh()
    made.wait(lambda: len(made.upcoming()) == 4)
    row = rows.current_row()
    assert isinstance(row, VisitRow)
    assert row.key == "v-elena"


@pytest.mark.rule("APPT-5")
def test_a_visit_goes_into_a_calendar_file_and_the_page_says_so(window: Show, tmp_path: Path):
    made = window()
    made.wait(lambda: len(made.upcoming()) == 3)
    records = [row.shown.record for row in made.appointments.upcoming.rows]  # type: ignore[union-attr]
    path = tmp_path / "visits.ics"
    write(made.appointments, records, str(path))
    made.wait(made.page.toast.isVisible)
    assert b"BEGIN:VCALENDAR" in path.read_bytes()
    assert made.page.toast.text.text() == "Saved for your calendar: visits.ics"


@pytest.mark.rule("HEAD-7")
def test_past_visits_can_be_narrowed_to_a_time_with_nothing_in_it(window: Show):
    made = window()
    panel = made.appointments.past_panel
    made.wait(lambda: len(made.past()) >= 3)
    menu = QMenu()
    panel.filter.menu_wanted.emit(menu)
    menu.actions()[-1].trigger()
    made.wait(lambda: panel.said is not None)
    assert panel.said is not None
    assert panel.said.title.startswith("No visits in this time")
    panel.choose_all()
    made.wait(lambda: panel.said is None)
