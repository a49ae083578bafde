"""A summary is made anew when what it tells changes, and only then (SUM-1)."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from sqlalchemy import update

from portal_protocol.charts import Chart
from portal_protocol.feed import Removal
from portal_protocol.records import PatientId, PersonStatus
from portal_protocol.summaries import CareSummary, Missing, Referral
from practice_server import uploads
from practice_server.ccd.document import TITLE
from practice_server.store.columns import now
from practice_server.store.store import Store
from practice_server.store.tables import chart_entry, summary_due
from practice_server.summaries import due
from practice_server.summaries.making import make_due
from tests.practice_server.ccd.charts import FARROW, IVY, PENICILLIN, chart, concept
from tests.practice_server.summaries.clinics import (
    PROBLEM,
    ClinicUnderTest,
    clinic_in,
    person,
    practice,
)
from tests.practice_server.worlds import feed

pytestmark = pytest.mark.rule("SUM-1")


@pytest.fixture
def clinic(store: Store, tmp_path: Path) -> ClinicUnderTest:
    return clinic_in(store, tmp_path)


@pytest.fixture
def charted(clinic: ClinicUnderTest) -> ClinicUnderTest:
    """Ivy has a chart with one problem, and so a summary."""
    clinic.feed(chart(), PROBLEM)
    return clinic


def test_a_chart_makes_a_summary_and_a_person_without_one_has_none(charted) -> None:
    (summary,) = charted.sees()

    assert (summary.patient, summary.title, summary.author) == (IVY, TITLE, FARROW.name)
    assert (summary.custodian, summary.received, summary.missing) == (
        "Harbor Family Dental",
        False,
        (),
    )
    assert (summary.blobs[0].media_type, summary.blobs[0].size) == (
        "application/xml",
        len(charted.document()),
    )
    assert b"Asthma" in charted.document()
    assert charted.waiting() == []


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (msgspec.structs.replace(PROBLEM, condition=concept("Wheeze")), None),
        (msgspec.structs.replace(chart(), language="fr"), b'languageCode code="fr"'),
        (person(first_name="Ivette"), b"Ivette"),
        (
            practice(providers=(msgspec.structs.replace(FARROW, name="Dr. A. Farrow-Lund"),)),
            b"Farrow-Lund",
        ),
        (
            Referral(id="r", patient=IVY, provider_name="Dr. Chen", reason="Impacted tooth"),
            b"Impacted tooth",
        ),
    ],
    ids=["entry", "chart", "person", "provider", "referral"],
)
def test_what_changes_is_in_a_new_document(charted, item, told) -> None:
    (before,) = charted.sees()
    charted.feed(item)
    (after,) = charted.sees()

    assert after.id == before.id
    assert after != before
    assert (told is None and after.blobs == ()) or told in charted.document()


def test_what_says_nothing_new_makes_nothing_new(charted) -> None:
    (before,), files = charted.sees(), charted.files()

    assert charted.feed(PROBLEM, chart(), person()) == 0
    assert charted.feed(practice(accent="#123456")) == 1
    assert charted.feed(person(preferred_name="Ives"), person()) == 0

    assert charted.sees() == [before]
    assert charted.files() == files


def test_the_document_of_before_is_trimmed_like_a_file_that_nobody_sent(charted) -> None:
    (old,) = charted.sees()
    charted.feed(person(first_name="Ivette"))
    (new,) = charted.sees()

    kept, to_trim = charted.files()
    assert kept == {new.blobs[0].digest}
    assert to_trim == {old.blobs[0].digest}
    uploads.trim(charted.store, charted.blobs, now() + timedelta(minutes=1))
    assert charted.files() == (kept, set())
    assert b"Ivette" in charted.document()


def test_an_entry_that_is_deleted_is_in_it_no_more(charted) -> None:
    charted.feed(Removal(of="problem", id=PROBLEM.id))

    assert b"Asthma" not in charted.document()
    charted.feed(Removal(of="chart", id=IVY))
    assert charted.sees() == []


def test_an_entry_that_changes_its_person_leaves_the_first(charted) -> None:
    charted.feed(msgspec.structs.replace(PROBLEM, patient="elena"))

    told = {summary.patient: summary for summary in charted.sees()}
    assert set(told) == {IVY, "elena"}
    assert told["elena"].missing
    assert told[IVY].missing == ()


def test_nobody_hidden_has_a_summary(charted) -> None:
    charted.feed(person(status=PersonStatus.ARCHIVED))
    assert charted.sees() == []
    assert charted.files()[0] == set()

    charted.feed(person())
    assert b"Asthma" in charted.document()


@pytest.mark.rule("SUM-8")
def test_what_is_missing_is_told_without_a_document_until_it_comes(charted) -> None:
    charted.feed(person(birthdate=None, phones=()))
    (lacking,) = charted.sees()
    assert (lacking.missing, lacking.blobs) == ((Missing.BIRTHDATE, Missing.PHONE), ())

    charted.feed(person())
    assert charted.sees()[0].missing == ()
    assert b"Asthma" in charted.document()


def test_entries_may_come_before_their_person(clinic) -> None:
    clinic.feed(Removal(of="person", id=IVY))
    clinic.feed(chart(), PROBLEM)
    assert clinic.sees() == []

    clinic.feed(person())
    assert b"Asthma" in clinic.document()


def test_a_change_after_a_summary_was_claimed_is_not_lost(charted) -> None:
    feed(charted.store, person(first_name="Iv"))
    claimed = due.claim(charted.store, 10)
    feed(charted.store, person(first_name="Ivette"))

    with charted.store.writing() as connection:
        assert [due.settle(connection, each) for each in claimed] == [False]
    assert make_due(charted.store, charted.blobs) == 1
    assert b"Ivette" in charted.document()


def test_two_workers_make_it_once(charted) -> None:
    feed(charted.store, person(first_name="Ivette"))
    first = due.claim(charted.store, 10)

    assert [each.patient for each in first] == [IVY]
    assert due.claim(charted.store, 10) == []
    assert make_due(charted.store, charted.blobs) == 0


def test_a_worker_that_died_leaves_it_to_the_next(charted) -> None:
    feed(charted.store, person(first_name="Ivette"))
    due.claim(charted.store, 10)
    later = update(summary_due).values(due_at=now() - due.TRIED_AGAIN_AFTER)
    with charted.store.writing() as connection:
        connection.execute(later)

    assert make_due(charted.store, charted.blobs) == 1
    assert b"Ivette" in charted.document()


def test_many_workers_and_changes_end_with_the_last_change(charted) -> None:
    def work() -> None:
        for _ in range(8):
            make_due(charted.store, charted.blobs)

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for number in range(12):
        feed(charted.store, person(first_name=f"Ivy the {number}."))
    for worker in workers:
        worker.join()
    make_due(charted.store, charted.blobs)

    assert charted.waiting() == []
    assert b"Ivy the 11." in charted.document()
    assert charted.files()[0] == {charted.sees()[0].blobs[0].digest}


def test_one_that_cannot_be_made_keeps_no_other_waiting(charted) -> None:
    feed(charted.store, person(first_name="Ivette"))
    with charted.store.writing() as connection:
        connection.execute(update(chart_entry).values(body=b"{}"))
    charted.feed(msgspec.structs.replace(PROBLEM, id="other", patient="elena"))

    assert {summary.patient for summary in charted.sees()} == {IVY, "elena"}
    assert charted.waiting() == [IVY]
    assert b"Ivette" not in charted.document()


def test_what_the_practice_sends_stays_beside_what_is_made(charted) -> None:
    received = CareSummary(id="from-afar", patient=IVY, title="Summary of care", received=True)
    charted.feed(received)
    charted.feed(Chart(id="elena", patient=PatientId("elena")))

    titles = {summary.title: summary.received for summary in charted.sees()}
    assert titles == {TITLE: False, "Summary of care": True}


def test_codes_that_are_missing_leave_entries_out(charted) -> None:
    charted.feed(msgspec.structs.replace(PROBLEM, id="x", condition=PENICILLIN))

    (summary,) = charted.sees()
    assert summary.missing == (Missing.PROBLEM_CODES,)
    assert b"1 more is recorded" in charted.document()
