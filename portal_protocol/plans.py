"""Treatment plans: frozen copies of what a practice has saved for a person (PLAN-1…5)."""

from enum import StrEnum

from msgspec import Struct

from portal_protocol.records import Record, Utc
from portal_protocol.times import Timed


class PlanStatus(StrEnum):
    """Reference 156; only saved plans are ever shared (PLAN-1)."""

    SAVED = "saved"
    ACTIVE = "active"
    INACTIVE = "inactive"


class PlanType(StrEnum):
    """Reference 164: whether insurance or a discount plan lowers the fees."""

    INSURANCE = "insurance"
    DISCOUNT = "discount"


class PlannedProcedure(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One row of a plan, as it was on the day the plan was saved (reference 158 to 161).

    Amounts are integer cents of the plan's currency, none negative: the fee is what the two
    insurances, the discount and the patient pay together. `tooth` is in the practice's own
    notation, `priority` names one of the plan's priorities, `appointment` is the id of the visit
    that it is booked for.
    """

    id: str
    description: str
    tooth: str = ""
    surface: str = ""
    code: str = ""
    priority: str = ""
    fee_cents: int
    primary_insurance_cents: int = 0
    secondary_insurance_cents: int = 0
    discount_cents: int = 0
    patient_cents: int
    appointment: str = ""


class PlanPriority(Struct, frozen=True, omit_defaults=True):
    """What is done together and when, in the practice's words and order: "Do first"."""

    name: str
    note: str = ""


class Signature(Timed, frozen=True):
    """Who signed a plan, and when (PLAN-5)."""

    name: str
    at: Utc


class TreatmentPlan(Record, tag="treatment_plan", kw_only=True, frozen=True, omit_defaults=True):
    """A saved treatment plan (PLAN-1, PLAN-2); `at` is when it was saved.

    `procedures` are in the practice's order. `blobs[0]` is the signed PDF when there is one.
    `insurance_left_cents` of `insurance_maximum_cents` is what the insurance still pays this year
    as of that day; None when the practice does not publish it. `completed` says that all of it was
    done.
    """

    heading: str
    note: str = ""
    status: PlanStatus = PlanStatus.SAVED
    type: PlanType = PlanType.INSURANCE
    provider: str = ""
    currency: str = "USD"
    priorities: tuple[PlanPriority, ...] = ()
    procedures: tuple[PlannedProcedure, ...] = ()
    patient_signature: Signature | None = None
    practice_signature: Signature | None = None
    insurance_left_cents: int | None = None
    insurance_maximum_cents: int | None = None
    completed: bool = False
