from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.items.plan_columns import Column
from desktop.models.items.plan_head import head_of
from desktop.models.items.plan_questions import about_plan, about_row, row_lines
from desktop.models.items.plan_sums import Sums
from desktop.models.items.plan_table import PhaseRow, ProcedureRow, TotalRow, table_of
from desktop.models.items.plans import PlanRow, PlansModel
from desktop.models.shown import Page, ShownPlan
from desktop.models.unreadable import Unreadable
from portal_protocol.mail import MOST_SUBJECT
from portal_protocol.plans import PlannedProcedure, PlanPriority, PlanType, Signature
from portal_protocol.records import AppointmentStatus
from tests.desktop.models.items.sample import ELENA, FAMILY, IVY, visit
from tests.planning import PHASES, SAVED, plan, procedure, procedures, signed

BOOKED = visit(7, at=datetime(2026, 11, 18, 16, tzinfo=UTC), patient=ELENA)


def table(visits=(), **changes):
    return table_of(ShownPlan(plan(ELENA, **changes), visits=tuple(visits)), FAMILY)


def model(*shown, everyone=True, unreadable=()) -> PlansModel:
    made = PlansModel()
    made.set_context(FAMILY, everyone=everyone)
    page = Page(shown, None, len(shown), unreadable)
    made.wanted.connect(lambda _cursor, turn: made.take(page, turn))
    made.refresh()
    return made


@pytest.mark.rule("PLAN-1")
def test_a_row_says_the_heading_when_it_was_saved_by_whom_and_your_part():
    [row] = model(ShownPlan(plan(ELENA)), everyone=False).rows
    assert isinstance(row, PlanRow)
    assert row.spoken == (
        "Crown and gum care, Saved Oct 21, 2026, Dr. Amina Farrow, Your part $1,344.30"
    )


def test_rows_for_everyone_say_for_whom():
    rows = model(ShownPlan(plan(IVY)), ShownPlan(plan(ELENA, "other", completed=True))).rows
    assert [row.spoken for row in rows] == [
        "Crown and gum care, For Ivy, Saved Oct 21, 2026, Dr. Amina Farrow, Your part $1,344.30",
        "Crown and gum care, For Elena, Saved Oct 21, 2026, Dr. Amina Farrow, Completed",
    ]


def test_a_plan_that_cannot_be_read_has_a_row_that_says_so():
    damaged = Unreadable(id="x", patient=ELENA, at=SAVED, kind_of="treatment_plan")
    [row] = model(unreadable=(damaged,)).rows
    assert (row.title, row.enabled) == ("A plan that this version cannot show", False)


@pytest.mark.rule("PLAN-2")
def test_rows_stand_by_priority_with_the_totals_of_each():
    rows = table().rows
    assert [(row.title, row.amounts) for row in rows if not isinstance(row, ProcedureRow)] == [
        ("Do first", ("$1,505.00", "$752.50", "$752.50")),
        ("Next", ("$534.00", "$427.20", "$106.80")),
        ("Can wait", ("$485.00", "$0.00", "$485.00")),
        ("In all", ("$2,524.00", "$1,179.70", "$1,344.30")),
    ]
    assert [row.number for row in rows if isinstance(row, PhaseRow)] == ["1", "2", "3"]
    assert [row.title for row in rows if isinstance(row, ProcedureRow) and row.last] == [
        "Build-up under the crown",
        "Deep cleaning",
        "Night guard",
    ]


@pytest.mark.rule("PLAN-2")
def test_a_row_reads_what_where_and_who_pays_and_its_visit():
    shown = table([BOOKED], procedures=procedures(BOOKED.id)).rows
    crown, build_up = [row for row in shown if isinstance(row, ProcedureRow)][:2]
    assert crown.spoken == (
        "Crown, porcelain, Upper left first molar, tooth 14, fee $1,240.00, "
        "insurance estimate $620.00, your part $620.00, Booked Nov 18"
    )
    assert build_up.visit.tone == "ok"


