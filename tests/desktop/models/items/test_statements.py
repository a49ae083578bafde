from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.items.statements import StatementRow, StatementsModel, chip_of, summary_of
from desktop.models.shown import Page
from portal_protocol.records import PaymentState, StatementType
from tests.desktop.models.items.sample import FAMILY, IVY, payment, shown, statement

NOV_3 = datetime(2026, 11, 3, 15, tzinfo=UTC)


def model(*records) -> StatementsModel:
    made = StatementsModel()
    made.set_context(FAMILY, ())
    made.wanted.connect(lambda _cursor, turn: made.take(Page(records, None, len(records)), turn))
    made.refresh()
    return made


def rows_of(table: StatementsModel) -> list[StatementRow]:
    return [row for row in table.rows if isinstance(row, StatementRow)]


@pytest.mark.rule("ACC-1")
def test_a_row_says_date_kind_whom_amount_and_whether_it_is_here():
    [one] = rows_of(model(shown(statement(), new=True)))
    assert (one.title, one.about, one.amount) == ("Oct 28, 2026", "Family", "$342.60")
    assert one.spoken == (
        "new, Statement Oct 28, 2026, Family, $342.60, Due Nov 25, Saved on this computer"
    )


@pytest.mark.rule("ACC-7")
def test_each_row_says_whether_it_is_on_this_computer():
    rows = rows_of(model(shown(statement(1)), shown(statement(2), saved=False)))
    assert [row.saved for row in rows] == ["Saved on this computer", "Not saved yet"]


def test_invoices_and_receipts_say_so():
    invoice = statement(type=StatementType.INVOICE, family=False, patient=IVY)
    receipt = statement(2, type=StatementType.RECEIPT)
    rows = rows_of(model(shown(invoice), shown(receipt)))
    assert [row.about for row in rows] == ["Invoice, Ivy", "Receipt, Family"]
    assert rows[1].chip is None


@pytest.mark.rule("ACC-1")
def test_the_arrow_unfolds_the_summary_of_balance(qtbot: QtBot):
    table = model(shown(statement(insurance_estimate_cents=10000)))
    with qtbot.waitSignal(table.dataChanged):
        table.unfold(table.index(0, 0))
    assert rows_of(table)[0].unfolded
    assert [(line.label, line.amount) for line in rows_of(table)[0].summary] == [
        ("Balance before", "$0.00"),
        ("Visits Sep 16 to Oct 21", "$642.00"),
        ("Insurance paid", "−$214.40"),
        ("Adjustments", "−$85.00"),
        ("Balance on this statement", "$342.60"),
        ("Insurance estimate", "−$100.00"),
        ("Your part", "$242.60"),
    ]
    table.unfold(table.index(0, 0), shown=True)
    assert rows_of(table)[0].unfolded
    table.unfold(table.index(0, 0), shown=False)
    assert not rows_of(table)[0].unfolded


def test_a_statement_without_days_only_says_visits():
    assert summary_of(statement(covers_from=None))[1].label == "Visits"


@pytest.mark.parametrize(
    ("changes", "paid", "said"),
    [
        ({"balance_cents": 0}, (), "Nothing due"),
        ({"due_on": date(2026, 11, 25)}, (), "Due Nov 25"),
        ({}, (payment(12000, NOV_3),), "Part paid"),
        ({}, (payment(34260, NOV_3, state=PaymentState.PENDING),), "Part paid"),
        ({}, (payment(34260, NOV_3),), "Paid Nov 3"),
    ],
)
def test_the_chip_says_what_was_paid(changes, paid, said):
    chip = chip_of(statement(**changes), paid, FAMILY)
    assert chip is not None
    assert chip.text == said
