"""Reading for the search: records in small steps, then what the PDFs here say (HEAD-6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.models.found import SearchState
from desktop.models.vault import papers, search
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.pdf_process.bounds import SECONDS
from desktop.services import indexing
from desktop.services.context import Cancelled, Context
from desktop.services.indexing import Indexing
from portal_protocol.records import Blob, Section
from portal_protocol.summaries import CareSummary
from portal_protocol.sync import patient_stream
from tests.desktop.cda.papers import document, section, unstructured
from tests.desktop.models.vault.making import (
    ACCOUNT,
    ELENA,
    VISITS,
    keep,
    page,
    statement,
    take,
    visit,
)
from tests.desktop.views.viewers.papers import damaged, forever, locked, paper


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = Vault.create(VaultFolder(tmp_path / "vault"), VaultKey.new())
    yield opened
    opened.close()


@pytest.fixture
def reading(vault: Vault) -> Iterator[Indexing]:
    made = Indexing(vault)
    yield made
    made.close()


SUMMARIES = patient_stream(ELENA, Section.SUMMARY)
PAPER = paper()  # made once: it tells the second when it was made


def share(vault: Vault, *documents: bytes, here: bool = True) -> None:
    """A statement for each document, which is on this computer."""
    take(vault, page(ACCOUNT, 1, [statement(at, data) for at, data in enumerate(documents)]))
    for data in documents if here else ():
        keep(vault.documents, data)


def read(reading: Indexing) -> SearchState:
    """Everything that can be read."""
    state = reading.step(Context(), anew=True)
    while state.reading:
        state = reading.step(Context())
    return state


def found(vault: Vault, typed: str) -> list[str]:
    with vault.reading() as connection:
        return sorted(hit.id for hit in search.search(connection, typed, 50))


@pytest.mark.rule("HEAD-6")
def test_what_care_summaries_say_is_read_and_a_broken_one_passed_over(
    vault: Vault, reading: Indexing
) -> None:
    files = (
        document(section("<paragraph>Penicillin rash</paragraph>")),
        b"<ClinicalDocument",
        unstructured(b"Rinse with salt water", "text/plain"),
        unstructured(PAPER, "application/pdf"),
    )
    told = [
        CareSummary(id=f"c{at}", patient=ELENA, title="Care summary", blobs=(keep_xml(vault, one),))
        for at, one in enumerate(files)
    ]
    take(vault, page(SUMMARIES, 1, told))
    assert read(reading) == SearchState()
    assert found(vault, "penicillin") == ["c0"]
    assert found(vault, "salt water") == ["c2"]
    assert found(vault, "care summary") == ["c0", "c1", "c2", "c3"]
    with vault.reading() as connection:
        assert papers.waiting(connection) == []


def keep_xml(vault: Vault, data: bytes) -> Blob:
    return replace(keep(vault.documents, data), media_type="application/xml")


@pytest.mark.rule("HEAD-6")
def test_what_documents_say_is_read_after_the_records(vault: Vault, reading: Indexing):
    share(vault, PAPER, paper([["A second one", "Fluoride varnish"]]))
    assert read(reading) == SearchState()
    assert found(vault, "crown jonas") == ["s0"]
    assert found(vault, "varnish") == ["s1"]
    assert found(vault, "342.60") == ["s0"]


def test_records_are_read_in_small_steps(
    vault: Vault, reading: Indexing, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(indexing, "RECORDS", 2)
    take(vault, page(VISITS, 1, [visit(number) for number in range(5)]))
    left = [reading.step(Context()).records for _ in range(3)]
    assert left == [3, 1, 0]
    assert found(vault, "cleaning") == ["v0", "v1", "v2", "v3", "v4"]


@pytest.mark.rule("HEAD-6")
def test_documents_that_are_not_here_are_read_when_they_come(vault: Vault, reading: Indexing):
    share(vault, PAPER, here=False)
    assert read(reading) == SearchState(absent=1)
    keep(vault.documents, PAPER)
    assert read(reading) == SearchState()
    assert found(vault, "crown") == ["s0"]


def test_when_a_document_leaves_this_computer_its_text_goes(vault: Vault, reading: Indexing):
    share(vault, PAPER, paper([["Fluoride"]]))
    read(reading)
    vault.documents.remove(statement(0, PAPER).blobs[0].digest)
    assert read(reading) == SearchState(absent=1)
    assert found(vault, "crown") == []
    assert found(vault, "fluoride") == ["s1"]


def test_what_cannot_be_read_is_passed_over_once(
    vault: Vault, reading: Indexing, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(SECONDS, "4")
    share(vault, locked(), damaged(), forever(), PAPER)
    assert read(reading) == SearchState()
    assert found(vault, "crown") == ["s3"]
    with vault.reading() as connection:
        states = connection.exec_driver_sql("SELECT read FROM blob ORDER BY record").scalars()
        assert list(states) == [2, 2, 2, 1]


def test_a_document_damaged_on_the_disk_is_passed_over(vault: Vault, reading: Indexing):
    share(vault, PAPER)
    path = vault.documents._path(statement(0, PAPER).blobs[0].digest)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert read(reading) == SearchState()
    assert found(vault, "statement") == ["s0"]


def test_reading_that_was_ended_says_nothing_about_the_document(vault: Vault, reading: Indexing):
    share(vault, forever())
    reading.abort()
    with pytest.raises(Cancelled):
        read(reading)
    again = Indexing(vault)
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        again.step(context)
    again.close()
    with vault.reading() as connection:
        assert connection.exec_driver_sql("SELECT read FROM blob").scalar_one() == 0
