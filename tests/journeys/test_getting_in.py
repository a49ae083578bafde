"""First start, sign-in, sign-out, the lock: what a person sees (SIGN)."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from desktop.services.portal import Stage
from desktop.services.portal.idle import IdleClock
from desktop.services.settings import SettingsFile
from portal_protocol.records import Practice
from practice_server.demo import PASSWORD, office
from tests.journeys.conftest import OpenProgram, SignedIn
from tests.journeys.driver import open_dialogs, read, seen, wait
from tests.serving import RunningServer


@pytest.mark.rule("SIGN-1")
def test_the_practice_is_shown_before_anything_is_asked(
    open_program: OpenProgram, calm_practice: RunningServer
) -> None:
    program = open_program()
    wait(lambda: program.portal.stage is Stage.NO_PRACTICE)
    assert "User name" not in read(program.window)
    program.type("Address of your practice’s portal", calm_practice.url)
    program.click("Find my practice")
    assert program.shows("Harbor Family Dental")
    assert program.shows("Pier Street office")
    assert "User name" not in read(program.window)
    program.click("Yes, continue")
    program.find(QLineEdit, "User name")


@pytest.mark.rule("SIGN-1")
def test_an_address_that_is_none_is_said_at_the_field(open_program: OpenProgram) -> None:
    program = open_program()
    program.type("Address of your practice’s portal", "no address at all")
    program.click("Find my practice")
    assert program.shows("looks like portal.example.com")
    program.type("Address of your practice’s portal", "http://portal.example.com")
    program.click("Find my practice")
    assert program.shows("may only travel encrypted")


@pytest.mark.rule("SIGN-1")
def test_an_invitation_fills_the_address_in(
    open_program: OpenProgram, calm_practice: RunningServer
) -> None:
    program = open_program(practice=calm_practice.url)
    assert program.shows("Harbor Family Dental")
    program.click("Yes, continue")
    program.find(QLineEdit, "Password")


@pytest.mark.rule("SIGN-2")
@pytest.mark.rule("SIGN-3")
def test_the_sign_in_page_has_all_it_should_have(
    open_program: OpenProgram, calm_practice: RunningServer
) -> None:
    program = open_program()
    program.give_address(calm_practice.url)
    for words in ("Harbor Family Dental", "Remember user name", "Forgot password?"):
        assert program.shows(words)
    for name in ("Sign in", "Make a payment", "Contact us"):
        assert seen(QPushButton, name, program.window)
    program.click("Contact us")
    dialog = program.dialog()
    for words in ("(555) 555-0142", "pier@harborfamilydental.example", "18 Pier Street"):
        assert program.shows(words, dialog)
    for words in ("Larkspur Lane office", "(555) 555-0187", "Mon to Thu"):
        assert program.shows(words, dialog)
    dialog.close()
    program.click("Forgot password?")
    assert program.shows("Call the practice", program.dialog())


@pytest.mark.rule("SIGN-2")
def test_no_payment_is_offered_where_none_is_taken(
    open_program: OpenProgram, practice: RunningServer
) -> None:
    practice.feed([changed(payments_online=False)])
    program = open_program()
    program.give_address(practice.url)
    program.find(QPushButton, "Contact us")
    assert not seen(QPushButton, "Make a payment", program.window)


@pytest.mark.rule("SIGN-3")
def test_contact_us_works_offline_and_its_phone_is_a_link(
    signed_in: SignedIn, practice: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = signed_in(practice)
    practice.kill()
    program.portal.refresh()
    program.wait_offline()
    program.click("Contact us")
    opened: list[str] = []

    def open_url(link: QUrl) -> bool:
        opened.append(link.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    program.click("(555) 555-0142", program.dialog())
    program.click("pier@harborfamilydental.example", program.dialog())
    assert [link.partition(":")[0] for link in opened] == ["tel", "mailto"]


@pytest.mark.rule("SIGN-4")
def test_any_wrong_pair_gets_the_same_words(
    open_program: OpenProgram, calm_practice: RunningServer
) -> None:
    program = open_program()
    program.give_address(calm_practice.url)
    for name, password in (("elena.m", PASSWORD.upper()), ("nobody.here", PASSWORD)):
        program.type("User name", name)
        program.type("Password", password)
        program.click("Sign in", program.sign_in_page.form)
        assert program.shows("The user name and password do not match")
        assert program.portal.stage is Stage.SIGNED_OUT
    program.sign_in("ELENA.M", PASSWORD)
    assert program.shows("Elena Marlowe")


@pytest.mark.rule("SIGN-5")
def test_a_remembered_user_name_is_all_that_is_remembered(
    open_program: OpenProgram, calm_practice: RunningServer, computer: Path
) -> None:
    program = open_program()
    program.give_address(calm_practice.url)
    program.find(QCheckBox, "Remember user name").setChecked(True)
    program.sign_in("elena.m", PASSWORD)
    program.close()
    settings = SettingsFile(computer / "config").path.read_text()
    assert json.loads(settings)["user_names"] == ["elena.m"]
    assert PASSWORD not in settings
    again = open_program()
    assert again.find(QLineEdit, "User name").text() == "elena.m"
    assert not again.find(QLineEdit, "Password").text()


@pytest.mark.rule("SIGN-13")
def test_signing_out_ends_the_session_at_the_practice(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    program.choose_in_menu("Account, Elena Marlowe, menu", "Sign out")
    program.find(QPushButton, "Open my saved records")
    assert "Marlowe" not in read(program.window)
    wait(lambda: open_sessions(practice) == 0)


@pytest.mark.rule("SIGN-13")
def test_signed_out_offline_the_session_ends_at_the_next_contact(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    practice.kill()
    program.portal.sign_out()
    assert program.shows("Signing in needs a connection")
    practice.start()
    assert open_sessions(practice) == 1
    program.click("Try to connect now")
    program.find(QLineEdit, "User name")
    wait(lambda: open_sessions(practice) == 0, "the session to end")


@pytest.mark.rule("SIGN-14")
def test_the_lock_hides_everything_and_opens_without_a_network(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    program.press("Ctrl+L")
    assert program.shows("Locked")
    assert "Ivy" not in read(program.window)
    practice.kill()
    program.type("Password", "not it")
    program.click("Unlock")
    assert program.shows("This is not the password")
    program.type("Password", PASSWORD)
    program.press("Return")
    wait(lambda: program.portal.stage is Stage.OPEN)
    assert program.shows("Ivy Marlowe")


@pytest.mark.rule("SIGN-14")
def test_an_idle_program_warns_then_locks_after_the_practices_minutes(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    practice.feed([changed(idle_lock_minutes=5)])
    program = signed_in(practice)
    now = [1000.0]
    life = program.portal._life
    life.idle = IdleClock(5, lambda: now[0])
    now[0] += 200
    life._look()
    assert program.shows("Your records lock in 1:40", program.dialog())
    program.click("Keep open", program.dialog())
    now[0] += 290
    life._look()
    assert program.portal.stage is Stage.OPEN
    assert open_dialogs(program.window)
    now[0] += 11
    life._look()
    assert program.shows("Locked")
    assert not open_dialogs(program.window)


def changed(**fields: object) -> Practice:
    """The practice's record with some fields changed."""
    return replace(office.practice(), **fields)


def open_sessions(server: RunningServer) -> int:
    """How many sessions the practice holds for good."""
    with closing(sqlite3.connect(server.folder / "practice.db")) as database:
        asked = "SELECT count(*) FROM session WHERE ended_at IS NULL"
        return int(database.execute(asked).fetchone()[0])
