"""The demo practice is the same each time, of any size."""

import hashlib
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from random import Random

import msgspec
import pytest
from pypdf import PdfReader

from portal_protocol.feed import FeedItem
from portal_protocol.records import Person, Record, Statement
from practice_server import demo
from practice_server.demo import padding
from practice_server.demo.practice import DemoPractice
from tests.practice_server.demo.conftest import TODAY

PRINT_DIGEST = """
from datetime import date
from practice_server import demo
from tests.practice_server.demo.test_build import digest
print(digest(demo.build(today=date(2026, 11, 9))))
"""


def digest(practice: DemoPractice) -> str:
    """Everything of it in one digest."""
    whole = hashlib.sha256(msgspec.json.encode(practice.items))
    for content in practice.blobs:
        whole.update(content.data)
    return whole.hexdigest()


def keys(practice: DemoPractice) -> list[tuple[str, str]]:
    return [(type(item).__name__, item.id) for item in practice.items]


def test_two_processes_build_the_same_bytes(practice: DemoPractice) -> None:
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == digest(practice)


def test_another_day_has_the_same_records_with_other_times(practice: DemoPractice) -> None:
    for ahead in (3, 200):
        later = demo.build(today=TODAY + timedelta(days=ahead))
        assert sorted(keys(later)) == sorted(keys(practice))
        assert digest(later) != digest(practice)


def test_ids_are_unique_and_items_survive_the_wire(practice: DemoPractice) -> None:
    assert len(set(keys(practice))) == len(practice.items)
    body = msgspec.json.encode(practice.items)
    assert msgspec.json.decode(body, type=tuple[FeedItem, ...]) == practice.items


def test_blobs_are_those_that_records_name(practice: DemoPractice) -> None:
    named = {b.digest: b.size for i in practice.items if isinstance(i, Record) for b in i.blobs}
    assert named == {content.blob.digest: len(content.data) for content in practice.blobs}
    for content in practice.blobs:
        assert hashlib.sha256(content.data).hexdigest() == content.blob.digest


@pytest.mark.parametrize("size", [4, 5, 100, 3000])
def test_a_family_has_as_many_records_as_asked(size: int) -> None:
    made = demo.build(size, today=TODAY)
    about_them = [i for i in made.items if isinstance(i, Record) and i.patient]
    assert len(about_them) == size
    assert len({(type(item), item.id) for item in about_them}) == size
    assert {item.guarantor for item in made.items if isinstance(item, Person)} == {"marlowe-elena"}
    assert len(made.blobs) <= 8


def test_a_family_has_documents_of_any_size_together() -> None:
    made = demo.build(500, today=TODAY, blob_bytes=25_000_001)
    assert sum(len(content.data) for content in made.blobs) == 25_000_001
    named = {b.digest for i in made.items if isinstance(i, Statement) for b in i.blobs}
    assert named == {content.blob.digest for content in made.blobs}


def test_sizes_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        demo.build(3, today=TODAY)
    with pytest.raises(ValueError, match="statements"):
        demo.build(4, today=TODAY, blob_bytes=5000)
    with pytest.raises(ValueError, match="at least"):
        padding.padded_pdf(10, Random(1))


@pytest.mark.parametrize("size", [padding.LEAST, 99_999, 1_000_000])
def test_padded_pdfs_are_pdfs_of_that_size(size: int) -> None:
    made = padding.padded_pdf(size, Random(size))
    assert len(made) == size
    assert "Harbor" in PdfReader(BytesIO(made), strict=True).pages[0].extract_text()


def test_without_a_day_it_is_built_for_today() -> None:
    made = demo.build(4)
    born = next(item.birthdate for item in made.items if isinstance(item, Person))
    assert born is not None
    assert abs((date.today().year - born.year) - 43) <= 1  # noqa: DTZ011
