from datetime import UTC, datetime

import pytest

from desktop.models.items.balances import balance_text
from desktop.models.shown import Balance
from tests.desktop.models.items.sample import FAMILY, payment, statement


@pytest.mark.rule("ACC-2")
def test_the_balance_is_that_of_the_last_statement_with_its_date():
    said = balance_text(Balance(statement(), left_cents=34260), FAMILY)
    assert said.figure == "$342.60"
    assert said.dated == "Statement of Oct 28, 2026, due Nov 25"
    assert said.lines == ()
    assert said.note == "Visits after Oct 28 come with your next statement."


@pytest.mark.rule("ACC-2")
def test_payments_since_and_pending_are_told_apart_with_what_is_left():
    paid = payment(12000, datetime(2026, 11, 3, 15, tzinfo=UTC))
    waits = payment(8000, datetime(2026, 11, 9, 15, tzinfo=UTC))
    said = balance_text(Balance(statement(), (paid,), (waits,), 14260), FAMILY)
    assert [line.spoken for line in said.lines] == [
        "Paid since, Card, Nov 3, −$120.00",
        "Pending, Card, Nov 9, not yet posted, −$80.00",
        "Left once the pending payment posts, $142.60",
    ]


def test_more_than_asked_says_so():
    paid = payment(40000, datetime(2026, 11, 3, 15, tzinfo=UTC))
    said = balance_text(Balance(statement(), (paid,), (), 0, 5740), FAMILY)
    assert said.lines[-1].spoken == "Paid more than this statement asks, $57.40"
