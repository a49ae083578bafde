"""What the addressee's side answers is told; only from those who are trusted (SUM-4)."""

from collections.abc import Callable

import pytest

from portal_protocol.transmissions import Way
from practice_server.transmit import mdn, queue
from practice_server.transmit.cms import BadMessage
from practice_server.transmit.smime import Identity
from tests.practice_server.transmit import answering
from tests.practice_server.transmit.community import ADDRESSEE, Authority, anchor, identity
from tests.practice_server.transmit.office import Office

pytestmark = [pytest.mark.rule("SUM-4"), pytest.mark.rule("SUM-7")]

Take = Callable[..., bool]


@pytest.fixture
def sent(direct_office: Office) -> str:
    """The id of a transmission that left."""
    told = direct_office.ask(way=Way.DIRECT, address="", referral="to-chen")
    assert direct_office.send() == 1
    return told.id


@pytest.fixture
def take(direct_office: Office, community: Authority) -> Take:
    """Takes an answer, signed by the addressee unless by another."""

    def taken(entity: bytes, signer: Identity | None = None) -> bool:
        direct = direct_office.direct
        assert direct is not None
        signer = signer or identity(community, ADDRESSEE, "addressee")
        raw = answering.sealed(entity, signer, direct.identity.certificate)
        return mdn.take(direct_office.clinic.store, direct, raw)

    return taken


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("processed", ("delivered", "")),
        ("dispatched", ("delivered", "")),
        ("failed", ("failed", "not_delivered")),
        ("processed/error", ("failed", "not_delivered")),
        ("denied", ("failed", "not_delivered")),
    ],
)
def test_an_answer_is_told_and_may_come_twice(
    direct_office: Office, sent: str, take: Take, said: str, state
) -> None:
    for _ in range(2):
        assert take(answering.mdn(sent, said))
        assert direct_office.state() == state
    assert direct_office.rows()[0].due_at is None


def test_a_delivery_status_is_understood_too(direct_office: Office, sent: str, take: Take) -> None:
    assert take(answering.dsn(sent, "failed"))
    assert direct_office.state() == ("failed", "not_delivered")


def test_a_failure_may_follow_but_nothing_follows_a_failure(
    direct_office: Office, sent: str, take: Take
) -> None:
    for said, state in (
        ("processed", "delivered"),
        ("failed", "failed"),
        ("dispatched", "failed"),
    ):
        take(answering.mdn(sent, said))
        assert direct_office.state()[0] == state


def test_silence_fails_and_a_late_answer_corrects_it(
    direct_office: Office, sent: str, take: Take
) -> None:
    assert direct_office.send() == 0
    assert direct_office.state() == ("sent", "")
    direct_office.later()
    direct_office.send()
    assert direct_office.state() == ("failed", "not_confirmed")

    assert take(answering.mdn(sent, "processed"))
    assert direct_office.state() == ("delivered", "")


def test_an_answer_that_overtakes_the_worker_counts(direct_office: Office, take: Take) -> None:
    told = direct_office.ask(way=Way.DIRECT, address="", referral="to-chen")
    claimed = queue.claim(direct_office.clinic.store)
    assert claimed is not None
    take(answering.mdn(told.id, "processed"))
    queue.sent(direct_office.clinic.store, claimed)

    assert direct_office.state() == ("delivered", "")


def test_what_is_not_ours_changes_nothing(direct_office: Office, sent: str, take: Take) -> None:
    assert not take(answering.mdn("01930000-0000-7000-8000-000000000000", "failed"))
    mail = direct_office.ask()
    assert not take(answering.mdn(mail.id, "failed"))

    assert {each.state for each in direct_office.seen()} == {"sent", "queued"}
    assert sent in {each.id for each in direct_office.seen()}


def test_an_answer_from_another_domain_changes_nothing(
    direct_office: Office, sent: str, take: Take, community: Authority
) -> None:
    other = "records@direct.elsewhere.example"
    signer = identity(community, other, "other")

    assert not take(answering.mdn(sent, "failed", other), signer)
    assert direct_office.state() == ("sent", "")


def test_an_answer_counts_only_from_whom_we_trust(
    direct_office: Office, sent: str, take: Take, community: Authority
) -> None:
    told = answering.mdn(sent, "failed")
    strangers = (
        identity(anchor("Stranger"), ADDRESSEE, "addressee"),
        identity(community, "other@direct.endo.example", "addressee"),
        Identity(community.vouch(signs=False), identity(community, owner="addressee").key),
    )
    for signer in strangers:
        with pytest.raises(BadMessage):
            take(told, signer)
    direct = direct_office.direct
    assert direct is not None
    for raw in (b"", b"\0", told, answering.mdn(sent, "failed")):
        with pytest.raises(BadMessage):
            mdn.take(direct_office.clinic.store, direct, raw)
    with pytest.raises(BadMessage):
        take(answering.mdn(sent, "thought about"))

    assert direct_office.state() == ("sent", "")
