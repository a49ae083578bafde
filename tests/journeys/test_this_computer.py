"""A clock set back, a folder that cannot be written, a password changed elsewhere (OFF)."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.models.vault import meta
from desktop.models.vault.vault import Vault
from desktop.services.portal import Stage
from desktop.services.sync import SAVED_AT
from portal_protocol.feed import Access
from practice_server.demo import PASSWORD, office, people
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import Program, read, wait
from tests.journeys.test_damage import answer_offline, copy_on
from tests.journeys.test_visits import open_saved, press, seen_saved
from tests.serving import RunningServer

OTHER_PASSWORD = "another long password"


@pytest.mark.rule("OFF-6")
def test_a_clock_set_back_shows_no_time_to_come_and_sync_goes_on(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    signed_in(practice).close()
    saved_in_days(computer, 3)
    practice.stop()
    program = open_program()
    assert program.shows("Saved before the clock was set back")
    open_saved(program)
    assert program.shows("Offline - showing what was saved before the clock was set back")
    press(program, "Confirm Ivy")
    assert program.shows("1 change waiting to send")
    practice.start()
    program.portal.refresh()
    program.wait_fresh()
    assert program.shows("Up to date, just now")
    wait(practice.outgoing, "the answer to come")
    practice.feed([replace(office.practice(), name="Harbor of the Long Poll")])
    assert program.shows("Harbor of the Long Poll")


def saved_in_days(computer: Path, days: int) -> None:
    """As if the last sync had ended while the clock was that far ahead."""
    folder, key = copy_on(computer)
    later = datetime.now(UTC) + timedelta(days=days)
    folder.saved(later)
    vault = Vault.open(folder, key)
    with vault.writing() as connection:
        meta.put(connection, SAVED_AT, later)
    vault.close()


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """The folder cannot be written to; what is open in it already stays open."""
    bind = ["mount", "--bind", str(place), str(place)]
    if os.geteuid() or subprocess.run(bind, check=False, capture_output=True).returncode:
        pytest.skip("a folder that root cannot write to needs mount")
    try:
        closed = ["mount", "-o", "remount,bind,ro", str(place)]
        wait(lambda: not subprocess.run(closed, check=False, capture_output=True).returncode)
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.rule("OFF-6")
def test_a_copy_that_cannot_be_written_is_said_and_nothing_is_lost(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    signed_in(practice).close()
    answer_offline(open_program, practice, computer)
    with read_only(computer / "data"):
        program = open_program()
        assert program.shows("Open my saved records")
        if not seen_saved(program):
            program.click("Open my saved records")
        program.type("Password", PASSWORD)
        program.click("Open saved records")
        assert program.shows("Nothing can be saved here")
        program.close()
    again = open_program()
    open_saved(again)
    assert again.shows("1 change waiting to send")
    practice.start()
    again.portal.refresh()
    wait(practice.outgoing, "the answer to come")


@pytest.mark.rule("OFF-6")
def test_an_answer_that_cannot_be_written_is_said_and_can_be_given_again(
    signed_in: SignedIn, practice: RunningServer, computer: Path
) -> None:
    program = signed_in(practice)
    assert program.shows("Confirm Ivy’s visit")
    with read_only(computer / "data"):
        press(program, "Confirm Ivy")
        assert program.shows("Nothing can be saved here")
    assert practice.outgoing() == []
    press(program, "Confirm Ivy")
    wait(practice.outgoing, "the answer to come")


def changed_elsewhere(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> Program:
    """An answer waits here, and the password is another one by now; signed in with that."""
    signed_in(practice).close()
    answer_offline(open_program, practice, computer)
    practice.start()
    access = Access(
        id="login-elena-m", patient=people.ELENA, user_name="elena.m", password=OTHER_PASSWORD
    )
    practice.feed([access])
    program = open_program()
    program.type("User name", "elena.m")
    program.type("Password", OTHER_PASSWORD)
    program.click("Sign in", program.sign_in_page.form)
    assert program.shows("Your password was changed elsewhere")
    return program


@pytest.mark.rule("OFF-5")
def test_the_old_password_keeps_the_copy_and_what_waits(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    program = changed_elsewhere(signed_in, open_program, practice, computer)
    program.type("Old password", "not it")
    program.click("Open with the old password")
    assert program.shows("This is not the password")
    assert program.portal.stage is Stage.SIGNED_OUT
    program.type("Old password", PASSWORD)
    program.click("Open with the old password")
    wait(practice.outgoing, "the answer to come")
    assert program.shows("Ivy with")


@pytest.mark.rule("OFF-5")
def test_without_the_old_password_all_is_fetched_anew_after_the_loss_is_said(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    program = changed_elsewhere(signed_in, open_program, practice, computer)
    assert program.shows("What was not sent from this computer yet is then given up.")
    program.click("Fetch everything again")
    assert program.shows("Confirm Ivy’s visit")
    program.wait_fresh()
    assert "waiting to send" not in read(program.window)
    assert practice.outgoing() == []
