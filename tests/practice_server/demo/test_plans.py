"""The demo's treatment plans: figures that add up, and nothing that was not saved is seen."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from portal_protocol.plans import PlanStatus, PlanType, TreatmentPlan
from portal_protocol.records import Appointment, Person
from practice_server.demo import people
from practice_server.demo.practice import DemoPractice


def plans(practice: DemoPractice) -> list[TreatmentPlan]:
    return [item for item in practice.items if isinstance(item, TreatmentPlan)]


def saved(practice: DemoPractice, patient: str) -> dict[str, TreatmentPlan]:
    mine = [plan for plan in plans(practice) if plan.patient == patient]
    return {plan.heading: plan for plan in mine if plan.status is PlanStatus.SAVED}


def total(plan: TreatmentPlan, name: str) -> int:
    cents: list[int] = [getattr(step, name) for step in plan.procedures]
    return sum(cents)


@pytest.mark.rule("PLAN-2")
def test_a_fee_is_what_insurances_discount_and_patient_pay(practice: DemoPractice) -> None:
    for step in (step for plan in plans(practice) for step in plan.procedures):
        parts = (
            step.primary_insurance_cents,
            step.secondary_insurance_cents,
            step.discount_cents,
            step.patient_cents,
        )
        assert min(parts) >= 0
        assert sum(parts) == step.fee_cents


@pytest.mark.rule("PLAN-2")
def test_elenas_plan_has_the_figures_of_the_page(practice: DemoPractice) -> None:
    crown = saved(practice, people.ELENA)["Crown and gum care"]

    assert total(crown, "fee_cents") == 252400
    assert total(crown, "primary_insurance_cents") == 117970
    assert total(crown, "patient_cents") == 134430
    assert [each.name for each in crown.priorities] == ["Do first", "Next", "Can wait"]
    assert {step.priority for step in crown.procedures} == {p.name for p in crown.priorities}
    assert (crown.insurance_left_cents, crown.insurance_maximum_cents) == (121200, 150000)
    whitening = saved(practice, people.ELENA)["Whitening at home"]
    assert (whitening.type, total(whitening, "patient_cents")) == (PlanType.DISCOUNT, 31000)


def test_the_booked_steps_name_a_visit_of_that_person(practice: DemoPractice) -> None:
    visits = {item.id: item for item in practice.items if isinstance(item, Appointment)}
    booked = {
        (step.appointment, plan.patient)
        for plan in plans(practice)
        for step in plan.procedures
        if step.appointment
    }

    assert booked
    assert {visits[name].patient for name, _ in booked} == {people.ELENA}
    assert all(visits[name].patient == patient for name, patient in booked)


def test_a_plan_has_two_insurances_and_a_discount(practice: DemoPractice) -> None:
    bridge = saved(practice, people.JONAS)["Bridge, lower right"]

    for name in ("primary_insurance_cents", "secondary_insurance_cents", "discount_cents"):
        assert total(bridge, name) > 0


@pytest.mark.rule("PLAN-5")
def test_signed_plans_have_both_signatures_and_their_paper(practice: DemoPractice) -> None:
    data = {content.blob.digest: content.data for content in practice.blobs}
    signed = [plan for plan in plans(practice) if plan.patient_signature]
    wisdom = saved(practice, people.ELENA)["Wisdom tooth, lower left"]

    assert wisdom in signed
    assert wisdom.completed
    for plan in signed:
        assert plan.patient_signature
        assert plan.practice_signature
        assert plan.at
        assert plan.at < plan.patient_signature.at < plan.practice_signature.at
        (paper,) = plan.blobs
        text = PdfReader(BytesIO(data[paper.digest]), strict=True).pages[0].extract_text()
        assert plan.heading in text
        assert plan.patient_signature.name in text
        assert plan.practice_signature.name in text


@pytest.mark.rule("PLAN-1")
def test_there_are_plans_that_could_leak(practice: DemoPractice) -> None:
    unsaved = {plan.status for plan in plans(practice) if plan.patient == people.ELENA}
    hers = {i.id for i in practice.items if isinstance(i, Person) and i.guarantor == people.GRACE}
    shared = [plan for plan in plans(practice) if plan.status is PlanStatus.SAVED]

    assert unsaved == set(PlanStatus)
    assert "oduya-amara" in hers & {plan.patient for plan in shared}
    assert len(shared) >= 12
