"""The records that a practice shares: one frozen struct per kind, the model of both sides.

Every record has the four fields of `Record`, so that both sides can store, order and purge kinds
that they do not know yet. Unknown fields are ignored when decoding and kept in the stored body.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType

from msgspec import Meta, Struct

from portal_protocol.offices import Hours, PostalAddress, Webmail
from portal_protocol.times import Minutes, Timed

PatientId = NewType("PatientId", str)
Utc = Annotated[datetime, Meta(tz=True)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Kind(StrEnum):
    """Every kind that this version knows; the value of `kind` on the wire."""

    PRACTICE = "practice"
    LOGIN = "login"
    PERSON = "person"
    ACTIVITY = "activity"
    APPOINTMENT = "appointment"
    RECALL = "recall"
    STATEMENT = "statement"
    PAYMENT = "payment"
    TREATMENT_PLAN = "treatment_plan"
    MESSAGE = "message"
    SECURE_EMAIL = "secure_email"
    IMAGE = "image"
    CARE_SUMMARY = "care_summary"
    REFERRAL = "referral"
    TRANSMISSION = "transmission"


class Section(StrEnum):
    """The parts of the portal that a practice can switch on and off (HEAD-2, HEAD-3)."""

    APPOINTMENTS = "appointments"
    ACCOUNT = "account"
    PLAN = "plan"
    WEBMAIL = "webmail"
    SUMMARY = "summary"
    IMAGES = "images"


SECTION_OF: dict[Kind, Section] = {
    Kind.APPOINTMENT: Section.APPOINTMENTS,
    Kind.RECALL: Section.APPOINTMENTS,
    Kind.STATEMENT: Section.ACCOUNT,
    Kind.PAYMENT: Section.ACCOUNT,
    Kind.TREATMENT_PLAN: Section.PLAN,
    Kind.MESSAGE: Section.WEBMAIL,
    Kind.SECURE_EMAIL: Section.WEBMAIL,
    Kind.IMAGE: Section.IMAGES,
    Kind.CARE_SUMMARY: Section.SUMMARY,
    Kind.REFERRAL: Section.SUMMARY,
    Kind.TRANSMISSION: Section.SUMMARY,
}
"""Kinds that belong to a section; the others are always shared."""


class Blob(Struct, frozen=True, omit_defaults=True):
    """Bytes that belong to a record: lower-case hex SHA-256, size in bytes, media type. `name` is
    the file's name as its sender gave it; neither it nor the media type is trusted."""

    digest: Digest
    size: Annotated[int, Meta(ge=0, lt=2**53)]
    media_type: str = "application/pdf"
    name: str = ""


class Record(Timed, kw_only=True, frozen=True, tag_field="kind", omit_defaults=True):
    """What all kinds share.

    `patient` is the person it is about (None: about no single person). `at` is the record's place
    in time, by which lists are ordered; each kind says what it means.
    """

    id: str
    patient: PatientId | None = None
    at: Utc | None = None
    blobs: tuple[Blob, ...] = ()


