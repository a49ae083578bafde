"""The honest line, whatever the payments (ACC-2)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.portal.reads.bills import reckoned
from portal_protocol.records import Blob, Payment, PaymentState
from tests.desktop.services.portal.practice import ELENA, NOW, payment, statement

pytestmark = pytest.mark.rule("ACC-2")
ACCOUNT = frozenset({ELENA})
STATEMENT = statement(Blob(digest="0" * 64, size=1))
STATES = st.sampled_from(PaymentState)

payments = st.lists(
    st.builds(
        payment,
        st.uuids().map(str),
        st.integers(-1000, 100_000),
        st.integers(0, 60),
        STATES,
        statement=st.sampled_from(["", "s-1", "other"]),
        currency=st.sampled_from(["USD", "CAD"]),
    )
)


@given(payments)
def test_what_is_left_adds_up_and_is_never_below_zero(rows: list[Payment]) -> None:
    balance = reckoned(STATEMENT, rows, ACCOUNT)
    paid = sum(row.amount_cents for row in (*balance.paid_since, *balance.pending))
    assert balance.left_cents >= 0
    assert balance.over_cents >= 0
    assert balance.left_cents - balance.over_cents == STATEMENT.balance_cents - paid


@given(payments)
def test_nothing_from_before_the_statement_counts_again(rows: list[Payment]) -> None:
    made = NOW - timedelta(days=10)
    assert all(
        row.at is not None and row.at > made
        for row in reckoned(STATEMENT, rows, ACCOUNT).paid_since
    )


def test_a_payment_of_another_account_counts_only_for_the_statement_it_names() -> None:
    other = payment("p", 1000, 1, PaymentState.POSTED)
    named = payment("q", 1000, 1, PaymentState.POSTED, statement="s-1")
    balance = reckoned(STATEMENT, [other, named], frozenset())
    assert [row.id for row in balance.paid_since] == ["q"]
