"""Which transmission is told of as not arrived (SUM-4)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.transmit import undelivered
from portal_protocol.records import PatientId
from portal_protocol.transmissions import Delivery, Transmission, Way

ME, OTHER = PatientId("me"), PatientId("other")


def sent(number: int, state: str, address: str, actor: PatientId = ME) -> Transmission:
    return Transmission(
        id=str(number),
        patient=ME,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        summaries=("one",),
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
    )
    return [sent(at, *each) for at, each in enumerate(draw(st.lists(parts, max_size=8)))]


@pytest.mark.rule("SUM-4")
@given(histories(), st.frozensets(st.integers(0, 7).map(str)))
def test_the_newest_of_ones_own_that_failed_and_was_not_sent_again(
    history: list[Transmission], told: frozenset[str]
) -> None:
    def still_open(at: int) -> bool:
        one = history[at]
        later = {x.address.casefold() for x in history[:at] if x.actor == ME}
        mine = one.actor == ME and one.state == Delivery.FAILED and one.id not in told
        return mine and one.address.casefold() not in later

    expected = [one for at, one in enumerate(history) if still_open(at)]
    assert undelivered(history, ME, told) == (expected[0] if expected else None)


@pytest.mark.rule("SUM-4")
def test_one_that_was_sent_again_is_told_no_more() -> None:
    failed, delivered = sent(0, "failed", "a@x.example"), sent(1, "delivered", "A@x.example")
    assert undelivered([failed, delivered], ME, ()) is failed
    assert undelivered([delivered, failed], ME, ()) is None
    assert undelivered([failed], OTHER, ()) is None
    assert undelivered([failed], ME, (failed.id,)) is None
