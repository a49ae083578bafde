"""Care summaries that a patient sends to somebody, and how far each got (SUM-4, SUM-5, SUM-7)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta
from typing_extensions import override

from portal_protocol.actions import Action
from portal_protocol.records import PatientId, Record, Utc

MOST_SUMMARIES = 50
"""Care summaries in one transmission."""
MOST_NOTE = 1000
"""Signs in the note that goes with them."""
LEAST_PASSWORD = 12
"""Signs in the password of the encrypted form: whoever has the file may try as often as they like.
"""


class Way(StrEnum):
    """How care summaries are transmitted."""

    DIRECT = "direct"
    EMAIL = "email"
    ENCRYPTED_EMAIL = "encrypted_email"


class Delivery(StrEnum):
    """How far a transmission got; ordinary e-mail tells of nothing past `SENT`."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


class Undelivered(StrEnum):
    """Why a transmission failed, as `Transmission.reason` carries it; each is stable."""

    ADDRESS_REFUSED = "address_refused"
    """The addressee's mail server does not know the address."""
    MAIL_REFUSED = "mail_refused"
    """A mail server does not take this mail, as when it is too large."""
    NOT_SENT = "not_sent"
    """The practice could not send it, however often it tried."""
    NO_CERTIFICATE = "no_certificate"
    """No certificate of the Direct address is known anywhere."""
    CERTIFICATE_ADDRESS = "certificate_address"
    """The certificate is that of another address."""
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_USAGE = "certificate_usage"
    """The certificate is not for encrypting mail."""
    CERTIFICATE_UNTRUSTED = "certificate_untrusted"
    """Nobody whom the practice trusts issued the certificate."""
    CERTIFICATE_REVOKED = "certificate_revoked"
    REVOCATION_UNKNOWN = "revocation_unknown"
    """Whether the certificate was revoked could not be found out."""
    NOT_CONFIRMED = "not_confirmed"
    """The addressee's side did not confirm in time that it arrived."""
    NOT_DELIVERED = "not_delivered"
    """The addressee's side says that it cannot be delivered."""


class Transmit(Action, tag="transmit", kw_only=True, frozen=True, omit_defaults=True):
    """`POST /v1/transmissions`: send these care summaries of one person now.

    It needs a connection and is never queued on the desktop. `id` is the idempotency key and that
    of the `Transmission`, which is the answer. By Direct it goes to the provider of `referral`, by
    e-mail to `address`. `note` goes with the documents. `password` opens the encrypted form; the
    patient tells it to the addressee, and the practice keeps it nowhere; `repr` hides it.
    `covers_from` to `covers_to` is the time by which the summaries were chosen (SUM-6).
    """

    summaries: Annotated[tuple[str, ...], Meta(min_length=1, max_length=MOST_SUMMARIES)]
    way: Way
    address: Annotated[str, Meta(max_length=254)] = ""
    referral: str = ""
    note: Annotated[str, Meta(max_length=MOST_NOTE)] = ""
    password: Annotated[str, Meta(max_length=128)] = ""
    covers_from: date | None = None
    covers_to: date | None = None

    @override
    def __repr__(self) -> str:
        return f"Transmit(id={self.id!r}, …)"


class Transmission(Record, tag="transmission", kw_only=True, frozen=True, omit_defaults=True):
    """Care summaries on their way to somebody (SUM-4, SUM-5); `at` is when that was asked for.

    The feed may tell of those that the practice's own system sent for a patient.

    `summaries` are the ids of the records. `address` is where they go, `to_name` who that is, if
    the practice knows. `state` holds since `state_at`; `reason` says why it failed, one of
    `Undelivered` or what a newer server says. `actor` is the id of who sent it, `actor_name` their
    name as the practice knows it.
    """

    summaries: tuple[str, ...]
    way: str
    address: str
    to_name: str = ""
    note: str = ""
    state: str = Delivery.QUEUED
    state_at: Utc | None = None
    reason: str = ""
    actor: PatientId
    actor_name: str = ""
    device: str = ""
    covers_from: date | None = None
    covers_to: date | None = None
