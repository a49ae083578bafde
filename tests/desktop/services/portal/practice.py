"""A small practice for the tests of the portal: one family, visits, a recall, statements."""

from datetime import UTC, date, datetime, timedelta

from portal_protocol.feed import Access, FeedItem
from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Blob,
    Clinic,
    Confirmation,
    PatientId,
    Payment,
    PaymentState,
    Person,
    Practice,
    Recall,
    Section,
    Statement,
)

PASSWORD = "harbor-demo-2026"
ELENA, IVY, JONAS = PatientId("elena"), PatientId("ivy"), PatientId("jonas")
NOW = datetime.now(UTC).replace(microsecond=0)
SOON = (NOW + timedelta(days=7)).replace(hour=16, minute=0, second=0)
PDF = b"%PDF-1.4\n% a statement of the tests\n%%EOF\n"
SECTIONS = (Section.APPOINTMENTS, Section.ACCOUNT)


def practice(**changes: object) -> Practice:
    fields: dict[str, object] = {
        "name": "Harbor Family Dental",
        "clinics": (Clinic(id="pier", name="Pier Street office", time_zone="America/Chicago"),),
        "sections": SECTIONS,
    }
    return Practice(id="practice", **(fields | changes))  # type: ignore[arg-type]


def person(name: PatientId, born: date, guarantor: PatientId | None = ELENA) -> Person:
    return Person(
        id=name,
        patient=name,
        first_name=name.title(),
        last_name="Marlowe",
        birthdate=born,
        guarantor=guarantor,
    )


def visit(name: str, patient: PatientId, at: datetime, **changes: object) -> Appointment:
    fields: dict[str, object] = {"clinic": "pier", "confirmation": Confirmation.ASKED}
    return Appointment(id=name, patient=patient, at=at, **(fields | changes))  # type: ignore[arg-type]


def complete(name: str, patient: PatientId, at: datetime) -> Appointment:
    return visit(
        name,
        patient,
        at,
        status=AppointmentStatus.COMPLETE,
        confirmation=Confirmation.CONFIRMED,
    )


def statement(blob: Blob) -> Statement:
    return Statement(
        id="s-1",
        patient=ELENA,
        at=NOW - timedelta(days=10),
        family=True,
        charges_cents=34260,
        balance_cents=34260,
        blobs=(blob,),
    )


def payment(name: str, cents: int, days_ago: int, state: PaymentState, **more: object) -> Payment:
    return Payment(
        id=name,
        patient=ELENA,
        at=NOW - timedelta(days=days_ago),
        amount_cents=cents,
        state=state,
        **more,  # type: ignore[arg-type]
    )


def family(blob: Blob) -> list[FeedItem]:
    return [
        practice(),
        person(ELENA, date(1984, 3, 2)),
        person(JONAS, date(1982, 1, 9)),
        person(IVY, date(2015, 6, 1)),
        Access(id="a-elena", patient=ELENA, user_name="elena.m", password=PASSWORD),
        visit("v-ivy-1", IVY, SOON),
        visit("v-ivy-2", IVY, SOON + timedelta(minutes=40)),
        visit("v-elena", ELENA, SOON + timedelta(days=3), confirmation=Confirmation.CONFIRMED),
        complete("v-past-1", ELENA, NOW - timedelta(days=40)),
        complete("v-past-2", JONAS, NOW - timedelta(days=80)),
        Recall(id="r-elena", patient=ELENA, at=NOW - timedelta(days=5), description="Cleaning"),
        statement(blob),
        payment("p-old", 5000, 20, PaymentState.POSTED),
        payment("p-since", 12000, 6, PaymentState.POSTED),
        payment("p-pending", 8000, 1, PaymentState.PENDING),
    ]
