from datetime import date, timedelta
from itertools import pairwise

import pytest

from desktop.models.items.absence import (
    Remedy,
    Situation,
    no_past,
    no_plans,
    no_sections,
    no_statements,
    no_upcoming,
    remedy_word,
)
from desktop.models.items.family import Family, facts
from desktop.models.items.periods import all_dates, periods
from tests.desktop.models.items.sample import ELENA, FAMILY, IVY, NOW, PEOPLE, person, practice


def situation(**changes) -> Situation:
    saved = NOW - timedelta(minutes=2)
    known = {"family": FAMILY, "chosen": None, "saved_at": saved, "offline": False, "now": NOW}
    return Situation(**(known | changes))


@pytest.mark.rule("HEAD-7")
@pytest.mark.rule("ACC-3")
def test_each_cause_of_an_empty_place_has_its_own_words():
    titles = [
        no_upcoming(situation()).title,
        no_upcoming(situation(chosen=IVY)).title,
        no_upcoming(situation(saved_at=None, offline=True)).title,
        no_past(situation(), "").title,
        no_past(situation(), "2024").title,
        no_statements(situation()).title,
        no_statements(situation(saved_at=None)).title,
        no_plans(situation()).title,
        no_plans(situation(chosen=IVY)).title,
        no_plans(situation(saved_at=None)).title,
        no_sections("Harbor Family Dental", situation()).title,
    ]
    assert len(set(titles)) == len(titles)
    assert no_upcoming(situation()).small == "Checked 2 min ago"
    assert "first one shows here" in no_statements(situation()).text


@pytest.mark.rule("HEAD-7")
def test_statements_of_a_member_come_to_who_pays():
    ivy = person(IVY, "Ivy", guarantor=ELENA)
    family = Family((PEOPLE[0], ivy), practice())
    said = no_statements(situation(family=family, chosen=IVY))
    assert said.title == "Ivy gets no statements"
    assert said.text == "They come to Elena, who pays for this account."
    assert said.remedies == (Remedy.EVERYONE,)


def test_offline_and_not_saved_is_not_called_empty():
    said = no_statements(situation(saved_at=None, offline=True))
    assert (said.icon, said.tone) == ("cloud-off", "warn")
    assert all(remedy_word(remedy) for remedy in Remedy)


def test_periods_are_all_dates_a_year_and_single_years_without_gaps():
    first, year, *years = periods(date(2026, 11, 10))
    assert (first.name, first.since, first.until) == ("", None, None)
    assert all_dates() == "All dates"
    assert year.since is not None
    assert year.since.date() == date(2025, 11, 10)
    assert [one.name for one in years] == ["2026", "2025", "2024", "2023", "2022", "2021"]
    assert all(later.since == one.until for later, one in pairwise(years))


@pytest.mark.rule("HEAD-4")
def test_details_of_a_person_say_what_is_on_file():
    ivy = person(IVY, "Ivy", guarantor=ELENA, birthdate=date(2017, 6, 30), phones=("555-0123",))
    said = dict(facts(ivy, FAMILY, date(2026, 6, 29)))
    assert said["Born"] == ("Jun 30, 2017 (8 years)",)
    assert said["Phone"] == ("555-0123",)
    assert said["Account"] == ("Elena pays for this account",)
    assert "E-mail" not in said
