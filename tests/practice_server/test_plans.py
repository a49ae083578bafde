"""Treatment plans: only saved ones are ever in a stream (PLAN-1)."""

import msgspec
import pytest

from portal_protocol.feed import Removal
from portal_protocol.plans import PlannedProcedure, PlanStatus, TreatmentPlan
from portal_protocol.records import PatientId
from practice_server.store.store import Store
from tests.practice_server.worlds import Copy, family, feed, snapshot

STEP = PlannedProcedure(id="1", description="Crown", fee_cents=100, patient_cents=100)
UNSAVED = [each for each in PlanStatus if each is not PlanStatus.SAVED]


def plan(status: PlanStatus = PlanStatus.SAVED, heading: str = "Crown") -> TreatmentPlan:
    return TreatmentPlan(
        id="plan",
        patient=PatientId("ivy"),
        heading=heading,
        status=status,
        procedures=(STEP,),
    )


@pytest.mark.rule("PLAN-1")
@pytest.mark.parametrize("status", UNSAVED)
def test_a_plan_that_is_not_saved_is_never_written(store: Store, status: PlanStatus) -> None:
    elena = family(store)
    before = snapshot(store)

    feed(store, plan(status))

    assert not Copy(elena).sync(store).ids("treatment_plan")
    assert snapshot(store)["record"] == before["record"]


@pytest.mark.rule("PLAN-1")
@pytest.mark.parametrize("status", UNSAVED)
def test_a_plan_that_is_no_longer_saved_leaves_nothing_behind(
    store: Store, status: PlanStatus
) -> None:
    elena = family(store)
    feed(store, plan(heading="Whitening"))
    copy = Copy(elena).sync(store)
    assert copy.ids("treatment_plan") == {"plan"}

    feed(store, plan(status, heading="Whitening"))

    assert not copy.sync(store).ids("treatment_plan")
    assert "Whitening" not in str(snapshot(store)["record"])
    feed(store, plan(heading="Whitening"))
    assert copy.sync(store).ids("treatment_plan") == {"plan"}


@pytest.mark.rule("PLAN-2")
def test_a_plan_arrives_as_it_was_saved_and_is_replaced_as_a_whole(store: Store) -> None:
    elena = family(store)
    feed(store, plan())
    copy = Copy(elena).sync(store)
    feed(store, msgspec.structs.replace(plan(), note="Checked", procedures=(STEP, STEP)))

    body = copy.sync(store).rows["patient:ivy/plan"]["treatment_plan", "plan"]
    found = msgspec.json.decode(body, type=TreatmentPlan)
    assert found == msgspec.structs.replace(plan(), note="Checked", procedures=(STEP, STEP))


def test_a_deleted_plan_goes(store: Store) -> None:
    elena = family(store)
    feed(store, plan())
    copy = Copy(elena).sync(store)

    feed(store, Removal(of="treatment_plan", id="plan"))

    assert not copy.sync(store).ids("treatment_plan")
