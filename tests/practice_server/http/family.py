"""Persons, rights and records to try every role on, with the right answers written out."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from portal_protocol.feed import Access, FeedItem, Guardian
from portal_protocol.images import Image, ImageFolder
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import (
    Appointment,
    Blob,
    Clinic,
    Confirmation,
    PatientId,
    Payment,
    Person,
    PersonStatus,
    Practice,
    Provider,
    Recall,
    Section,
    Statement,
)
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Transmission, Way

PASSWORD = "correct horse battery"
VISIT = (datetime.now(UTC) + timedelta(days=30)).replace(hour=17, minute=0, second=0, microsecond=0)

HIDDEN = {
    PersonStatus.ARCHIVED,
    PersonStatus.DELETED,
    PersonStatus.DECEASED,
    PersonStatus.PROSPECTIVE,
}
OF_STATUS = {status: f"is-{status.value}" for status in PersonStatus}
SHOWN_MEMBERS = {OF_STATUS[status] for status in PersonStatus if status not in HIDDEN}

ROLES: dict[str, set[str]] = {
    "guarantor": {"guarantor", "spouse", "child", "sibling", *SHOWN_MEMBERS},
    "spouse": {"spouse"},
    "child": {"child"},
    "sibling": {"sibling"},
    "guardian": {"guardian", "child"},
    "relative": {"relative"},
    "responsible": {"responsible", "ward"},
    "ward": {"ward"},
    "guardian-of-guarantor": {"guardian-of-guarantor", "guarantor"},
    "stranger": {"stranger"},
}
"""Whom each login sees (WHO-1…5), written out by hand."""

WITHOUT_GUARANTOR = ROLES | {"guarantor": {"guarantor"}}
"""The same with the practice's guarantor switch off (WHO-2)."""

MEMBERS = ("guarantor", "spouse", "child", "sibling", *OF_STATUS.values())
PERSONS = tuple(dict.fromkeys([*ROLES, *OF_STATUS.values()]))
KINDS = (
    "person",
    "appointment",
    "recall",
    "statement",
    "payment",
    "treatment_plan",
    "message",
    "secure_email",
    "image",
    "care_summary",
    "referral",
    "transmission",
)
SECTION_KINDS = {
    Section.APPOINTMENTS: {"appointment", "recall"},
    Section.ACCOUNT: {"statement", "payment"},
    Section.PLAN: {"treatment_plan"},
    Section.WEBMAIL: {"message", "secure_email"},
    Section.IMAGES: {"image"},
    Section.SUMMARY: {"care_summary", "referral", "transmission"},
}


def content(kind: str, person: str) -> bytes:
    """The bytes behind a person's record of a kind."""
    return f"%PDF-1.7 the {kind} of {person}".encode()


def digest(kind: str, person: str) -> str:
    """The digest of `content`."""
    return hashlib.sha256(content(kind, person)).hexdigest()


def record_id(kind: str, person: str) -> str:
    """The id of a person's record of a kind."""
    return person if kind == "person" else f"{kind}-of-{person}"


def practice(
    *, sections: tuple[Section, ...] = tuple(Section), guarantor_access: bool = True
) -> Practice:
    """The practice with these switches."""
    clinic = Clinic(id="pier", name="Pier Street", time_zone="America/Los_Angeles")
    return Practice(
        id="practice",
        name="Harbor",
        clinics=(clinic,),
        providers=(Provider(id="farrow", name="Dr. Amina Farrow"),),
        sections=sections,
        guarantor_access=guarantor_access,
    )


def items() -> list[FeedItem]:
    """The practice, every person with one record of each kind, every right, every login."""
    fed: list[FeedItem] = [practice(), ImageFolder(id="x-rays", name="X-rays", shared=True)]
    fed += [_person(name) for name in PERSONS]
    for name in PERSONS:
        fed += _records(name)
    fed += [
        _guardian("child", "guardian", is_guardian=True),
        _guardian("child", "relative", is_guardian=False),
        _guardian("guarantor", "guardian-of-guarantor", is_guardian=True),
    ]
    fed += [access(name) for name in ROLES]
    return fed


def access(name: str) -> Access:
    """The login of a person, named as the person is."""
    return Access(id=f"login-of-{name}", patient=PatientId(name), user_name=name, password=PASSWORD)


def _person(name: str) -> Person:
    status = next((s for s, person in OF_STATUS.items() if person == name), PersonStatus.PATIENT)
    return Person(
        id=name,
        patient=PatientId(name),
        first_name=name.title(),
        last_name="Marlowe",
        status=status,
        birthdate=date(1980, 1, 1),
        guarantor=PatientId("guarantor" if name in MEMBERS else name),
        responsible_party=PatientId("responsible") if name == "ward" else None,
        primary_provider="farrow",
        blobs=_blobs("person", name),
    )


def _records(name: str) -> list[FeedItem]:
    patient = PatientId(name)
    return [
        Appointment(
            id=record_id("appointment", name),
            patient=patient,
            at=VISIT,
            clinic="pier",
            confirmation=Confirmation.ASKED,
            blobs=_blobs("appointment", name),
        ),
        Recall(
            id=record_id("recall", name),
            patient=patient,
            at=VISIT,
            clinic="pier",
            blobs=_blobs("recall", name),
        ),
        Statement(
            id=record_id("statement", name),
            patient=patient,
            at=VISIT,
            blobs=_blobs("statement", name),
        ),
        Payment(
            id=record_id("payment", name),
            patient=patient,
            at=VISIT,
            amount_cents=100,
            blobs=_blobs("payment", name),
        ),
        *_written(name, patient),
        *_clinical(name, patient),
    ]


def _written(name: str, patient: PatientId) -> list[FeedItem]:
    """A plan, a message, a secure email and an image."""
    return [
        TreatmentPlan(
            id=record_id("treatment_plan", name),
            patient=patient,
            heading="Crown",
            blobs=_blobs("treatment_plan", name),
        ),
        Message(
            id=record_id("message", name),
            patient=patient,
            subject="Your visit",
            blobs=_blobs("message", name),
        ),
        SecureEmail(
            id=record_id("secure_email", name),
            patient=patient,
            subject="Your results",
            expires_at=VISIT,
            blobs=_blobs("secure_email", name),
        ),
        Image(
            id=record_id("image", name),
            patient=patient,
            folder="x-rays",
            blobs=_blobs("image", name),
        ),
    ]


def _clinical(name: str, patient: PatientId) -> list[FeedItem]:
    """A care summary, a referral, and a transmission."""
    return [
        CareSummary(
            id=record_id("care_summary", name),
            patient=patient,
            title="Summary of care",
            received=True,
            blobs=_blobs("care_summary", name),
        ),
        Referral(
            id=record_id("referral", name),
            patient=patient,
            provider_name="Dr. Chen",
            blobs=_blobs("referral", name),
        ),
        Transmission(
            id=record_id("transmission", name),
            patient=patient,
            summaries=(record_id("care_summary", name),),
            way=Way.EMAIL,
            address="chen@endo.example",
            actor=patient,
            blobs=_blobs("transmission", name),
        ),
    ]


def _blobs(kind: str, name: str) -> tuple[Blob, ...]:
    return (Blob(digest=digest(kind, name), size=len(content(kind, name))),)


def _guardian(child: str, guardian: str, *, is_guardian: bool) -> Guardian:
    return Guardian(
        id=f"{guardian}-of-{child}",
        child=PatientId(child),
        guardian=PatientId(guardian),
        is_guardian=is_guardian,
    )
