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


def undelivered(
    newest_first: Iterable[Transmission], actor: PatientId, told: Container[str]
) -> Transmission | None:
    """The newest of somebody's own that failed; none of `told`, their ids, and none after which
    they sent something to the same address (SUM-4)."""
    later: set[str] = set()
    for sent in newest_first:
        if sent.actor != actor:
            continue
        address = sent.address.casefold()
        if sent.state == Delivery.FAILED and sent.id not in told and address not in later:
            return sent
        later.add(address)
    return None
