"""Statements, invoices and receipts: their figures, and their PDFs."""

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from portal_protocol.records import (
    Payment,
    PaymentState,
    Statement,
    StatementType,
    patient_part_cents,
)
from practice_server.demo import office, people
from practice_server.demo.documents import PDF_PASSWORD, Document
from practice_server.demo.families import Family
from practice_server.demo.ledger import EntryKind
from practice_server.demo.papers import money, page_count
from practice_server.demo.practice import DemoPractice
from tests.practice_server.demo.conftest import TODAY


def read(document: Document) -> PdfReader:
    reader = PdfReader(BytesIO(document.content.data))
    if reader.is_encrypted:
        assert reader.decrypt(PDF_PASSWORD)
    return reader


def readable(families: list[Family]) -> list[Document]:
    damaged = damaged_of(families[0]).record.id
    every = [document for family in families for document in family.documents]
    return [document for document in every if document.record.id != damaged]


def damaged_of(family: Family) -> Document:
    wanted = family.account.statements[-4].id
    return next(document for document in family.documents if document.record.id == wanted)


def encrypted_of(family: Family) -> list[Document]:
    return [d for d in family.documents if b"/Encrypt" in d.content.data]


def statements(family: Family) -> list[Statement]:
    records = [document.record for document in family.documents]
    return [record for record in records if record.type is StatementType.STATEMENT]


@pytest.mark.rule("ACC-1")
def test_the_figures_of_every_document_add_up(every_family: list[Family]) -> None:
    for record in (d.record for family in every_family for d in family.documents):
        assert record.balance_cents == (
            record.balance_before_cents
            + record.charges_cents
            + record.insurance_paid_cents
            + record.adjustments_cents
            + record.payments_cents
        )
        assert record.insurance_paid_cents <= 0
        assert record.payments_cents <= 0
        assert record.insurance_estimate_cents >= 0
        assert patient_part_cents(record) <= record.balance_cents


def test_each_statement_begins_where_the_one_before_ended(every_family: list[Family]) -> None:
    for family in every_family:
        made = statements(family)
        assert all(one.balance_cents == two.balance_before_cents for one, two in pairwise(made))
        assert all(one.at and two.at and one.at < two.at for one, two in pairwise(made))
        if made:
            assert made[0].balance_before_cents == 0


def test_nothing_of_the_ledger_is_left_out_of_the_statements(marlowes: Family) -> None:
    last = marlowes.account.statements[-1].on
    known = [entry for entry in marlowes.account.ledger.entries if entry.on <= last]
    for kind, name in (
        (EntryKind.CHARGE, "charges_cents"),
        (EntryKind.INSURANCE, "insurance_paid_cents"),
        (EntryKind.ADJUSTMENT, "adjustments_cents"),
        (EntryKind.PAYMENT, "payments_cents"),
    ):
        in_ledger = sum(entry.cents for entry in known if entry.kind is kind)
        assert sum(getattr(record, name) for record in statements(marlowes)) == in_ledger


@pytest.mark.rule("ACC-2")
def test_the_last_statement_has_a_payment_since_and_one_pending(
    marlowes: Family, practice: DemoPractice
) -> None:
    last = statements(marlowes)[-1]
    assert last.balance_cents == 34260
    assert last.due_on == date(2026, 11, 25)
    assert (last.covers_from, last.covers_to) == (date(2026, 9, 16), date(2026, 10, 21))
    since = [
        (item.amount_cents, item.state)
        for item in practice.items
        if isinstance(item, Payment) and item.patient == people.ELENA and item.at and last.at
        if item.at > last.at
    ]
    assert since == [(12000, PaymentState.POSTED), (8000, PaymentState.PENDING)]


def test_the_three_newest_documents_of_elena_are_statements(marlowes: Family) -> None:
    mine = [d.record for d in marlowes.documents if d.record.patient == people.ELENA]
    newest = sorted(mine, key=lambda record: str(record.at), reverse=True)[:3]
    assert [record.type for record in newest] == [StatementType.STATEMENT] * 3
    assert [record.balance_cents for record in newest] == [34260, 8500, 0]


def test_one_old_statement_ends_in_a_credit(marlowes: Family) -> None:
    assert -4500 in [record.balance_cents for record in statements(marlowes)]


def test_every_type_of_document_exists(marlowes: Family) -> None:
    assert {document.record.type for document in marlowes.documents} == set(StatementType)


@pytest.mark.rule("ACC-5")
def test_pdfs_have_one_to_twelve_pages_and_open(every_family: list[Family]) -> None:
    counts = set()
    for document in readable(every_family):
        pages = len(read(document).pages)
        counts.add(pages)
        assert 1 <= pages <= 12
    assert {1, 2, 3, 12} <= counts
    assert any(4 <= count <= 8 for count in counts)


def test_page_counts_are_known_before_drawing(marlowes: Family) -> None:
    bills = {bill.id: bill for bill in marlowes.account.statements}
    for document in readable([marlowes]):
        if document.record.id in bills:
            rows = len(bills[document.record.id].rows)
            assert len(read(document).pages) == page_count(rows)


def test_the_paper_shows_the_balance_of_the_record(every_family: list[Family]) -> None:
    for document in readable(every_family):
        text = "".join(page.extract_text() for page in read(document).pages)
        assert money(document.record.balance_cents) in text
        assert office.practice().name in text


def test_every_row_of_a_long_statement_is_on_its_pages(marlowes: Family) -> None:
    longest = max(readable([marlowes]), key=lambda document: len(read(document).pages))
    texts = [page.extract_text() for page in read(longest).pages]
    assert "Page 12 of 12" in texts[-1]
    assert all("Description" in text for text in texts)
    charged = sum(text.count("Periodontal maintenance") for text in texts)
    first, last = longest.record.covers_from, longest.record.covers_to
    assert first is not None
    assert last is not None
    treated = [
        entry
        for entry in marlowes.account.ledger.entries
        if entry.text == "Periodontal maintenance" and first <= entry.on <= last
    ]
    assert charged == len(treated)


@pytest.mark.rule("ACC-5")
def test_one_pdf_asks_for_its_password(marlowes: Family) -> None:
    (document,) = encrypted_of(marlowes)
    locked = PdfReader(BytesIO(document.content.data))
    with pytest.raises(FileNotDecryptedError):
        len(locked.pages)
    assert not locked.decrypt("wrong")
    assert locked.decrypt(PDF_PASSWORD)
    assert "Filling" in locked.pages[0].extract_text()


@pytest.mark.rule("ACC-5")
@pytest.mark.filterwarnings("ignore")
def test_one_pdf_is_damaged(marlowes: Family) -> None:
    data = damaged_of(marlowes).content.data
    assert data.startswith(b"%PDF-")
    with pytest.raises(PyPdfError):
        len(PdfReader(BytesIO(data)).pages)


@pytest.mark.rule("ACC-7")
def test_the_locked_and_the_damaged_one_are_among_those_kept_offline(marlowes: Family) -> None:
    two_years_ago = TODAY - timedelta(days=700)
    for document in (damaged_of(marlowes), *encrypted_of(marlowes)):
        assert document.record.at is not None
        assert document.record.at.date() > two_years_ago


def test_names_on_paper_are_latin(every_family: list[Family]) -> None:
    billed = [family.account for family in every_family if family.documents]
    for person in (person for account in billed for person in account.people):
        assert f"{person.first_name}{person.last_name}".isascii()
