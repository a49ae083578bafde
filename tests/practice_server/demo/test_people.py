"""Who exists in the demo practice, and who may see whom."""

import unicodedata
from datetime import date

import pytest

from portal_protocol.feed import Access, Guardian
from portal_protocol.records import Person, PersonStatus, Practice
from practice_server.demo import PASSWORD, people
from practice_server.demo.days import Days
from practice_server.demo.practice import DemoPractice
from tests.practice_server.demo.conftest import TODAY


@pytest.fixture
def persons(practice: DemoPractice) -> dict[str, Person]:
    return {item.id: item for item in practice.items if isinstance(item, Person)}


@pytest.fixture
def logins(practice: DemoPractice) -> dict[str, Access]:
    return {item.user_name: item for item in practice.items if isinstance(item, Access)}


@pytest.mark.rule("WHO-2")
def test_elena_is_guarantor_of_four(persons: dict[str, Person]) -> None:
    family = {person.first_name for person in persons.values() if person.guarantor == people.ELENA}
    assert family == {"Elena", "Jonas", "Ivy", "Theo"}


@pytest.mark.rule("WHO-3")
def test_daniel_of_another_account_is_guardian_of_ivy_only(
    practice: DemoPractice, persons: dict[str, Person]
) -> None:
    links = [item for item in practice.items if isinstance(item, Guardian)]
    rights = [(link.guardian, link.child) for link in links if link.is_guardian]
    assert rights == [(people.DANIEL, people.IVY)]
    assert any(not link.is_guardian for link in links)
    assert persons[people.DANIEL].guarantor == people.DANIEL


@pytest.mark.rule("WHO-3")
def test_margit_is_responsible_for_somebody_of_another_account(persons: dict[str, Person]) -> None:
    of_hers = [p for p in persons.values() if p.responsible_party == people.MARGIT]
    assert [person.id for person in of_hers] == [people.WALTER]
    assert of_hers[0].guarantor == people.GRACE


@pytest.mark.rule("WHO-4")
def test_jonas_is_nobodys_representative(
    practice: DemoPractice, persons: dict[str, Person]
) -> None:
    named = {p.guarantor for p in persons.values()} | {
        p.responsible_party for p in persons.values()
    }
    guardians = {
        item.guardian for item in practice.items if isinstance(item, Guardian) and item.is_guardian
    }
    assert people.JONAS not in named | guardians


@pytest.mark.rule("WHO-5")
def test_one_guarantor_has_a_person_of_each_status(persons: dict[str, Person]) -> None:
    statuses = [p.status for p in persons.values() if p.guarantor == people.GRACE]
    assert sorted(statuses) == sorted(PersonStatus)


def test_every_role_has_a_login_with_the_same_password(
    logins: dict[str, Access], persons: dict[str, Person]
) -> None:
    assert {login.password for login in logins.values()} == {PASSWORD}
    assert {name for name, login in logins.items() if not login.enabled} == {"ruth.w"}
    assert all(login.patient in persons for login in logins.values())
    assert "elena.m" in logins
    assert "jonas.m" in logins


def test_names_are_of_many_scripts(persons: dict[str, Person]) -> None:
    names = "".join(person.first_name + person.last_name for person in persons.values())
    scripts = {unicodedata.name(letter).split()[0] for letter in names if letter.isalpha()}
    assert {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HANGUL", "THAI"} <= scripts
    assert "DEVANAGARI" in scripts
    assert any(unicodedata.combining(letter) for letter in names)


def test_every_one_named_by_a_record_exists(
    practice: DemoPractice, persons: dict[str, Person]
) -> None:
    for item in practice.items:
        patient = getattr(item, "patient", None)
        assert patient is None or patient in persons


def test_ages_hold_on_any_day() -> None:
    for today in (date(2026, 2, 10), date(2026, 2, 11), date(2028, 2, 29), TODAY):
        born = Days(today).age_birthdate(16, 2, 11)
        assert today.year - born.year - ((today.month, today.day) < (2, 11)) == 16


def test_the_practice_has_two_clinics_in_two_zones(practice: DemoPractice) -> None:
    (office,) = [item for item in practice.items if isinstance(item, Practice)]
    assert len({clinic.time_zone for clinic in office.clinics}) == 2
    assert office.logo.startswith("data:image/svg+xml;base64,")
    assert len(office.logo) < 64 * 1024
    assert office.name == "Harbor Family Dental"
