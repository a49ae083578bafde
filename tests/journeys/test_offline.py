"""Without a network, and when disks and files are bad (OFF)."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.services.portal import Stage
from practice_server.demo import PASSWORD
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import read, wait
from tests.journeys.test_visits import open_saved, press
from tests.serving import RunningServer


@pytest.mark.rule("OFF-1")
def test_everything_synced_opens_with_the_password_alone(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer
) -> None:
    signed_in(practice).close()
    practice.kill()
    program = open_program()
    assert program.shows("Saved today at")
    open_saved(program)
    assert program.shows("Ivy with Priya Sandoval")
    assert program.shows("Offline - showing what was saved at")


@pytest.mark.rule("OFF-4")
def test_wrong_passwords_wait_longer_and_longer(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer
) -> None:
    signed_in(practice).close()
    practice.kill()
    program = open_program()
    assert program.shows("Open saved records")
    for _ in range(3):
        program.type("Password", "not it")
        program.press("Return")
        assert program.shows("This is not the password")
        program.find(QLineEdit, "Password").clear()
        program.type("Password", "x")
        assert program.hides("This is not the password")
    program.type("Password", PASSWORD)
    program.press("Return")
    assert program.shows("Try again in")
    assert program.portal.stage is Stage.SIGNED_OUT


@pytest.mark.rule("OFF-6")
def test_damaged_settings_never_stop_the_program(
    open_program: OpenProgram, calm_practice: RunningServer, computer: Path
) -> None:
    (computer / "config").mkdir(parents=True)
    (computer / "config" / "settings.json").write_bytes(b"\x00\xff not json")
    program = open_program()
    program.give_address(calm_practice.url)
    program.sign_in("elena.m", PASSWORD)
    assert program.shows("Ivy with")


@pytest.mark.rule("OFF-6")
def test_a_damaged_copy_says_so_and_is_fetched_anew(
    signed_in: SignedIn, open_program: OpenProgram, practice: RunningServer, computer: Path
) -> None:
    signed_in(practice).close()
    for path in (computer / "data").rglob("*.db*"):
        path.write_bytes(os.urandom(path.stat().st_size))
    program = open_program()
    program.type("User name", "elena.m")
    program.type("Password", PASSWORD)
    program.click("Sign in", program.sign_in_page.form)
    assert program.shows("damaged")
    assert "Marlowe" not in read(program.window)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is nearly full."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs root and mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.rule("OFF-6")
def test_a_full_disk_is_said_and_nothing_that_waits_is_lost(
    signed_in: SignedIn, practice: RunningServer, small_disk: Path
) -> None:
    program = signed_in(practice, on=small_disk)
    assert program.shows("Confirm Ivy’s visit")
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as out:
        while True:
            out.write(bytes(4096))
    press(program, "Confirm Ivy")
    assert program.shows("full")
    filler.unlink()
    press(program, "Confirm Ivy")
    wait(practice.outgoing, "the answer to come")
