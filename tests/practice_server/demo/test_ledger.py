"""The ledger adds up, whatever is in it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal_protocol.records import PatientId
from practice_server.demo import bills
from practice_server.demo.ledger import Entry, EntryKind, Ledger

START = date(2024, 2, 27)
ELENA = PatientId("elena")


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Charges, some of them answered by insurance on a later day, and other entries."""
    entries = []
    for number in range(draw(st.integers(0, 25))):
        kind = draw(st.sampled_from([EntryKind.CHARGE, EntryKind.ADJUSTMENT, EntryKind.PAYMENT]))
        day = START + timedelta(days=draw(st.integers(0, 60)))
        cents = draw(st.integers(1, 300_000))
        signed = cents if kind is EntryKind.CHARGE else -cents
        expected = draw(st.integers(0, cents)) if kind is EntryKind.CHARGE else 0
        key = f"e{number:02}"
        entries.append(Entry(key, day, ELENA, kind, "Exam", signed, expected=expected))
        if expected and draw(st.booleans()):
            later = day + timedelta(days=draw(st.integers(0, 30)))
            entries.append(
                Entry(f"{key}-i", later, ELENA, EntryKind.INSURANCE, "Paid", -expected, claim=key)
            )
    return Ledger(draw(st.permutations(entries)))


@given(ledgers(), st.lists(st.integers(0, 95), min_size=1, max_size=6, unique=True))
def test_statements_follow_on_and_end_at_the_ledgers_balance(
    ledger: Ledger, offsets: list[int]
) -> None:
    after, owed = date.min, 0
    for offset in sorted(offsets):
        upto = START + timedelta(days=offset)
        made = ledger.figures(after, upto)
        assert made.before == owed
        assert made.balance == ledger.balance(upto)
        after, owed = upto, made.balance


@given(ledgers(), st.integers(-1, 90), st.integers(0, 90))
def test_the_rows_of_a_bill_add_up_to_its_balance(ledger: Ledger, start: int, length: int) -> None:
    after = START + timedelta(days=start)
    upto = after + timedelta(days=length)
    made = ledger.figures(after, upto)
    rows = bills.rows(ledger, ledger.between(after, upto), upto, {ELENA: "Elena"})
    assert made.before + sum(row.you for row in rows) == made.balance


@given(ledgers(), st.integers(0, 90))
def test_an_estimate_is_what_insurance_has_not_answered(ledger: Ledger, offset: int) -> None:
    upto = START + timedelta(days=offset)
    known = [entry for entry in ledger.entries if entry.on <= upto]
    expected = sum(entry.expected for entry in known)
    paid = -sum(entry.cents for entry in known if entry.kind is EntryKind.INSURANCE)
    assert ledger.figures(date.min, upto).estimate == expected - paid
