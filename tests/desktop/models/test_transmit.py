"""Which transmission is told of as not arrived (SUM-4)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.transmit import addressees, undelivered
from portal_protocol.records import PatientId
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Delivery, Transmission, Way

ME, OTHER = PatientId("me"), PatientId("other")


def sent(
    number: int, state: str, address: str, actor: PatientId = ME, what: tuple[str, ...] = ("one",)
) -> Transmission:
    return Transmission(
        id=str(number),
        patient=ME,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        summaries=what,
        way=Way.EMAIL,
        address=address,
        state=state,
        actor=actor,
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Transmission]:
    parts = st.tuples(
        st.sampled_from([*(each.value for each in Delivery), "of_a_newer_server"]),
        st.sampled_from(["a@x.example", "A@x.example", "b@x.example"]),
        st.sampled_from([ME, OTHER]),
        st.sampled_from([("one",), ("two",), ("one", "two")]),
    )
    return [sent(at, *each) for at, each in enumerate(draw(st.lists(parts, max_size=8)))]


@pytest.mark.rule("SUM-4")
@given(histories(), st.frozensets(st.integers(0, 7).map(str)))
def test_the_newest_of_ones_own_that_failed_and_was_not_sent_again(
    history: list[Transmission], told: frozenset[str]
) -> None:
    def still_open(at: int) -> bool:
        one = history[at]
        later = [x for x in history[:at] if x.actor == ME]
        same = [x for x in later if x.address.casefold() == one.address.casefold()]
        mine = one.actor == ME and one.state == Delivery.FAILED and one.id not in told
        return mine and not all(any(s in x.summaries for x in same) for s in one.summaries)

    expected = [one for at, one in enumerate(history) if still_open(at)]
    assert undelivered(history, ME, told) == (expected[0] if expected else None)


@pytest.mark.rule("SUM-4")
def test_one_that_was_sent_again_is_told_no_more() -> None:
    failed, delivered = sent(0, "failed", "a@x.example"), sent(1, "delivered", "A@x.example")
    assert undelivered([failed, delivered], ME, ()) is failed
    assert undelivered([delivered, failed], ME, ()) is None
    assert undelivered([failed], OTHER, ()) is None
    assert undelivered([failed], ME, (failed.id,)) is None


@pytest.mark.rule("SUM-4")
def test_sending_another_summary_there_silences_nothing() -> None:
    failed = sent(1, "failed", "a@x.example", what=("one", "two"))
    assert undelivered([sent(0, "sent", "a@x.example"), failed], ME, ()) is failed
    both = [sent(0, "sent", "a@x.example"), sent(2, "sent", "a@x.example", what=("two",)), failed]
    assert undelivered(both, ME, ()) is None


@pytest.mark.rule("SUM-4")
def test_those_referred_to_come_newest_first_and_once() -> None:
    def referral(name: str, address: str = "", *, trusted: bool = False) -> Referral:
        return Referral(
            id=f"{name} {address}",
            patient=ME,
            provider_name=name,
            direct_address=address,
            trusted=trusted,
        )

    a22, b21 = referral("A", "a@d", trusted=True), referral("B", "b@d", trusted=True)
    c19, a18 = referral("C"), referral("A")
    found = addressees([a22, b21, a22, c19, a18, c19])
    assert (found.trusted, found.untrusted) == ((a22, b21), (c19,))
