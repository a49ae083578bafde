"""The demo's care summaries: made from charts, received, and one that cannot be made."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from portal_protocol.charts import Entry
from portal_protocol.records import Kind, PatientId
from portal_protocol.summaries import CareSummary, Missing, Referral
from practice_server.blobs import BlobStore
from practice_server.demo import people
from practice_server.demo.practice import DemoPractice
from practice_server.feed import records
from practice_server.settings import Settings
from practice_server.store.store import Store
from practice_server.store.tables import record
from practice_server.summaries.making import make_due, summary_of
from practice_server.summaries.reading import sources_of
from tests.practice_server.ccd.charts import MADE_AT
from tests.practice_server.ccd.standard import Standard

pytestmark = pytest.mark.rule("SUM-1")

FAMILY = (people.ELENA, people.JONAS, people.IVY, people.THEO)
COMPLETE = (*FAMILY, people.DANIEL, people.MARGIT, people.GRACE)


@pytest.fixture(scope="module")
def fed(
    practice: DemoPractice, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store with the demo in it, and its summaries made."""
    folder = tmp_path_factory.mktemp("demo")
    path = folder / "practice.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    store = Store.open(f"sqlite:///{path}")
    records.apply(store, practice.items)
    make_due(store, BlobStore.open(Settings(feed_key="k" * 40, base=folder)))
    yield store
    store.close()


def summaries(store: Store) -> dict[str | None, list[CareSummary]]:
    """Everybody's summaries, those made here first."""
    wanted = select(record.c.body).where(record.c.kind == Kind.CARE_SUMMARY, record.c.alive)
    with store.reading() as connection:
        found = [msgspec.json.decode(body, type=CareSummary) for body in connection.scalars(wanted)]
    told: dict[str | None, list[CareSummary]] = {}
    for summary in sorted(found, key=lambda each: each.received):
        told.setdefault(summary.patient, []).append(summary)
    return told


def test_everybody_with_a_chart_has_a_summary(fed: Store) -> None:
    told = summaries(fed)

    assert set(told) == {*COMPLETE, people.HANAKO}
    for patient in COMPLETE:
        assert told[patient][0].missing == ()
        assert told[patient][0].blobs


@pytest.mark.rule("SUM-8")
def test_hanakos_cannot_be_made_and_says_why(fed: Store) -> None:
    (summary,) = summaries(fed)[people.HANAKO]

    assert summary.blobs == ()
    assert set(summary.missing) == {
        Missing.PHONE,
        Missing.ADDRESS,
        Missing.CITY,
        Missing.STATE,
    }


def test_elena_has_one_that_another_practice_sent(fed: Store, practice: DemoPractice) -> None:
    made, received = summaries(fed)[people.ELENA]

    assert (made.received, received.received) == (False, True)
    assert (received.author, received.custodian) == ("Dr. Mei Chen", "Bayview Endodontics")
    (data,) = [each.data for each in practice.blobs if each.blob == received.blobs[0]]
    assert b"The crown may go ahead" in data


@pytest.mark.parametrize("patient", FAMILY)
def test_the_family_has_entries_of_most_kinds(practice: DemoPractice, patient: PatientId) -> None:
    entries = [item for item in practice.items if isinstance(item, Entry)]
    kinds = {type(item).__name__ for item in entries if item.patient == patient}

    assert len(kinds) >= 7
    assert {"Chart", "Problem", "Immunization", "Procedure", "SocialHistory", "VitalSigns"} <= kinds


@pytest.mark.rule("SUM-4")
def test_one_referral_is_trusted_for_direct_messages_and_one_is_not(
    practice: DemoPractice,
) -> None:
    found = {item.patient: item for item in practice.items if isinstance(item, Referral)}

    assert found[people.ELENA].trusted
    assert found[people.ELENA].direct_address.endswith(".example")
    assert (found[people.JONAS].trusted, found[people.JONAS].direct_address) == (False, "")


@pytest.mark.parametrize("patient", COMPLETE)
def test_their_documents_meet_the_standard(fed: Store, hl7: Standard, patient: PatientId) -> None:
    with fed.reading() as connection:
        sources = sources_of(connection, patient)
    assert sources is not None

    assert hl7.complaints(summary_of(sources, MADE_AT).data or b"") == []


def test_what_was_received_meets_the_standard(practice: DemoPractice, hl7: Standard) -> None:
    (summary,) = [item for item in practice.items if isinstance(item, CareSummary)]
    (data,) = [each.data for each in practice.blobs if each.blob == summary.blobs[0]]

    assert hl7.complaints(data) == []
