"""The feed: what a practice's own system brings in, and what it reads out.

Records are the same structs that patients get; what must not be shared is decided by the server.
Some things never leave the server: who is whose guardian, who may sign in, folders of images, and
what charts hold.
"""

from typing import Annotated

from msgspec import Meta, Raw, Struct
from typing_extensions import override

from portal_protocol.charts import AnyEntry
from portal_protocol.images import Image, ImageFolder
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import (
    Appointment,
    PatientId,
    Payment,
    Person,
    Practice,
    Recall,
    Statement,
    Utc,
)
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Transmission

FEED_BATCH = 1000


class Guardian(Struct, kw_only=True, frozen=True, tag_field="kind", tag="guardian"):
    """A family relationship (reference 48, 3.2); only with `is_guardian` does it give a right."""

    id: str
    child: PatientId
    guardian: PatientId
    relationship: str = ""
    is_guardian: bool = False


class Access(Struct, kw_only=True, frozen=True, tag_field="kind", tag="access"):
    """Online access of a person. `password` sets a new one (None keeps it); `repr` hides it.

    `enabled=False` removes access: sessions end with `access_removed`.
    """

    id: str
    patient: PatientId
    user_name: Annotated[str, Meta(min_length=1, max_length=100)]
    password: str | None = None
    enabled: bool = True

    @override
    def __repr__(self) -> str:
        return f"Access(id={self.id!r}, …)"


class Removal(Struct, kw_only=True, frozen=True, tag_field="kind", tag="removal"):
    """The practice's system deleted a record (or an entry, a guardian link, an access)."""

    of: str
    id: str


FeedItem = (
    Practice
    | Person
    | Appointment
    | Recall
    | Statement
    | Payment
    | TreatmentPlan
    | Message
    | SecureEmail
    | Image
    | ImageFolder
    | CareSummary
    | Referral
    | Transmission
    | AnyEntry
    | Guardian
    | Access
    | Removal
)


class FeedResult(Struct, frozen=True):
    """`PUT /feed/v1/records`: how many items were new or changed, and how many said nothing new."""

    changed: int
    same: int


class OutgoingAction(Struct, kw_only=True, frozen=True):
    """One patient's action for the practice's system, in order of `number`.

    `body` is the action as the patient's program made it, but its `attachments` are what the server
    found: size, kind, a clean name. `patient` is the person it is about.
    """

    number: int
    login: str
    actor: PatientId
    patient: PatientId | None
    received_at: Utc
    body: Raw


class Acknowledge(Struct, frozen=True):
    """`POST /feed/v1/actions/acknowledge`: everything up to `upto` was taken over.

    A visit answered by one of these gets its `confirmation` from the answer.
    """

    upto: Annotated[int, Meta(ge=0, lt=2**53)]
