"""Saved plans through the portal: which come, with which visits, and what is noted of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.models.shown import Page, Pending, ShownPlan
from desktop.models.trouble import PortalError, Trouble
from desktop.models.unreadable import Unreadable
from desktop.models.vault import outbox, queries
from desktop.models.vault.vault import Vault
from portal_protocol.activity import Activity
from portal_protocol.plans import PlanStatus, TreatmentPlan
from portal_protocol.records import Section
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, PDF, SECTIONS, practice
from tests.planning import SAVED, plan, procedures, signed

T = TypeVar("T")
SIGNED = PDF + b"% signed\n"
WITH_PLANS = (*SECTIONS, Section.PLAN)


@pytest.fixture
def with_plans(patient: Patient) -> Patient:
    """A signed-in person whose practice shares plans."""
    blob = patient.server.feed_blob(SIGNED)
    patient.server.feed(
        [
            practice(sections=WITH_PLANS),
            plan(ELENA, procedures=procedures("v-elena")),
            signed(IVY, name="p-ivy", at=SAVED - timedelta(days=1), blobs=(blob,)),
            plan(ELENA, "p-draft", status=PlanStatus.ACTIVE),
        ]
    )
    patient.sign_in()
    return patient


def noted(patient: Patient) -> list[tuple[str, str, str]]:
    """What the practice tells the person of it."""

    def read(vault: Vault) -> tuple[Activity | Unreadable, ...]:
        with vault.reading() as connection:
            return queries.all_of(connection, Activity)

    rows = asked(patient, read)
    return [
        (row.what, row.subject, row.subject_id)
        for row in rows
        if isinstance(row, Activity) and row.subject
    ]


def waiting(patient: Patient) -> tuple[Pending, ...]:
    """What waits to be sent."""

    def read(vault: Vault) -> tuple[Pending, ...]:
        with vault.reading() as connection:
            return outbox.pending(connection)

    return asked(patient, read)


def asked(patient: Patient, read: Callable[[Vault], T]) -> T:
    """What the copy on this computer answers; asked by a worker, as the vault wants."""
    opened = patient.portal._core.opened
    assert opened is not None
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(read, opened._live.vault).result()


def keys(page: Page[TreatmentPlan]) -> list[str]:
    return [row.key for row in page.rows]


@pytest.mark.rule("PLAN-1")
def test_only_saved_plans_come_newest_first(with_plans: Patient) -> None:
    page = with_plans.ask(with_plans.portal.plans.plans)
    assert (keys(page), page.total, page.cursor) == (["plan-1", "p-ivy"], 2, None)


def test_the_list_follows_the_chosen_person(with_plans: Patient) -> None:
    with_plans.portal.choose(IVY)
    assert keys(with_plans.ask(with_plans.portal.plans.plans)) == ["p-ivy"]


def test_many_plans_come_in_pages(with_plans: Patient) -> None:
    older = [plan(ELENA, f"old-{n:03}", at=SAVED - timedelta(days=n + 2)) for n in range(60)]
    with_plans.server.feed(older)
    with_plans.portal.refresh()
    face = with_plans.portal.plans
    first = with_plans.wait_asking(face.plans, lambda page: page.total == 62)
    rest = with_plans.ask(face.plans, cursor=first.cursor)
    assert (len(first.rows), len(rest.rows), rest.cursor) == (50, 12, None)
    assert keys(first)[:2] == ["plan-1", "p-ivy"]
    assert keys(rest)[-1] == "old-059"


@pytest.mark.rule("PLAN-2")
def test_a_plan_comes_with_the_visits_it_is_booked_for(with_plans: Patient) -> None:
    page = with_plans.ask(with_plans.portal.plans.plans)
    booked, other = page.rows
    assert isinstance(booked, ShownPlan)
    assert [visit.id for visit in booked.visits] == ["v-elena"]
    assert isinstance(other, ShownPlan)
    assert other.visits == ()


def test_a_visit_that_is_no_longer_shared_is_no_longer_named(with_plans: Patient) -> None:
    with_plans.server.feed([plan(ELENA, procedures=procedures("v-of-somebody-else"))])
    with_plans.portal.refresh()
    page = with_plans.wait_asking(
        with_plans.portal.plans.plans, lambda page: page.rows[0].visits == ()
    )
    assert keys(page)[0] == "plan-1"


@pytest.mark.rule("PLAN-5")
def test_whether_the_signed_document_is_here_is_told(with_plans: Patient) -> None:
    portal = with_plans.portal
    page = with_plans.ask(portal.plans.plans)
    assert [row.saved for row in page.rows] == [True, False]
    record = page.rows[1].record
    assert with_plans.ask(portal.documents.read, record, record.blobs[0]) == SIGNED
    assert [row.saved for row in with_plans.ask(portal.plans.plans).rows] == [True, True]


@pytest.mark.rule("WHO-7")
def test_looking_at_a_plan_is_noted(with_plans: Patient) -> None:
    shown = with_plans.ask(with_plans.portal.plans.plans).rows[0].record
    with_plans.portal.plans.note_viewed(shown)
    with_plans.wait(lambda: bool(noted(with_plans)))
    assert noted(with_plans) == [("viewed", "treatment_plan", "plan-1")]


@pytest.mark.rule("PLAN-4")
@pytest.mark.rule("WHO-7")
def test_a_drawn_plan_is_written_whole_and_noted(with_plans: Patient, tmp_path: Path) -> None:
    portal = with_plans.portal
    shown = with_plans.ask(portal.plans.plans).rows[0].record
    path = tmp_path / portal.documents.name(shown)
    assert path.name == "Treatment plan 2026-10-21.pdf"
    path.write_bytes(b"an older copy that is longer than the new one")
    assert with_plans.ask(portal.plans.save, shown, path, data=PDF) is None
    assert path.read_bytes() == PDF
    assert [one.name for one in tmp_path.glob("*.part")] == []
    with_plans.wait(lambda: bool(noted(with_plans)))
    assert noted(with_plans) == [("downloaded", "treatment_plan", "plan-1")]


def test_what_could_not_be_written_is_told_and_not_noted(
    with_plans: Patient, tmp_path: Path
) -> None:
    portal = with_plans.portal
    shown = with_plans.ask(portal.plans.plans).rows[0].record
    with pytest.raises(PortalError) as told:
        with_plans.ask(portal.plans.save, shown, tmp_path / "gone" / "plan.pdf", data=PDF)
    assert told.value.trouble is Trouble.DISK_FAULT
    assert waiting(with_plans) == ()


def test_nothing_is_read_or_noted_while_nothing_is_open(patient: Patient, tmp_path: Path) -> None:
    face = patient.portal.plans
    answers: list[object] = []
    face.plans(owner=patient.portal, done=answers.append)
    face.note_viewed(plan(ELENA))
    path = tmp_path / "plan.pdf"
    face.save(plan(ELENA), path, data=PDF, owner=patient.portal, done=answers.append)
    assert answers == []
    assert not path.exists()
