"""The Plan tab (PLAN)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QPushButton

from desktop.models.items.plans import PlanRow
from desktop.views.sections.plan import PlanView
from portal_protocol.activity import Activity, What
from portal_protocol.feed import Removal
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import AppointmentStatus, Kind, Section
from practice_server.demo import build, office
from practice_server.demo.people import ELENA, IVY, THEO
from tests.desktop.models.items.sample import visit
from tests.desktop.services.pdfs import pdf
from tests.journeys.conftest import SignedIn
from tests.journeys.driver import Program, seen, wait
from tests.journeys.test_keyboard import says_focus
from tests.planning import SAVED, plan, procedures, signed
from tests.serving import RunningServer

LATER = datetime(2026, 11, 18, 16, tzinfo=UTC)
PLANS, ROWS = "Saved plans", "Procedures of this plan"


def booked(**changes):
    """The visit that the first two rows are booked for."""
    return visit(70, **{"id": "v-crown", "patient": ELENA, "at": LATER, **changes})


def plans(program: Program) -> PlanView:
    """The Plan tab, with plans on it."""
    at = next(at for at in range(6) if program.main.tabs.tabText(at) == "Plan")
    section = program.go_to(at)
    assert isinstance(section, PlanView)
    return section


@pytest.fixture
def unplanned(practice: RunningServer) -> RunningServer:
    """A practice without the demo's plans."""
    demo = [item for item in build().items if isinstance(item, TreatmentPlan)]
    practice.feed([Removal(of=Kind.TREATMENT_PLAN, id=plan.id) for plan in demo])
    return practice


@pytest.fixture
def planned(unplanned: RunningServer) -> RunningServer:
    """A practice that shares two plans of Elena and a signed one of Ivy."""
    practice = unplanned
    blob = practice.feed_blob(pdf())
    practice.feed(
        [
            booked(),
            plan(ELENA, procedures=procedures("v-crown")),
            plan(ELENA, "plan-2", at=SAVED - timedelta(days=400), heading="Wisdom tooth"),
            signed(IVY, name="plan-ivy", at=SAVED - timedelta(days=30), blobs=(blob,)),
        ]
    )
    return practice