class Clinic(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One office of the practice; `time_zone` is an IANA name.

    `address` are lines as people read them, `postal` the same by its parts.
    """

    id: str
    name: str
    time_zone: str
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    postal: PostalAddress | None = None
    hours: tuple[Hours, ...] = ()
    emergency: str = ""


class Provider(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Who treats; `name` is the preferred name as patients know it (reference 43).

    `npi` is the National Provider Identifier; an `organization` is no person.
    """

    id: str
    name: str
    suffix: str = ""
    npi: Annotated[str, Meta(pattern=r"^([0-9]{10})?\Z")] = ""
    organization: bool = False


class Practice(Record, tag="practice", kw_only=True, frozen=True, omit_defaults=True):
    """The practice itself and its switches; one a server, with id "practice".

    `logo` is an SVG or PNG as a data URI of at most 64 KiB. `sections` are those switched on
    (HEAD-3). `guarantor_access` is the switch of WHO-2. `kept_statuses` are the practice's own
    confirmation statuses that a patient's answer never overwrites (APPT-4, reference 74).
    `default_provider` is the id of the provider who keeps care summaries (reference 199).
    """

    name: str
    logo: str = ""
    accent: str = ""
    clinics: tuple[Clinic, ...] = ()
    providers: tuple[Provider, ...] = ()
    default_provider: str = ""
    sections: tuple[Section, ...] = tuple(Section)
    payments_online: bool = False
    payment_address: str = ""
    guarantor_access: bool = True
    kept_statuses: tuple[str, ...] = ()
    idle_lock_minutes: Annotated[int, Meta(ge=2, le=30)] = 10
    currency: str = "USD"
    webmail: Webmail = Webmail()


class PersonStatus(StrEnum):
    """Reference 212; only the first three are ever shown (WHO-5)."""

    PATIENT = "patient"
    NON_PATIENT = "non_patient"
    INACTIVE = "inactive"
    ARCHIVED = "archived"
    DELETED = "deleted"
    DECEASED = "deceased"
    PROSPECTIVE = "prospective"


SHOWN_STATUSES = frozenset({PersonStatus.PATIENT, PersonStatus.NON_PATIENT, PersonStatus.INACTIVE})


class Person(Record, tag="person", kw_only=True, frozen=True, omit_defaults=True):
    """A person whom the practice knows; `id` and `patient` are the same (HEAD-4)."""

    first_name: str
    last_name: str
    preferred_name: str = ""
    status: PersonStatus = PersonStatus.PATIENT
    birthdate: date | None = None
    gender: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    address: tuple[str, ...] = ()
    guarantor: PatientId | None = None
    responsible_party: PatientId | None = None
    primary_provider: str | None = None
    clinic: str | None = None


class Login(Record, tag="login", kw_only=True, frozen=True, omit_defaults=True):
    """The signed-in person's own login; `patient` is who they are."""

    user_name: str


class AppointmentStatus(StrEnum):
    """Reference 3.5; only scheduled and complete are ever shared (APPT-1, reference 63)."""

    SCHEDULED = "scheduled"
    COMPLETE = "complete"
    UNSCHEDULED = "unscheduled"
    PLANNED = "planned"
    BROKEN = "broken"
    NOTE = "note"


class Confirmation(StrEnum):
    """Where a visit's confirmation stands."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    CALL_BACK = "call_back"


class Answer(StrEnum):
    """What a patient can answer to a confirmation request (reference 70, 71)."""

    CONFIRM = "confirm"
    CALL_BACK = "call_back"


class Appointment(Record, tag="appointment", kw_only=True, frozen=True, omit_defaults=True):
    """A visit (APPT-1, APPT-2); `at` is its start.

    `answer` is the patient's answer while the practice has not taken it over into `confirmation`.
    `practice_status` is the practice's own word for the confirmation status.
    """

    status: AppointmentStatus = AppointmentStatus.SCHEDULED
    description: str = ""
    provider: str = ""
    clinic: str = ""
    confirmation: Confirmation = Confirmation.NOT_ASKED
    answer: Answer | None = None
    practice_status: str = ""
    length_minutes: Minutes | None = None
    arrive_at: Utc | None = None
    bring: str = ""


class Recall(Record, tag="recall", kw_only=True, frozen=True, omit_defaults=True):
    """A visit that is due (APPT-3); `at` is the due date at midnight of the clinic's zone."""

    description: str = ""
    length_minutes: Minutes | None = None
    clinic: str = ""
    provider: str = ""
    scheduled: bool = False


class StatementType(StrEnum):
    """Reference 114 and 120."""

    STATEMENT = "statement"
    INVOICE = "invoice"
    RECEIPT = "receipt"


class Statement(Record, tag="statement", kw_only=True, frozen=True, omit_defaults=True):
    """A statement, invoice or receipt (ACC-1); `at` is when it was made, `blobs[0]` its PDF.

    Amounts are integer cents of `currency`; payments, insurance and adjustments that lower the
    balance are negative. `balance_cents` is the balance on the statement, the sum of the five
    above it. `insurance_estimate_cents` is what insurance is expected to pay of it (positive), so
    that the patient's part is their difference.
    """

    type: StatementType = StatementType.STATEMENT
    family: bool = False
    clinic: str = ""
    currency: str = "USD"
    covers_from: date | None = None
    covers_to: date | None = None
    due_on: date | None = None
    balance_before_cents: int = 0
    charges_cents: int = 0
    insurance_paid_cents: int = 0
    adjustments_cents: int = 0
    payments_cents: int = 0
    balance_cents: int = 0
    insurance_estimate_cents: int = 0


class PaymentState(StrEnum):
    """Whether the practice has taken a payment over into the account (ACC-2)."""

    PENDING = "pending"
    POSTED = "posted"


class Payment(Record, tag="payment", kw_only=True, frozen=True, omit_defaults=True):
    """Money that came in (ACC-2); `at` is when, `amount_cents` is positive, `method` plain words.

    `statement` is the id of the statement that it was paid against, if the practice says so.
    """

    amount_cents: int
    currency: str = "USD"
    method: str = ""
    state: PaymentState = PaymentState.POSTED
    statement: str = ""


def patient_part_cents(statement: Statement) -> int:
    """The patient's part of a statement's balance, in cents (ACC-1)."""
    return statement.balance_cents - statement.insurance_estimate_cents
