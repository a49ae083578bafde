"""What a patient sends of a person's care summaries, and where it can go (SUM-4, SUM-5)."""

from collections.abc import Container, Iterable

from msgspec import Struct
from typing_extensions import override

from desktop.models.summary import Days
from portal_protocol.records import PatientId
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Delivery, Transmission, Way


class Addressees(Struct, frozen=True):
    """To whom a person was referred, newest first: with Direct trust, and without."""

    trusted: tuple[Referral, ...] = ()
    untrusted: tuple[Referral, ...] = ()


class TransmitWish(Struct, frozen=True):
    """These care summaries of one person, to somebody; `repr` hides all of it.

    `days` are the dates by which they were chosen (SUM-6). See `Transmit` for the rest.
    """

    summaries: tuple[str, ...]
    way: Way
    address: str = ""
    referral: str = ""
    note: str = ""
    password: str = ""
    days: Days = Days()

    @override
    def __repr__(self) -> str:
        return "TransmitWish(…)"


def addressees(newest_first: Iterable[Referral]) -> Addressees:
    """Each address and each name once, by its newest referral (SUM-4)."""
    trusted: dict[str, Referral] = {}
    others: dict[str, Referral] = {}
    for one in newest_first:
        if one.trusted and one.direct_address:
            trusted.setdefault(one.direct_address, one)
        else:
            others.setdefault(one.provider_name, one)
    names = {one.provider_name for one in trusted.values()}
    untrusted = (one for one in others.values() if one.provider_name not in names)
    return Addressees(tuple(trusted.values()), tuple(untrusted))


def undelivered(
    newest_first: Iterable[Transmission], actor: PatientId, told: Container[str]
) -> Transmission | None:
    """The newest of somebody's own that failed; none of `told`, their ids, and none of which they
    sent all that was in it to the same address since (SUM-4)."""
    later: dict[str, set[str]] = {}
    for sent in newest_first:
        if sent.actor != actor:
            continue
        since = later.setdefault(sent.address.casefold(), set())
        again = since.issuperset(sent.summaries)
        if sent.state == Delivery.FAILED and sent.id not in told and not again:
            return sent
        since.update(sent.summaries)
    return None