@pytest.mark.parametrize(
    ("visits", "completed", "said"),
    [
        ([], False, "Not booked"),
        ([], True, "Done"),
        ([visit(7, at=None)], False, "Not booked"),
        ([visit(7, at=SAVED, status=AppointmentStatus.COMPLETE)], False, "Done Oct 21"),
        ([visit(7, at=SAVED + timedelta(days=90))], False, "Booked Jan 19, 2027"),
    ],
)
def test_a_row_says_whether_it_is_booked_or_done(visits, completed, said):
    rows = table(visits, procedures=procedures("visit-7")[:1], completed=completed).rows
    assert [row.visit.text for row in rows if isinstance(row, ProcedureRow)] == [said]


@pytest.mark.rule("PLAN-2")
def test_second_insurance_and_discount_have_columns_only_when_published():
    assert table().headings == ("Fee", "Insurance est.", "Your part")
    rows = (procedure(1, "Filling", 9000, 4000, secondary_insurance_cents=500, discount_cents=250),)
    said = table(procedures=rows, priorities=())
    assert said.headings == ("Fee", "1st insurance", "2nd insurance", "Discount", "Your part")
    assert said.rows[0].amounts == ("$90.00", "$40.00", "$5.00", "$2.50", "$42.50")
    assert "second insurance estimate $5.00, discount $2.50, your part" in said.rows[0].spoken
    reduced = (procedure(1, "Filling", 9000, 0, discount_cents=250),)
    plain = table(procedures=reduced, type=PlanType.DISCOUNT)
    assert plain.columns == (Column.FEE, Column.DISCOUNT, Column.PATIENT)


def test_what_has_no_priority_comes_last():
    rows = (procedure(1, "Loose", 100, 0, priority="unknown"), *procedures()[:1])
    said = [(row.title, getattr(row, "number", "")) for row in table(procedures=rows).rows]
    assert said == [
        ("Do first", "1"),
        ("Crown, porcelain", ""),
        ("Everything else", ""),
        ("Loose", ""),
        ("In all", ""),
    ]


def test_the_total_is_left_out_only_where_phases_and_head_say_it_all():
    assert not any(isinstance(row, TotalRow) for row in table().on_screen)
    assert isinstance(table(priorities=()).on_screen[-1], TotalRow)
    rows = tuple(procedure(1, "A", 900, 100, discount_cents=50, priority="Next") for _ in "ab")
    assert isinstance(table(procedures=rows).on_screen[-1], TotalRow)


CENTS = st.integers(0, 500_000)
NAMES = st.sampled_from(["", "Do first", "Next", "Can wait", "unknown"])
PROCEDURES = st.lists(
    st.builds(
        PlannedProcedure,
        id=st.sampled_from(["a", "b", "c"]),
        description=st.text(max_size=20),
        priority=NAMES,
        fee_cents=CENTS,
        primary_insurance_cents=CENTS,
        secondary_insurance_cents=CENTS,
        discount_cents=CENTS,
        patient_cents=CENTS,
    ),
    max_size=8,
).map(tuple)
PRIORITIES = st.lists(st.sampled_from((*PHASES, PlanPriority(""))), max_size=5).map(tuple)


@pytest.mark.rule("PLAN-2")
@given(PROCEDURES, PRIORITIES)
def test_sums_are_the_sums_of_the_rows_that_are_shown(rows, priorities):
    shown = table(procedures=rows, priorities=priorities).rows
    assert len({row.key for row in shown}) == len(shown)
    in_all = [row.sums for row in shown if isinstance(row, ProcedureRow)]
    assert len(in_all) == len(rows)
    assert shown[-1].sums == reduce(add, in_all, Sums())
    phases = [row for row in shown if isinstance(row, PhaseRow)]
    for phase, own in zip(phases, groups(shown), strict=True) if phases else ():
        assert phase.sums == reduce(add, [row.sums for row in own], Sums())
    head = head_of(plan(ELENA, procedures=rows), FAMILY)
    assert head.sums == shown[-1].sums


