"""The Appointments tab (APPT)."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton

from desktop.services.portal import Stage
from portal_protocol.records import Appointment, PatientId
from practice_server.demo import PASSWORD, build, office, people
from practice_server.demo.desk import Desk
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, read, wait
from tests.serving import RunningServer


@pytest.mark.rule("APPT-1")
@pytest.mark.rule("APPT-2")
def test_scheduled_and_completed_visits_are_shown_and_no_others(
    signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("6 visits")
    rows = program.rows("Upcoming visits")
    assert sum("Needs your answer" in row for row in rows) == 3
    assert "Ivy with Priya Sandoval, RDH" in rows[0]
    assert "50 min" in rows[0]
    past = [row for row in program.rows("Past visits") if not row.isdigit()]
    assert "Exam and bitewing X-rays, Elena with Dr. Amina Farrow" in past[0]
    assert not any("Filling, tooth 20" in row for row in (*rows, *past))  # planned, unscheduled


@pytest.mark.rule("APPT-2")
def test_a_visit_tells_everything_the_practice_published(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    visit = replace(asked(people.IVY), bring="Your insurance card")
    practice.feed([visit])
    program = signed_in(practice)
    program.activate("Upcoming visits", "Ivy with")
    dialog = program.dialog()
    for words in ("Cleaning and exam", "Priya Sandoval", "Pier Street office", "18 Pier Street"):
        assert program.shows(words, dialog)
    for words in ("50 min", "Your insurance card", "3:30"):
        assert program.shows(words, dialog)


@pytest.mark.rule("APPT-3")
def test_action_needed_counts_what_waits(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = signed_in(calm_practice)
    for words in ("Confirm Ivy’s visit", "Confirm Theo’s visit", "and 1 more visit that day"):
        assert program.shows(words)
    assert program.shows("Time for your cleaning")
    assert len(program.section.deck.cards()) == 3  # type: ignore[attr-defined]


@pytest.mark.rule("APPT-4")
def test_confirming_answers_all_visits_of_that_day(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    press(program, "Confirm Theo")
    wait(practice.outgoing, "the answer to come")
    assert program.shows("Waiting for practice")
    desk = Desk(practice.url, practice.feed_key)
    desk.step()
    desk.close()
    program.portal.refresh()
    assert program.hides("Confirm Theo’s visit")

    def confirmed() -> int:
        rows = program.rows("Upcoming visits")
        return sum("Theo" in row and "Confirmed" in row for row in rows)

    wait(lambda: confirmed() == 2, "both visits of that day to be confirmed")


@pytest.mark.rule("APPT-4")
@pytest.mark.rule("OFF-3")
def test_an_answer_given_offline_waits_outlives_the_program_and_is_sent_once(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer
) -> None:
    program = signed_in(practice)
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    press(program, "Ask for a call back, Ivy")
    assert program.shows("1 change waiting to send")
    assert program.shows("Take back")
    program.close()
    again = open_program()
    open_saved(again)
    assert again.shows("1 change waiting to send")
    practice.start()
    again.portal.refresh()
    wait(practice.outgoing, "the answer to come")
    assert again.hides("waiting to send")
    again.portal.refresh()
    again.wait_fresh()
    assert len(practice.outgoing()) == 1


@pytest.mark.rule("APPT-4")
def test_an_answer_that_waits_can_be_taken_back(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    press(program, "Confirm Ivy")
    assert program.shows("Take back")
    press(program, "Take back, Ivy")
    assert program.hides("waiting to send")
    assert program.shows("Confirm Ivy’s visit")
    practice.start()
    program.portal.refresh()
    program.wait_fresh()
    assert not practice.outgoing()


@pytest.mark.rule("APPT-4")
def test_a_visit_that_moved_meanwhile_says_so_and_changes_nothing(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    assert program.shows("Confirm Ivy’s visit")
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    press(program, "Confirm Ivy")
    assert program.shows("1 change waiting to send")
    later = asked(people.THEO).at
    practice.bring_in([replace(asked(people.IVY), at=later)])
    practice.start()
    program.portal.refresh()
    assert program.shows("Your answer was about the earlier time")
    assert program.shows("1 change was not accepted")
    assert not practice.outgoing()


@pytest.mark.rule("APPT-4")
def test_a_status_that_the_practice_keeps_is_not_overwritten(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    assert program.shows("Confirm Ivy’s visit")
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    press(program, "Confirm Ivy")
    assert program.shows("1 change waiting to send")
    practice.bring_in([replace(asked(people.IVY), practice_status=office.KEPT_STATUS)])
    practice.start()
    program.portal.refresh()
    assert program.shows("It stays as the practice has it")
    assert not practice.outgoing()


@pytest.mark.rule("APPT-5")
def test_a_visit_goes_into_the_calendar_without_health_details(
    signed_in: SignedIn, calm_practice: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(calm_practice)
    assert program.shows("Ivy with")
    press(program, "Add to calendar, Cleaning and exam, Ivy")
    program.name_file(tmp_path / "visit.ics")
    assert program.shows("Saved for your calendar: visit.ics")
    written = (tmp_path / "visit.ics").read_text()
    assert "BEGIN:VTIMEZONE" in written
    assert "America/New_York" in written
    for private in ("Cleaning", "Ivy", "Sandoval"):
        assert private not in written


def press(program: Program, name: str) -> None:
    """Press the button whose spoken name begins so."""

    def named() -> list[QPushButton]:
        buttons = program.window.findChildren(QPushButton)
        return [one for one in buttons if one.isVisible() and one.accessibleName().startswith(name)]

    wait(named, lambda: f"{name!r} in:\n{read(program.window)}")
    named()[0].click()


def asked(patient: PatientId) -> Appointment:
    """The first visit of a person that waits for an answer."""
    visits = [item for item in build().items if isinstance(item, Appointment)]
    mine = [one for one in visits if one.patient == patient and one.confirmation == "asked"]
    return min(mine, key=lambda one: str(one.at))


def open_saved(program: Program) -> None:
    """Open the saved copy with the password, as a person does who is offline."""
    assert program.shows("Open my saved records")
    wait(lambda: program.sign_in_page.form.saved.isVisible() or seen_saved(program))
    if not seen_saved(program):
        program.click("Open my saved records")
    program.type("Password", PASSWORD)
    program.click("Open saved records")
    wait(lambda: program.portal.stage is Stage.OPEN, "the records")


def seen_saved(program: Program) -> bool:
    return "Open saved records" in read(program.window)
