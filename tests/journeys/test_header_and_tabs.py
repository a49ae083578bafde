"""The header, the tabs, and what an empty place says (HEAD)."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPushButton, QTabBar

from desktop.services.portal import Stage
from portal_protocol.feed import Removal
from portal_protocol.records import Section
from practice_server.demo import office
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, seen, wait
from tests.serving import RunningServer

TABS = ["Appointments", "Account", "Plan", "WebMail", "Summary", "Images"]


@pytest.mark.rule("HEAD-1")
def test_the_header_says_where_one_is_and_how_fresh_it_is(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    for words in ("Harbor Family Dental", "Pier Street office", "Contact us", "Up to date"):
        assert program.shows(words)
    assert seen(QPushButton, "Account, Elena Marlowe, menu", program.window)
    practice.kill()
    program.click("Check for changes now")
    assert program.shows("Offline - showing what was saved")
    practice.start()
    program.press("F5")
    assert program.shows("Up to date")


@pytest.mark.rule("HEAD-1")
@pytest.mark.rule("HEAD-4")
def test_the_account_menu_leads_to_the_family_and_out(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    program.choose_in_menu("Account, Elena Marlowe, menu", "Family")
    dialog = program.dialog()
    for words in ("Elena Marlowe (you)", "Born: Jun 30, 2017 (9 years)", "Dr. Amina Farrow"):
        assert program.shows(words, dialog)
    dialog.close()
    program.choose_in_menu("Account, Elena Marlowe, menu", "Lock now")
    assert program.portal.stage is Stage.LOCKED


@pytest.mark.rule("HEAD-2")
def test_tabs_stand_in_order_with_what_waits(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert tabs(program) == TABS
    bar = program.main.tabs.bar
    wait(lambda: "3 need your answer" in bar.accessibleTabName(0), "the count on the tab")
    assert "1 new statement" in bar.accessibleTabName(1)
    program.go_to(1)
    wait(lambda: "new" not in bar.accessibleTabName(1), "the statement to be seen")


@pytest.mark.rule("HEAD-3")
def test_a_tab_that_is_switched_off_goes_with_its_data(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    program.go_to(1)
    assert program.shows("Statement of ")
    wait(lambda: documents(program) > 10, "statements to be saved")
    practice.feed([replace(office.practice(), sections=(Section.APPOINTMENTS,))])
    program.portal.refresh()
    wait(lambda: tabs(program) == ["Appointments"], "the tab to go")
    assert program.hides("$342.60")
    kinds = "SELECT count(*) FROM record WHERE kind IN ('statement', 'payment')"
    wait(lambda: program.kept_here(kinds) == [(0,)], "the records to go")
    wait(lambda: documents(program) == 0, "the documents to go")
    practice.feed([replace(office.practice())])
    program.portal.refresh()
    wait(lambda: tabs(program) == TABS, "the tab to come back")


@pytest.mark.rule("HEAD-3")
@pytest.mark.rule("HEAD-7")
def test_with_everything_off_the_window_says_so(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    practice.feed([replace(office.practice(), sections=())])
    program.portal.refresh()
    wait(lambda: not tabs(program), "the tabs to go")
    assert program.shows("Nothing is offered here now")


@pytest.mark.rule("HEAD-3")
def test_payments_are_offered_as_the_practice_says(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    program.go_to(1)
    name = "Pay, opens the practice’s payment page in your browser"
    assert program.find(QPushButton, name).isEnabled()
    practice.feed([replace(office.practice(), payments_online=False)])
    program.portal.refresh()
    wait(lambda: not seen(QPushButton, name, program.window), "Pay to go")


@pytest.mark.rule("HEAD-5")
@pytest.mark.parametrize(("locale", "amount"), [("de_DE", "342,60"), ("en_US", "$342.60")])
def test_money_follows_the_computer(
    locale: str, amount: str, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    QLocale.setDefault(QLocale(locale))
    program = signed_in(calm_practice)
    program.go_to(1)
    assert program.shows(amount)


@pytest.mark.rule("HEAD-5")
@pytest.mark.rule("APPT-2")
def test_the_clinics_zone_is_named_when_it_is_another(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("3:00\N{NO-BREAK SPACE}PM Mountain Time")
    ivy = next(row for row in program.rows("Upcoming visits") if "Ivy" in row)
    assert "Time" not in ivy


@pytest.mark.rule("HEAD-7")
@pytest.mark.rule("ACC-3")
def test_empty_places_say_why(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = signed_in(calm_practice, "hanako.y")
    assert program.shows("No upcoming visits")
    program.go_to(1)
    assert program.shows("No statements yet")
    assert program.shows("The first one shows here")


@pytest.mark.rule("HEAD-7")
def test_an_empty_list_of_one_person_offers_the_whole_family(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    assert program.shows("Ivy with")
    ivy = next(row for row in program.section.upcoming.rows if "Ivy" in row.spoken)  # type: ignore[attr-defined]
    practice.feed([Removal(of="appointment", id=ivy.key)])
    program.portal.refresh()
    program.click("Ivy Marlowe")
    assert program.shows("No upcoming visits for Ivy")
    program.click("Show the whole family")
    assert program.shows("Jonas with")


def tabs(program: Program) -> list[str]:
    bar: QTabBar = program.main.tabs.bar
    return [bar.tabText(at) for at in range(bar.count())]


def documents(program: Program) -> int:
    """How many documents lie on the disk."""
    opened = program.portal._core.opened
    assert opened is not None
    return sum(1 for path in (opened.folder / "documents").rglob("*") if path.is_file())