@pytest.mark.rule("PLAN-1")
@pytest.mark.rule("PLAN-2")
def test_saved_plans_show_newest_first_with_the_first_one_open(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    program = signed_in(planned)
    section = plans(program)
    assert program.shows("Crown and gum care, For Elena, Saved Oct 21, 2026")
    heads = [row.split(", ")[1] for row in program.rows(PLANS)]
    assert heads == ["For Elena", "For Ivy", "For Elena"]
    for words in (
        "For Elena, by Dr. Amina Farrow. Saved Oct 21, 2026.",
        "$1,344.30",
        "These are estimates, not a bill, as of Oct 21, 2026.",
        "Crown, porcelain, Upper left first molar, tooth 14, fee $1,240.00",
        "Booked Nov 18",
        "Only plans your dentist has saved and shared appear here.",
    ):
        assert program.shows(words)
    bar = section.page.head.shares.bar
    assert bar.accessibleDescription() == "Insurance $1,179.70, you $1,344.30"


@pytest.mark.rule("PLAN-2")
def test_a_visit_that_took_place_makes_its_rows_done(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    program = signed_in(planned)
    plans(program)
    assert program.shows("Booked Nov 18")
    planned.feed([booked(status=AppointmentStatus.COMPLETE)])
    program.portal.refresh()
    assert program.shows("Done Nov 18")
    assert program.hides("Booked Nov 18")


@pytest.mark.rule("WHO-7")
def test_a_plan_that_is_shown_is_noted_once(signed_in: SignedIn, planned: RunningServer) -> None:
    program = signed_in(planned)
    plans(program)
    wait(lambda: noted(program, What.VIEWED) == ["plan-1"], "the note")
    planned.feed([plan(ELENA, procedures=procedures("v-crown"), note="Another note.")])
    program.portal.refresh()
    assert program.shows("Another note.")
    program.activate(PLANS, "Wisdom tooth")
    wait(lambda: len(noted(program, What.VIEWED)) > 1, "the other note")
    assert noted(program, What.VIEWED) == ["plan-1", "plan-2"]


def noted(program: Program, what: What, kind: Kind = Kind.TREATMENT_PLAN) -> list[str]:
    """The records of a kind of which this was noted, as the practice tells the person."""
    told = program.kept_here("SELECT body FROM record WHERE kind = 'activity' ORDER BY at, id")
    rows = [msgspec.json.decode(body, type=Activity) for (body,) in told]
    return [one.subject_id for one in rows if one.what == what and one.subject == kind]


@pytest.mark.rule("PLAN-1")
def test_a_plan_that_is_no_longer_shared_goes_while_it_is_read(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    program = signed_in(planned)
    section = plans(program)
    program.activate(PLANS, "Wisdom tooth")
    wait(lambda: section.page.head.title.text() == "Wisdom tooth", "the plan")
    planned.feed([Removal(of="treatment_plan", id="plan-2")])
    program.portal.refresh()
    assert program.hides("Wisdom tooth")
    assert section.page.head.title.text() == "Crown and gum care"


@pytest.mark.rule("HEAD-7")
def test_a_person_without_a_plan_is_told_so(signed_in: SignedIn, planned: RunningServer) -> None:
    program = signed_in(planned)
    section = plans(program)
    assert program.shows("Crown and gum care")
    program.portal.choose(THEO)
    assert program.shows("No saved plans for Theo")
    assert not section.page.isVisible()
    program.click("Show the whole family")
    assert program.shows("Crown and gum care")


@pytest.mark.rule("HEAD-7")
def test_a_practice_that_saved_none_says_why(signed_in: SignedIn, unplanned: RunningServer) -> None:
    program = signed_in(unplanned)
    plans(program)
    assert program.shows("No saved plans")
    assert program.shows("A plan shows here after your dentist saved and shared it.")


@pytest.mark.rule("PLAN-4")
@pytest.mark.rule("WHO-7")
def test_a_plan_is_saved_as_pdf_where_the_patient_says(
    signed_in: SignedIn, planned: RunningServer, tmp_path: Path
) -> None:
    program = signed_in(planned)
    plans(program)
    assert program.shows("Booked Nov 18")
    program.click("Save this plan as PDF")
    program.name_file(tmp_path / "my plan.pdf")
    assert program.shows("Saved: my plan.pdf")
    assert (tmp_path / "my plan.pdf").read_bytes().startswith(b"%PDF")
    wait(lambda: noted(program, What.DOWNLOADED) == ["plan-1"], "the note")


@pytest.mark.rule("PLAN-4")
def test_printing_asks_for_the_printer(signed_in: SignedIn, planned: RunningServer) -> None:
    program = signed_in(planned)
    plans(program)
    assert program.shows("Booked Nov 18")
    program.click("Print this plan")
    dialog = program.dialog()
    assert isinstance(dialog, QPrintDialog)
    dialog.close()


@pytest.mark.rule("PLAN-5")
def test_a_signed_plan_opens_in_the_viewer_and_leads_back(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    program = signed_in(planned)
    section = plans(program)
    assert program.shows("Crown and gum care, For Ivy")
    assert not seen(QPushButton, "Open signed plan", program.window)
    program.activate(PLANS, "For Ivy")
    assert program.shows("Signed by Elena Marlowe on Oct 21, 2026.")
    assert program.shows("Signed for the practice by Dr. Amina Farrow on Oct 21, 2026.")
    program.press("F6")
    program.click("Open signed plan")
    canvas = section.page.viewer.pdf.canvas
    wait(lambda: canvas.pictures.get(0) is not None, "the first page")
    assert canvas.accessibleName() == "Signed plan, Crown and gum care"
    program.click("Back to the plan")
    assert program.shows("Signed by Elena Marlowe")
    assert says_focus("Open signed plan")


@pytest.mark.rule("PLAN-4")
def test_without_a_place_to_write_nobody_is_asked_to(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    sections = (Section.APPOINTMENTS, Section.ACCOUNT, Section.PLAN)
    planned.feed([replace(office.practice(), sections=sections)])
    program = signed_in(planned)
    section = plans(program)
    assert program.shows("Booked Nov 18")
    assert not section.page.head.ask.isVisible()
    entries = [
        one.text for one in section.page.table.list.row_actions(section.page.table.model.rows[1])
    ]
    assert entries == ["Copy this line"]


@pytest.mark.rule("OFF-1")
def test_plans_are_read_offline(signed_in: SignedIn, planned: RunningServer) -> None:
    program = signed_in(planned)
    planned.stop()
    program.portal.refresh()
    program.wait_offline()
    plans(program)
    assert program.shows("Booked Nov 18")
    assert program.shows("Plans are saved on this computer")


@pytest.mark.rule("HEAD-6")
def test_a_plan_that_a_search_leads_to_is_opened_in_its_place(
    signed_in: SignedIn, planned: RunningServer
) -> None:
    program = signed_in(planned)
    view = plans(program)
    wait(lambda: view.page.shown, "the newest plan")
    other = view.model.rows[-1]
    assert isinstance(other, PlanRow)
    program.go_to(0)
    plans(program)
    view.reveal(other.shown.record)
    wait(lambda: view.page.shown and view.page.shown.key == other.key, "the other plan")
    assert view.panel.list.current_row().key == other.key
    wait(lambda: program.window.focusWidget() is view.panel.list, "the focus in the list")