def groups(rows):
    """The procedures below each phase."""
    found: list[list[ProcedureRow]] = []
    for row in rows:
        if isinstance(row, PhaseRow):
            found.append([])
        elif isinstance(row, ProcedureRow) and found:
            found[-1].append(row)
    return found


@pytest.mark.rule("PLAN-1")
def test_the_head_says_whose_plan_it_is_and_of_which_day():
    head = head_of(plan(ELENA, note="Bring your guard."), FAMILY)
    assert head.title == "Crown and gum care"
    assert head.about == "For Elena, by Dr. Amina Farrow. Saved Oct 21, 2026."
    assert head.note == "Bring your guard."
    assert head.foot == (
        "These are estimates, not a bill, as of Oct 21, 2026. "
        "Insurance left this year: about $1,212.00 of $1,500.00."
    )


def test_what_the_practice_does_not_publish_is_not_said():
    bare = plan(ELENA, heading="", provider="", at=None, insurance_left_cents=None, procedures=())
    head = head_of(bare, FAMILY)
    assert (head.title, head.about, head.signed) == ("Treatment plan", "For Elena.", "")
    assert head.foot == "These are estimates, not a bill."
    some = head_of(plan(ELENA, insurance_maximum_cents=None), FAMILY)
    assert some.foot.endswith("Insurance left this year: about $1,212.00.")


@pytest.mark.rule("PLAN-3")
def test_who_pays_what_is_said_in_words():
    head = head_of(plan(ELENA), FAMILY)
    assert (head.figure, head.fees) == ("$1,344.30", "Fees $2,524.00")
    assert head.spoken_shares == "Insurance $1,179.70, you $1,344.30"
    rows = (procedure(1, "Filling", 9000, 4000, secondary_insurance_cents=500, discount_cents=250),)
    said = head_of(plan(ELENA, procedures=rows), FAMILY).spoken_shares
    assert said == "Insurance $45.00, discount $2.50, you $42.50"
    alone = head_of(plan(ELENA, procedures=procedures()[4:]), FAMILY)
    assert alone.spoken_shares == "You $485.00"


@pytest.mark.rule("PLAN-5")
def test_a_signed_plan_says_by_whom_and_when():
    assert head_of(signed(ELENA), FAMILY).signed == (
        "Signed by Elena Marlowe on Oct 21, 2026. "
        "Signed for the practice by Dr. Amina Farrow on Oct 21, 2026."
    )
    unnamed = Signature("", SAVED)
    said = head_of(signed(ELENA, patient_signature=unnamed, practice_signature=unnamed), FAMILY)
    assert said.signed == (
        "Signed by Elena Marlowe on Oct 21, 2026. "
        "Signed for the practice by Harbor Family Dental on Oct 21, 2026."
    )


@pytest.mark.rule("PLAN-4")
def test_a_question_quotes_the_line_and_the_plan():
    one = plan(ELENA)
    crown = next(row for row in table().rows if isinstance(row, ProcedureRow))
    message = about_row(one, crown, FAMILY)
    assert (message.regarding, message.subject) == (ELENA, "Question about Crown, porcelain")
    assert message.body == (
        "\n\n"
        "> Crown, porcelain, Upper left first molar, tooth 14, D2740\n"
        "> Fee $1,240.00, insurance estimate $620.00, your part $620.00, Not booked\n"
        "> Treatment plan “Crown and gum care”, Saved Oct 21, 2026\n"
    )
    assert row_lines(one, crown)[0] in message.body
    whole = about_plan(one, FAMILY)
    assert whole.subject == "Question about Crown and gum care"
    assert "> Fee $2,524.00, insurance estimate $1,179.70, your part $1,344.30\n" in whole.body


def test_a_subject_is_never_longer_than_the_practice_takes():
    assert len(about_plan(plan(ELENA, heading="x" * 400), FAMILY).subject) == MOST_SUBJECT
