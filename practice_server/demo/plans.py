"""The demo practice's treatment plans as records: frozen copies that add up (PLAN-1, PLAN-2)."""

from collections.abc import Iterable

from portal_protocol.plans import (
    PlannedProcedure,
    PlanPriority,
    PlanType,
    Signature,
    TreatmentPlan,
)
from portal_protocol.records import AppointmentStatus
from practice_server.demo import plan_paper
from practice_server.demo.days import Days, clock
from practice_server.demo.documents import DemoBlob, demo_blob
from practice_server.demo.office import PIER, PROVIDERS
from practice_server.demo.proposals import PRIORITIES, PROPOSALS, Proposal, Step
from practice_server.demo.visits import Visit

SAVED_AT = "14:10"
SIGNED_AT = "14:25"
COUNTERSIGNED_AT = "14:40"
SIGNED_NAME = "Signed treatment plan.pdf"


def plans(
    days: Days, booked: Iterable[Visit], names: dict[str, str]
) -> tuple[list[TreatmentPlan], list[DemoBlob]]:
    """Every plan, saved or not, and the signed PDFs. `names` are persons' full names by id."""
    to_come = {
        (visit.patient, visit.treatment.name): visit.id
        for visit in booked
        if visit.status is AppointmentStatus.SCHEDULED
    }
    made, papers = [], []
    for proposal in PROPOSALS:
        steps = [
            _procedure(step, number, to_come.get((proposal.patient, step.visit), ""))
            for number, step in enumerate(proposal.steps, start=1)
        ]
        plan = _plan(proposal, tuple(steps), days)
        if proposal.signed_by:
            paper = plan_paper.draw(plan, names[proposal.patient])
            papers.append(demo_blob(paper, name=SIGNED_NAME))
            plan = plan_paper.with_paper(plan, papers[-1])
        made.append(plan)
    return made, papers


def _plan(proposal: Proposal, steps: tuple[PlannedProcedure, ...], days: Days) -> TreatmentPlan:
    day, zone = days.office_day(proposal.saved), PIER.time_zone
    signed = Signature(proposal.signed_by, clock(day, SIGNED_AT, zone))
    provider = PROVIDERS[proposal.provider].name
    countersigned = Signature(provider, clock(day, COUNTERSIGNED_AT, zone))
    used = {step.priority for step in steps}
    return TreatmentPlan(
        id=f"{proposal.patient}-plan-{proposal.key}",
        patient=proposal.patient,
        at=clock(day, SAVED_AT, zone),
        heading=proposal.heading,
        note=proposal.note,
        status=proposal.status,
        type=PlanType.DISCOUNT if proposal.discount_plan else PlanType.INSURANCE,
        provider=proposal.provider,
        priorities=tuple(
            PlanPriority(key, note) for key, note in PRIORITIES.items() if key in used
        ),
        procedures=steps,
        patient_signature=signed if proposal.signed_by else None,
        practice_signature=countersigned if proposal.signed_by else None,
        insurance_left_cents=proposal.left,
        insurance_maximum_cents=proposal.maximum,
        completed=proposal.completed,
    )


def _procedure(step: Step, number: int, visit: str) -> PlannedProcedure:
    primary = step.fee * step.first // 100
    secondary = step.fee * step.second // 100
    return PlannedProcedure(
        id=str(number),
        description=step.description,
        tooth=step.tooth,
        surface=step.surface,
        code=step.code,
        priority=step.priority,
        fee_cents=step.fee,
        primary_insurance_cents=primary,
        secondary_insurance_cents=secondary,
        discount_cents=step.discount,
        patient_cents=step.fee - primary - secondary - step.discount,
        appointment=visit,
    )
