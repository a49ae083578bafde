"""The text of PDFs in the search: under their records, and gone with them (HEAD-6, WHO-6)."""

import pytest

from desktop.models.vault import indexing, papers, search
from desktop.models.vault.papers import Paper
from desktop.models.vault.vault import Vault
from portal_protocol.mail import Message
from portal_protocol.records import Blob
from portal_protocol.sync import Tombstone
from tests.desktop.models.vault.making import ACCOUNT, ELENA, NOON, page, statement, take

LETTER = b"a letter"
SECOND = b"another"


@pytest.fixture
def told(vault: Vault) -> Vault:
    """A vault with two statements whose documents search has read."""
    take(vault, page(ACCOUNT, 1, [statement(1, LETTER), statement(2, SECOND)]))
    read_all(vault, "Ihr Überweisungsträger 根管治疗")
    return vault


def read_all(vault: Vault, text: str | None) -> int:
    """Let search read everything, each document with this text; returns how many were noted."""
    with vault.writing() as connection:
        while indexing.index_some(connection, 100):
            pass
        return sum(papers.note(connection, each, text) for each in papers.waiting(connection))


def found(vault: Vault, typed: str) -> list[str]:
    with vault.reading() as connection:
        return [hit.id for hit in search.search(connection, typed, 9)]


def left_in_index(vault: Vault) -> set[str]:
    """Every word that the search still holds, of any record."""
    with vault.writing() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.kept USING fts5vocab('main', 'search', 'row')"
        )
        words = set(connection.exec_driver_sql("SELECT term FROM kept").scalars())
        connection.exec_driver_sql("DROP TABLE temp.kept")
        pages = connection.exec_driver_sql("SELECT words, paper, pages FROM search").all()
    return words | {part for row in pages for text in row for part in text.split()}


@pytest.mark.rule("HEAD-6")
def test_what_a_document_says_finds_its_record(told: Vault):
    assert found(told, "uberweisungs") == ["s2", "s1"]  # the later first
    assert found(told, "治疗 statement") == ["s2", "s1"]
    with told.reading() as connection:
        hit = search.search(connection, "uberweisungs", 9)[0]
        assert hit.pages == "Ihr Überweisungsträger 根管治疗\n"
        assert papers.waiting(connection) == []


def test_a_document_that_cannot_be_read_is_passed_over_once(vault: Vault):
    take(vault, page(ACCOUNT, 1, [statement(1, LETTER)]))
    assert read_all(vault, None) == 1
    assert read_all(vault, None) == 0
    assert found(vault, "statement") == ["s1"]


def test_files_that_are_no_pdfs_never_wait(vault: Vault):
    photo = Blob("ab" * 32, 5, "image/jpeg", "smile.jpg")
    letter = Blob("cd" * 32, 5, name="plan.pdf")
    message = Message(id="m", patient=ELENA, at=NOON, subject="Photo", blobs=(photo, letter))
    take(vault, page("patient:elena:webmail", 1, [message]))
    with vault.writing() as connection:
        indexing.index_some(connection, 9)
        assert [each.digest for each in papers.waiting(connection)] == [letter.digest]
    assert found(vault, "smile") == ["m"]


def test_a_changed_record_is_read_again_with_its_document(told: Vault):
    take(told, page(ACCOUNT, 2, [statement(1, SECOND)]))
    assert found(told, "uberweisungs") == ["s2"]
    assert read_all(told, "new words") == 1
    assert found(told, "new words") == ["s1"]


def test_a_text_that_comes_after_its_record_went_is_not_kept(vault: Vault):
    take(vault, page(ACCOUNT, 1, [statement(1, LETTER)]))
    with vault.writing() as connection:
        indexing.index_some(connection, 9)
        late = papers.waiting(connection)
    take(vault, page(ACCOUNT, 2, [Tombstone(id="s1", of="statement")]))
    with vault.writing() as connection:
        assert [papers.note(connection, each, "secret") for each in late] == [False]
    assert left_in_index(vault) == set()


def test_a_text_that_comes_after_its_document_changed_is_not_kept(vault: Vault):
    take(vault, page(ACCOUNT, 1, [statement(1, LETTER)]))
    with vault.writing() as connection:
        indexing.index_some(connection, 9)
        late = papers.waiting(connection)
    take(vault, page(ACCOUNT, 2, [statement(1, SECOND)]))
    with vault.writing() as connection:
        indexing.index_some(connection, 9)
        assert [papers.note(connection, each, "old words") for each in late] == [False]
        assert papers.waiting(connection) != late
    assert found(vault, "old") == []


def test_when_a_document_leaves_this_computer_its_text_goes(told: Vault):
    with told.writing() as connection:
        here = statement(2, SECOND).blobs[0].digest
        gone = papers.gone(connection, lambda digest: digest == here)
        papers.forget(connection, gone)
        assert papers.gone(connection, lambda digest: digest == here) == []
        waits = [each.digest for each in papers.waiting(connection)]
        assert waits == [statement(1, LETTER).blobs[0].digest]
    assert found(told, "uberweisungs") == ["s2"]
    assert set(found(told, "statement")) == {"s1", "s2"}


@pytest.mark.rule("WHO-6")
def test_nothing_of_a_purged_stream_is_found_or_left_in_the_index(told: Vault):
    message = Message(id="m", patient=ELENA, at=NOON, subject="Unforgettable")
    take(told, page("patient:elena:webmail", 1, [message]))
    read_all(told, "")
    assert {"uberweisungstrager", "unforgettable"} <= left_in_index(told)
    take(told, gone=(ACCOUNT, "patient:elena:webmail"))
    assert found(told, "uberweisungs") == found(told, "unforgettable") == []
    assert left_in_index(told) == set()
    with told.reading() as connection:
        for table in ("search_content", "search_docsize", "indexed", "blob", "unread"):
            rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert rows.scalar_one() == 0, table


def test_two_documents_of_a_record_are_both_found(vault: Vault):
    take(vault, page(ACCOUNT, 1, [statement(1, LETTER, SECOND)]))
    with vault.writing() as connection:
        indexing.index_some(connection, 9)
        first, second = papers.waiting(connection)
        assert papers.note(connection, first, "Apples")
        assert papers.note(connection, second, "Pears")
        assert not papers.note(connection, Paper(first.record, first.digest), "Plums")
    assert found(vault, "apples pears") == ["s1"]
    assert found(vault, "plums") == []
