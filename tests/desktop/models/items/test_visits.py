from datetime import UTC, datetime, timedelta

import pytest

from desktop.models.items import visits
from desktop.models.shown import Waiting
from portal_protocol.records import Answer, AppointmentStatus, Confirmation
from tests.desktop.models.items.sample import ELENA, FAMILY, NOW, THEO, pending, shown, visit

NBSP = "\u00a0"


@pytest.mark.rule("APPT-2")
def test_a_row_says_person_date_time_length_state_and_provider():
    row = visits.upcoming_row(shown(visit()), FAMILY)
    assert (row.month, row.day, row.title) == ("Nov", "12", "Cleaning and exam")
    assert row.when == f"Thursday, 3:30{NBSP}PM, 50 min"
    assert row.who == "Ivy with Priya Sandoval, RDH"
    assert row.chip is not None
    assert row.chip.text == "Needs your answer"
    assert row.spoken == (
        "Cleaning and exam, Ivy with Priya Sandoval, RDH, Thursday, November 12, 2026, "
        f"Thursday, 3:30{NBSP}PM, 50 min, Needs your answer"
    )


@pytest.mark.rule("APPT-2")
@pytest.mark.rule("HEAD-5")
def test_another_clinic_and_its_zone_are_named():
    row = visits.upcoming_row(shown(visit(patient=THEO, clinic="mesa")), FAMILY)
    assert row.who == "Theo with Priya Sandoval, RDH, Larkspur Lane office"
    assert row.when == f"Thursday, 1:30{NBSP}PM Mountain Time, 50 min"


@pytest.mark.rule("APPT-4")
@pytest.mark.parametrize(
    ("state", "said"),
    [
        (Waiting.QUEUED, "Waiting to send"),
        (Waiting.SENDING, "Sending"),
        (Waiting.FAILED, "Not sent"),
    ],
)
def test_an_answer_on_its_way_is_never_shown_as_done(state, said):
    one = visit()
    row = shown(one, pending=pending(one, state))
    assert visits.chip_of(row).text == said
    assert not visits.answerable(row)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"confirmation": Confirmation.CONFIRMED}, "Confirmed"),
        ({"confirmation": Confirmation.NOT_ASKED}, "Booked"),
        ({"confirmation": Confirmation.CALL_BACK}, "The office will call"),
        ({"answer": Answer.CONFIRM}, "Waiting for practice"),
    ],
)
def test_every_state_has_its_word(changes, said):
    row = shown(visit(**changes))
    assert visits.chip_of(row).text == said
    assert not visits.answerable(row)


@pytest.mark.rule("APPT-1")
def test_past_visits_are_grouped_by_the_clinics_year():
    new_year = datetime(2026, 1, 1, 3, tzinfo=UTC)  # still 2025 at the clinic
    records = [
        shown(visit(1, at=NOW - timedelta(days=20), status=AppointmentStatus.COMPLETE)),
        shown(visit(2, at=new_year, status=AppointmentStatus.COMPLETE)),
    ]
    rows = visits.past_rows(records, FAMILY)
    assert [row.title for row in rows] == ["2026", "Cleaning and exam", "2025", "Cleaning and exam"]
    assert [row.enabled for row in rows] == [False, True, False, True]


@pytest.mark.rule("APPT-2")
def test_details_say_everything_published_and_nothing_else():
    full = visit(arrive_at=datetime(2026, 11, 12, 20, 15, tzinfo=UTC), bring="Insurance card")
    said = dict(visits.details(shown(full), FAMILY, NOW))
    assert said["Arrive by"] == (f"3:15{NBSP}PM",)
    assert said["What to bring"] == ("Insurance card",)
    assert said["Where"] == ("Pier Street office", "18 Pier Street")
    bare = dict(visits.details(shown(visit(length_minutes=None, provider="")), FAMILY, NOW))
    assert not {"Arrive by", "What to bring", "Length", "With"} & bare.keys()


def test_a_visit_of_the_signed_in_person_names_them():
    assert visits.upcoming_row(shown(visit(patient=ELENA)), FAMILY).initial == "E"
