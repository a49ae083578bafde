"""Care summaries in words: persons, documents, what is missing, dates as they are typed."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale

from desktop.models.items.care import (
    PersonRow,
    care_rows,
    choice_words,
    covers_words,
    from_words,
    kept_words,
    summary_of,
    title_of,
)
from desktop.models.items.care_missing import left_out_words, missing_words, no_document_words
from desktop.models.items.days import parsed_day, typed_day
from desktop.models.items.family import Family
from desktop.models.shown import Page, Shown
from desktop.models.unreadable import Unreadable
from portal_protocol.records import Blob, PatientId, Person
from portal_protocol.summaries import CareSummary, Missing

ELENA, IVY = PatientId("elena"), PatientId("ivy")
TODAY = date(2026, 11, 10)
FILE = Blob("0" * 64, 3, "application/xml", "ccd.xml")
MADE = CareSummary(
    id="made",
    patient=ELENA,
    at=datetime(2026, 10, 21, 15, tzinfo=UTC),
    title="Continuity of Care Document",
    author="Dr. Amina Farrow",
    custodian="Harbor Family Dental",
    blobs=(FILE,),
)
CAME = replace(MADE, id="came", received=True, custodian="Bayview Endodontics", author="")


def someone(name: PatientId, born: date | None) -> Person:
    return Person(id=name, patient=name, first_name=name.title(), last_name="M", birthdate=born)


FAMILY = Family((someone(ELENA, date(1983, 4, 18)), someone(IVY, None)))


def rows(*summaries: CareSummary, chosen: PatientId | None = None) -> list[PersonRow]:
    page = Page(tuple(Shown(one) for one in summaries), None, len(summaries))
    found = care_rows(page, FAMILY, chosen, TODAY)
    return [row for row in found if isinstance(row, PersonRow)]


@pytest.mark.rule("SUM-1")
def test_each_person_has_a_row_with_birthdate_age_and_the_newest() -> None:
    elena, ivy = rows(MADE, CAME)
    assert elena.title == "Elena M"
    assert elena.lines == ("Born Apr 18, 1983 (43 years)", "Newest: Oct 21, 2026")
    assert (ivy.lines, ivy.summaries) == (("No care summary yet",), ())
    assert ivy.spoken == "Ivy M, No care summary yet"
    assert [row.key for row in rows(MADE, chosen=IVY)] == [IVY]


def test_one_that_cannot_be_read_is_a_row_that_says_so() -> None:
    broken = Unreadable(id="x", patient=ELENA, kind_of="care_summary")
    page: Page[CareSummary] = Page((), None, 0, (broken,))
    last = care_rows(page, FAMILY, None, TODAY)[-1]
    assert (last.enabled, last.title) == (False, "A care summary that this version cannot show")


@pytest.mark.rule("SUM-1")
def test_a_summary_says_whose_it_is_and_from_whom() -> None:
    assert choice_words(CAME, FAMILY) == "Oct 21, 2026, received from Bayview Endodontics"
    assert choice_words(replace(CAME, custodian="", at=None), FAMILY) == "No date, received"
    assert from_words(MADE) == "Dr. Amina Farrow, Harbor Family Dental"
    assert title_of(replace(MADE, title="")) == "Care summary"
    span = replace(MADE, covers_from=date(2026, 1, 1), covers_to=TODAY)
    assert covers_words(span) == "Jan 1, 2026 to Nov 10, 2026"
    assert covers_words(MADE) == ""


def test_the_one_that_is_open_stays_else_one_that_can_be_read_is_chosen() -> None:
    empty = replace(MADE, id="empty", blobs=())
    [row, _] = rows(empty, MADE, CAME)
    assert [getattr(summary_of(row, key), "key", "") for key in ("came", "gone")] == [
        "came",
        "made",
    ]
    [row, ivy] = rows(empty)
    assert summary_of(row, "") == Shown(empty)
    assert summary_of(ivy, "") is None


@pytest.mark.rule("SUM-8")
@pytest.mark.parametrize("reason", list(Missing))
def test_every_reason_has_a_sentence_of_its_own(reason: Missing) -> None:
    others = {one: missing_words(replace(MADE, missing=(one.value,))) for one in Missing}
    [sentence] = others.pop(reason)
    assert sentence.endswith(".")
    assert [sentence] not in others.values()


@pytest.mark.rule("SUM-8")
def test_why_there_is_no_document_and_what_was_left_out() -> None:
    none = replace(MADE, blobs=(), missing=("birthdate", "phone"))
    title, text = no_document_words(none)
    assert title == "This care summary could not be made"
    assert text.startswith("There is no birthdate on file. There is no phone number on file. ")
    assert text.endswith("The office can complete what is missing; then it shows here.")
    codes = replace(none, missing=("allergy_codes",))
    assert no_document_words(codes)[1].endswith("The office can add the codes; then it shows here.")
    assert no_document_words(replace(none, missing=()))[0] == "There is no document"
    newer = replace(MADE, missing=("something",))
    assert missing_words(newer) == ["Something is missing that this version cannot name."]
    assert "Some allergies" in left_out_words(replace(MADE, missing=("allergy_codes",)))
    assert left_out_words(MADE) == left_out_words(none) == ""


def test_how_many_are_here() -> None:
    both = [Shown(MADE), Shown(CAME, saved=False)]
    assert kept_words(both) == "1 of 2 care summaries saved on this computer"
    assert kept_words(both[:1]) == "Care summaries are saved on this computer"
    assert kept_words([Shown(replace(MADE, blobs=()))]) == ""


@pytest.mark.rule("SUM-6")
@pytest.mark.parametrize(
    ("locale", "typed"), [("en_US", "10/21/2026"), ("de_DE", "21.10.2026"), ("sv_SE", "2026-10-21")]
)
def test_days_are_typed_as_they_are_written_here(locale: str, typed: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert typed_day(date(2026, 10, 21)) == typed
        assert parsed_day(f" {typed} ") == parsed_day("2026-10-21") == date(2026, 10, 21)
        assert (parsed_day("  "), typed_day(None)) == (None, "")
        with pytest.raises(ValueError, match="no day"):
            parsed_day("tomorrow")
    finally:
        QLocale.setDefault(before)
