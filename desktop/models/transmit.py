"""What a patient sends of a person's care summaries, and where it can go (SUM-4, SUM-5)."""

from msgspec import Struct
from typing_extensions import override

from desktop.models.summary import Days
from portal_protocol.summaries import Referral
from portal_protocol.transmissions import Way


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
