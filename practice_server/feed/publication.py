"""What of the feed is shared, and in which stream it is (APPT-1, PLAN-1, MAIL-7, WHO-5, HEAD-3).

What patients must not see is never written into a stream. Rights and sections that are switched
off close whole streams; that is decided at each call, in `access`.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec

from portal_protocol import contents
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import PlanStatus, TreatmentPlan
from portal_protocol.records import (
    SECTION_OF,
    SHOWN_STATUSES,
    Appointment,
    AppointmentStatus,
    Kind,
    PatientId,
    Payment,
    Person,
    Practice,
    Recall,
    Statement,
)
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.sync import PRACTICE_STREAM, patient_stream
from portal_protocol.transmissions import Transmission
from practice_server.problems import BadRequest
from practice_server.store.columns import microseconds, now
from practice_server.store.streams import Key
from practice_server.store.writer import Draft

Published = (
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
    | CareSummary
    | Referral
    | Transmission
)

SHARED_VISITS = frozenset({AppointmentStatus.SCHEDULED, AppointmentStatus.COMPLETE})
PRACTICE_ID = "practice"
_LONGEST_ID = 100
_encode = msgspec.json.Encoder().encode


def kind_of(item: Published) -> Kind:
    """The kind of a record, as on the wire."""
    return Kind(str(item.__struct_config__.tag))


def key_of(item: Published) -> Key:
    """Where a record belongs; raises `BadRequest` when it says of nobody whose it is."""
    kind = kind_of(item)
    check_id(item.id)
    match item:
        case Practice():
            if item.id != PRACTICE_ID:
                raise BadRequest(f"a practice's id is {PRACTICE_ID!r}")
            check_files(item.webmail.attachment_types)
            return Key(PRACTICE_STREAM, kind, item.id)
        case Person():
            if item.patient not in (None, item.id):
                raise BadRequest("a person's patient is the person")
            return Key(patient_stream(PatientId(item.id)), kind, item.id)
        case _:
            if not item.patient:
                raise BadRequest(f"a record of kind {kind} needs its patient")
            check_id(item.patient)
            return Key(patient_stream(item.patient, SECTION_OF.get(kind)), kind, item.id)


def draft_of(item: Published) -> Draft | None:
    """The record as patients get it; None when it must not be shared."""
    match item:
        case Person():
            if item.status not in SHOWN_STATUSES:
                return None
            item = msgspec.structs.replace(item, patient=PatientId(item.id))
        case Appointment():
            if item.status not in SHARED_VISITS:
                return None
            item = msgspec.structs.replace(item, answer=None)
        case TreatmentPlan(status=status) if status is not PlanStatus.SAVED:
            return None
    body = _encode(item)
    fed = blake2b(body, digest_size=16).digest()
    at = microseconds(item.at) if item.at else None
    draft = Draft(body, fed, at, item.blobs)
    return _while_valid(draft, item) if isinstance(item, SecureEmail) else draft


def _while_valid(draft: Draft, item: SecureEmail) -> Draft:
    """The email until it expires, its head alone when it has (MAIL-7)."""
    if not item.expired(now()):
        return replace(draft, expires_at=microseconds(item.expires_at))
    head = msgspec.structs.replace(item, body="", blobs=())
    return replace(draft, body=_encode(head), blobs=())


def check_files(kinds: Sequence[str]) -> None:
    """Raise `BadRequest` for a kind of file that no bytes could show: none would be let in."""
    strange = sorted(set(kinds) - contents.KINDS)
    if strange:
        known = ", ".join(sorted(contents.KINDS))
        raise BadRequest(f"attachment_types holds {strange[0]!r}; known are {known}")


def check_id(identity: str) -> None:
    """Ids name streams and stand in paths, so they are short and hold no slash; raises
    `BadRequest`, also for `.` and `..`, which programs take out of a path.
    """
    wrong = "/" in identity or not identity.isprintable() or identity in {".", ".."}
    if wrong or not 1 <= len(identity) <= _LONGEST_ID:
        raise BadRequest(f"an id has 1 to {_LONGEST_ID} printable characters and no slash")
