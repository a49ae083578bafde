"""Who sees whom, as it shows on the screen (WHO, HEAD-4)."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton

from desktop.services.portal import Stage
from portal_protocol.feed import Access, FeedItem, Guardian, Removal
from portal_protocol.records import Person, PersonStatus
from practice_server.demo import PASSWORD, build, office, people
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, read, wait
from tests.serving import RunningServer

SEEN = {
    "elena.m": {"Elena", "Jonas", "Ivy", "Theo"},  # guarantor
    "jonas.m": {"Jonas"},  # spouse, and a stepfather without the right
    "theo.m": {"Theo"},
    "daniel.w": {"Daniel", "Ruth", "Ivy"},  # guarantor; guardian across accounts
    "margit.l": {"Margit", "Walter"},  # responsible party
    "grace.o": {"Grace", "Samuel", "Walter"},  # one of each status; three are shown
    "walter.o": {"Walter"},
}


@pytest.mark.rule("WHO-1")
@pytest.mark.rule("WHO-2")
@pytest.mark.rule("WHO-3")
@pytest.mark.rule("WHO-4")
@pytest.mark.rule("WHO-5")
@pytest.mark.parametrize("login", SEEN)
def test_each_role_sees_its_people_and_nobody_else(
    login: str, signed_in: SignedIn, calm_practice: RunningServer
) -> None:
    program = signed_in(calm_practice, login)
    assert names(program) == SEEN[login]
    program.main.show_family()
    told = read(program.dialog())
    everybody = {name for some in SEEN.values() for name in some} | {"Amara", "Bisi", "Kofi"}
    full = f"Full name: {program.portal.people[0].first_name}"
    assert full in told
    for name in everybody - SEEN[login]:
        assert f"Full name: {name}" not in told


@pytest.mark.rule("HEAD-4")
def test_one_choice_filters_every_tab(signed_in: SignedIn, calm_practice: RunningServer) -> None:
    program = signed_in(calm_practice)
    assert program.shows("Jonas with Dr. Tobias Renwick")
    program.click("Ivy Marlowe")
    wait(lambda: visits(program) and all("Ivy with" in row for row in visits(program)))
    program.go_to(1)
    wait(lambda: all("Ivy" in row for row in program.rows("Statements")))
    program.click("Everyone")
    assert program.shows("newest first")
    program.go_to(0)
    assert program.shows("Jonas with Dr. Tobias Renwick")


@pytest.mark.rule("WHO-2")
@pytest.mark.rule("WHO-6")
def test_switched_off_a_guarantor_sees_only_herself(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    program.click("Ivy Marlowe")
    assert program.shows("Confirm Ivy’s visit")
    feed(practice, program, replace(office.practice(), guarantor_access=False))
    wait(lambda: names(program) == {"Elena"}, "only Elena")
    assert program.hides("Ivy")
    assert program.portal.chosen is None


@pytest.mark.rule("WHO-6")
def test_a_right_that_ends_leaves_the_screen_the_dialogs_and_the_disk(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice, "daniel.w")
    program.activate("Upcoming visits", "Ivy with")
    assert program.shows("Ivy", program.dialog())
    feed(practice, program, Removal(of="guardian", id="guardian-daniel-ivy"))
    wait(lambda: "Ivy" not in names(program), "Ivy to go")
    wait(lambda: not any("Ivy" in row for row in visits(program)))
    assert program.hides("Confirm Ivy’s visit")
    assert program.kept_here(f"SELECT count(*) FROM record WHERE patient = '{people.IVY}'") == [
        (0,)
    ]


@pytest.mark.rule("WHO-6")
def test_a_right_that_ends_takes_the_answers_that_wait_with_it(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice, "daniel.w")
    assert program.shows("Confirm Ivy’s visit")
    practice.stop()
    program.portal.refresh()
    program.wait_offline()
    answer(program, "Ivy")
    assert program.shows("1 change waiting to send")
    practice.bring_in([Removal(of="guardian", id="guardian-daniel-ivy")])
    practice.start()
    program.portal.refresh()
    wait(lambda: "Ivy" not in names(program), "Ivy to go")
    assert program.hides("1 change")
    assert program.kept_here("SELECT count(*) FROM outbox") == [(0,)]
    assert practice.outgoing() == []


@pytest.mark.rule("WHO-5")
@pytest.mark.parametrize("status", [PersonStatus.ARCHIVED, PersonStatus.DECEASED])
def test_a_person_who_is_archived_goes(
    status: PersonStatus, signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    feed(practice, program, replace(person(people.IVY), status=status))
    wait(lambda: names(program) == {"Elena", "Jonas", "Theo"})
    assert program.hides("Ivy")


@pytest.mark.rule("WHO-3")
def test_a_right_that_is_given_shows_the_person(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice, "jonas.m")
    assert names(program) == {"Jonas"}
    link = Guardian(
        id="guardian-jonas-ivy", child=people.IVY, guardian=people.JONAS, is_guardian=True
    )
    feed(practice, program, link)
    assert program.shows("Confirm Ivy’s visit")
    assert names(program) == {"Jonas", "Ivy"}


@pytest.mark.rule("WHO-7")
def test_what_a_representative_does_is_kept_as_theirs(
    signed_in: SignedIn, practice: RunningServer, tmp_path: Path
) -> None:
    mother = signed_in(practice, on=tmp_path / "mother")
    assert mother.shows("Confirm Theo’s visit")
    answer(mother, "Theo")
    wait(practice.outgoing, "the answer to come")
    son = signed_in(practice, "theo.m", on=tmp_path / "son")
    told = son.kept_here("SELECT body FROM record WHERE kind = 'activity'")
    assert any(b"Elena" in body and b"confirm" in body for (body,) in told)


@pytest.mark.rule("SIGN-16")
@pytest.mark.rule("WHO-6")
def test_access_removed_says_so_and_destroys_the_copy(
    signed_in: SignedIn, practice: RunningServer
) -> None:
    program = signed_in(practice)
    folder = program.portal._core.opened.folder  # type: ignore[union-attr]
    gone = Access(id="login-elena-m", patient=people.ELENA, user_name="elena.m", enabled=False)
    practice.feed([gone])
    program.portal.refresh()
    wait(lambda: program.portal.stage is Stage.SIGNED_OUT, "to be signed out")
    assert program.shows("access")
    assert "Marlowe" not in read(program.window)
    wait(lambda: not folder.exists(), "the copy to go")
    program.type("User name", "elena.m")
    program.type("Password", PASSWORD)
    program.click("Sign in", program.sign_in_page.form)
    assert program.shows("Your online access has ended")


def feed(practice: RunningServer, program: Program, *items: FeedItem) -> None:
    """Change something at the practice, and look there."""
    practice.feed(items)
    program.portal.refresh()


def names(program: Program) -> set[str]:
    """First names of everybody in view."""
    return {person.first_name for person in program.portal.people}


def visits(program: Program) -> list[str]:
    return program.rows("Upcoming visits")


def person(name: str) -> Person:
    """The practice's record of a person."""
    everybody = (item for item in build().items if isinstance(item, Person))
    return next(item for item in everybody if item.id == name)


def answer(program: Program, name: str) -> None:
    """Press Confirm on the card of this person."""
    buttons = program.window.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName().startswith(f"Confirm {name}")).click()
