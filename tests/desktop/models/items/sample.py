"""A made-up family and practice for tests of rows and words."""

from datetime import UTC, date, datetime
from typing import Any

from desktop.models.items.family import Family
from desktop.models.shown import Pending, Shown, Waiting
from portal_protocol.actions import AnswerVisit
from portal_protocol.records import (
    Answer,
    Appointment,
    AppointmentStatus,
    Blob,
    Clinic,
    Confirmation,
    PatientId,
    Payment,
    Person,
    Practice,
    Provider,
    Statement,
    Utc,
)

NOW = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)  # 10:00 AM in New York
ELENA, IVY, THEO = PatientId("elena"), PatientId("ivy"), PatientId("theo")


def practice(**changes) -> Practice:
    return Practice(
        **{
            "id": "practice",
            "name": "Harbor Family Dental",
            "clinics": (
                Clinic(
                    id="pier",
                    name="Pier Street office",
                    time_zone="America/New_York",
                    address=("18 Pier Street",),
                ),
                Clinic(id="mesa", name="Larkspur Lane office", time_zone="America/Denver"),
            ),
            "providers": (
                Provider(id="sandoval", name="Priya Sandoval", suffix="RDH"),
                Provider(id="farrow", name="Dr. Amina Farrow"),
            ),
            **changes,
        }
    )


def person(patient: PatientId, name: str, **changes) -> Person:
    return Person(
        **{
            "id": patient,
            "patient": patient,
            "first_name": name,
            "last_name": "Marlowe",
            "clinic": "pier",
            **changes,
        }
    )


PEOPLE = (
    person(ELENA, "Elena"),
    person(IVY, "Ivy", birthdate=date(2017, 6, 30)),
    person(THEO, "Theodore", preferred_name="Theo", clinic="mesa"),
)
FAMILY = Family(PEOPLE, practice())


def visit(number: int = 1, **changes) -> Appointment:
    return Appointment(
        **{
            "id": f"visit-{number}",
            "patient": IVY,
            "at": datetime(2026, 11, 12, 20, 30, tzinfo=UTC),
            "description": "Cleaning and exam",
            "provider": "sandoval",
            "clinic": "pier",
            "confirmation": Confirmation.ASKED,
            "status": AppointmentStatus.SCHEDULED,
            "length_minutes": 50,
            **changes,
        }
    )


def pending(
    of: Appointment, state: Waiting, answer: Answer = Answer.CONFIRM, code: str = ""
) -> Pending:
    action = AnswerVisit(
        id="01900000-0000-7000-8000-000000000001",
        made_at=NOW,
        appointment=of.id,
        start=of.at or NOW,
        answer=answer,
    )
    return Pending(action, state, code)


def shown(record, **changes) -> Shown[Any]:
    return Shown(record, **changes)


def statement(number: int = 1, at: Utc | None = None, **changes) -> Statement:
    return Statement(
        **{
            "id": f"statement-{number}",
            "patient": ELENA,
            "at": at or datetime(2026, 10, 28, 16, tzinfo=UTC),
            "family": True,
            "clinic": "pier",
            "covers_from": date(2026, 9, 16),
            "covers_to": date(2026, 10, 21),
            "due_on": date(2026, 11, 25),
            "charges_cents": 64200,
            "insurance_paid_cents": -21440,
            "adjustments_cents": -8500,
            "balance_cents": 34260,
            "blobs": (Blob("0" * 64, 1000),),
            **changes,
        }
    )


def payment(cents: int, at: Utc, **changes) -> Payment:
    return Payment(
        **{
            "id": f"payment-{cents}",
            "patient": ELENA,
            "at": at,
            "amount_cents": cents,
            "method": "Card",
            **changes,
        }
    )
