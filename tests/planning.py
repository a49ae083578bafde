"""A saved plan that resembles what practices write, for every test that shows one."""

from datetime import UTC, datetime

from portal_protocol.plans import PlannedProcedure, PlanPriority, Signature, TreatmentPlan
from portal_protocol.records import PatientId

SAVED = datetime(2026, 10, 21, 15, tzinfo=UTC)
PHASES = (
    PlanPriority("Do first", "Before the end of the year"),
    PlanPriority("Next", "Within 3 months"),
    PlanPriority("Can wait", "When you are ready"),
)


def procedure(number: int, description: str, fee: int, primary: int, **more) -> PlannedProcedure:
    """One row; the patient pays what insurance and discount leave."""
    others = more.get("secondary_insurance_cents", 0) + more.get("discount_cents", 0)
    return PlannedProcedure(
        **{
            "id": f"row-{number}",
            "description": description,
            "fee_cents": fee,
            "primary_insurance_cents": primary,
            "patient_cents": fee - primary - others,
            **more,
        }
    )


def procedures(visit: str = "") -> tuple[PlannedProcedure, ...]:
    """Five rows in three phases; the first two are booked for a visit."""
    return (
        procedure(
            1,
            "Crown, porcelain",
            124_000,
            62_000,
            tooth="14",
            code="D2740",
            priority="Do first",
            appointment=visit,
        ),
        procedure(
            2,
            "Build-up under the crown",
            26_500,
            13_250,
            tooth="14",
            code="D2950",
            priority="Do first",
            appointment=visit,
        ),
        procedure(3, "Filling, two surfaces", 24_800, 19_840, tooth="30", priority="Next"),
        procedure(4, "Deep cleaning", 28_600, 22_880, tooth="25-28", priority="Next"),
        procedure(5, "Night guard", 48_500, 0, surface="U", priority="Can wait"),
    )


def plan(patient: PatientId, name: str = "plan-1", **changes) -> TreatmentPlan:
    """Crown and gum care, saved on October 21, 2026."""
    return TreatmentPlan(
        **{
            "id": name,
            "patient": patient,
            "at": SAVED,
            "heading": "Crown and gum care",
            "provider": "farrow",
            "priorities": PHASES,
            "procedures": procedures(),
            "insurance_left_cents": 121_200,
            "insurance_maximum_cents": 150_000,
            **changes,
        }
    )


def signed(patient: PatientId, **changes) -> TreatmentPlan:
    """The same, signed by both."""
    return plan(
        patient,
        **{
            "patient_signature": Signature("Elena Marlowe", SAVED),
            "practice_signature": Signature("Dr. Amina Farrow", SAVED),
            **changes,
        },
    )
