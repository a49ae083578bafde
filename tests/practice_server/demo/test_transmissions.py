"""The demo's transmissions end in each way that History tells of."""

import pytest

from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Delivery, Transmission, Way
from practice_server.demo import people
from practice_server.demo.practice import DemoPractice
from practice_server.summaries.making import summary_id


@pytest.mark.rule("SUM-7")
def test_they_end_in_each_way_and_are_of_summaries_that_are_there(practice: DemoPractice) -> None:
    sent = [item for item in practice.items if isinstance(item, Transmission)]
    received = {item.id for item in practice.items if isinstance(item, CareSummary)}

    assert {item.state for item in sent} == {Delivery.SENT, Delivery.DELIVERED, Delivery.FAILED}
    assert {item.way for item in sent} == set(Way)
    for item in sent:
        assert item.patient is not None
        assert set(item.summaries) <= {summary_id(item.patient)} | received
        assert (item.actor, item.actor_name) == (people.ELENA, "Elena Marlowe")
        assert bool(item.reason) == (item.state == Delivery.FAILED)


@pytest.mark.rule("SUM-4")
def test_direct_goes_where_the_referral_says(practice: DemoPractice) -> None:
    (sent,) = [i for i in practice.items if isinstance(i, Transmission) and i.way == Way.DIRECT]
    (trusted,) = [i for i in practice.items if isinstance(i, Referral) and i.trusted]

    assert (sent.address, sent.to_name) == (trusted.direct_address, trusted.provider_name)
