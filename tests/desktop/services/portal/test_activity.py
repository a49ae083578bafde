"""Activity as the portal tells it, with a real practice server (HEAD-8, WHO-7)."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import requests

from desktop.models.activity import Asked, Entry
from desktop.models.items.activity import Wording
from desktop.models.items.family import Family
from desktop.services.portal import UNCOUNTED, Page, PortalError, Stage, Trouble
from portal_protocol.actions import NoteViewed
from portal_protocol.activity import Activity, What
from portal_protocol.feed import Access
from portal_protocol.records import Answer, Kind, PatientId
from portal_protocol.sync import SyncRequest
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, JONAS, PASSWORD
from tests.serving import RunningServer

EVERYTHING = Asked()


def told(page: Page[Activity]) -> list[tuple[str, str | None, str]]:
    """What, whose, and the record, of each entry."""
    return [(row.record.what, row.record.patient, row.record.subject_id) for row in page.rows]


def until(
    patient: Patient, true: Callable[[list[tuple[str, str | None, str]]], bool]
) -> list[Entry]:
    page = patient.wait_asking(
        lambda **named: patient.portal.activity.page(EVERYTHING, **named), lambda p: true(told(p))
    )
    return [row for row in page.rows if isinstance(row, Entry)]


def whats(patient: Patient) -> list[str]:
    page = patient.ask(patient.portal.activity.page, EVERYTHING)
    return [what for what, _, _ in told(page)]


@pytest.mark.rule("HEAD-8")
def test_signing_in_at_the_practice_is_told_once_by_the_practice(patient: Patient) -> None:
    patient.sign_in()
    rows = until(patient, bool)
    assert [(row.record.what, row.record.offline) for row in rows] == [("signed_in", False)]
    assert rows[0].record.actor_name == "Elena Marlowe"
    assert rows[0].record.device
    assert rows[0].pending is None


@pytest.mark.rule("HEAD-8")
def test_opening_the_saved_copy_is_told_once_an_opening_and_added_when_connected(
    patient: Patient, start: Callable[[], Patient], server: RunningServer
) -> None:
    patient.sign_in()
    patient.portal.close()
    server.stop()
    again = start()
    (copy,) = again.ask(again.portal.session.saved_copies)
    again.ask(again.portal.session.open_saved, copy, PASSWORD)
    again.wait_offline()
    again.portal.refresh()
    again.wait_offline()
    page = again.ask(again.portal.activity.page, EVERYTHING)
    mine = [row for row in page.rows if row.pending is not None]
    assert [row.record.what for row in mine] == ["signed_in"]
    assert mine[0].record.offline
    assert mine[0].record.patient == ELENA
    server.start()
    again.portal.refresh()
    again.wait_fresh()
    rows = until(again, lambda rows: len(rows) == 2)
    assert [row.pending for row in rows] == [None, None]
    assert [row.record.offline for row in rows] == [True, False]


@pytest.mark.rule("HEAD-8")
def test_unlocking_is_told_as_signing_in(patient: Patient) -> None:
    patient.sign_in()
    patient.portal.lock()
    patient.ask(patient.portal.session.unlock, PASSWORD)
    assert patient.portal.stage is Stage.OPEN
    patient.wait_fresh()
    rows = until(patient, lambda rows: len(rows) == 2)
    assert {row.record.what for row in rows} == {"signed_in"}


@pytest.mark.rule("HEAD-8")
@pytest.mark.rule("WHO-7")
def test_what_was_done_names_who_whose_and_to_what(patient: Patient) -> None:
    patient.sign_in()
    visits = patient.ask(patient.portal.appointments.upcoming).rows
    ivys = next(row.record for row in visits if row.record.patient == IVY)
    patient.portal.appointments.answer(ivys, Answer.CONFIRM)
    (statement,) = patient.ask(patient.portal.account.statements).rows
    patient.ask(patient.portal.documents.read, statement.record, statement.record.blobs[0])
    rows = until(patient, lambda rows: len(rows) == 3)
    by_what = {row.record.what: row for row in rows}
    assert by_what["confirm"].record.patient == IVY
    assert by_what["confirm"].record.actor == ELENA
    assert by_what["viewed"].subject == statement.record
    page = patient.ask(patient.portal.activity.page, Asked(patient=IVY))
    assert [row.record.what for row in page.rows] == ["confirm"]
    assert page.total == 1
    page = patient.ask(patient.portal.activity.page, Asked(what="viewed"))
    assert told(page) == [("viewed", ELENA, "s-1")]
    assert page.total == 1
    nobody = patient.ask(patient.portal.activity.page, Asked(actor=JONAS))
    assert (nobody.rows, nobody.total) == ((), 0)
    choices = patient.ask(patient.portal.activity.choices)
    assert choices.actors == ((ELENA, "Elena Marlowe"),)
    assert choices.patients == {ELENA, IVY}
    assert choices.whats == ("confirm", "signed_in", "viewed")


@pytest.mark.rule("WHO-7")
def test_the_person_concerned_sees_what_a_representative_did(
    patient: Patient, start: Callable[[], Patient], server: RunningServer
) -> None:
    access = Access(id="a-jonas", patient=JONAS, user_name="jonas.m", password=PASSWORD)
    server.feed([access])
    session = server.sign_in("elena.m", PASSWORD)
    action = NoteViewed(
        id="01890a5d-ac96-774b-bcce-b302099a8057",
        made_at=datetime.now(UTC),
        kind=Kind.APPOINTMENT,
        record="v-past-2",
    )
    raw = msgspec.Raw(msgspec.json.encode(action))
    answer = requests.post(
        f"{server.url}/v1/sync",
        data=msgspec.json.encode(SyncRequest(actions=(raw,))),
        headers={"Authorization": f"Bearer {session.access}"},
        timeout=30,
    )
    answer.raise_for_status()
    patient.use_practice()
    patient.ask(patient.portal.session.sign_in, "jonas.m", PASSWORD, remember=False, keep=False)
    patient.wait_fresh()
    assert [person.id for person in patient.portal.people] == [JONAS]
    page = patient.ask(patient.portal.activity.page, Asked(what=What.VIEWED))
    (row,) = page.rows
    assert (row.record.actor, row.record.actor_name) == (ELENA, "Elena Marlowe")
    assert row.record.patient == JONAS
    assert row.subject is not None
    assert row.subject.id == "v-past-2"


@pytest.mark.rule("HEAD-8")
def test_what_waits_stands_among_the_rest_by_the_time_of_the_device(
    patient: Patient, server: RunningServer
) -> None:
    feed_activity(server, 130)
    patient.sign_in()
    until(patient, lambda rows: len(rows) > 1)  # 130, and two that signed in
    server.stop()
    patient.portal.refresh()
    patient.wait_offline()
    patient.portal.appointments.answer(
        patient.ask(patient.portal.appointments.upcoming).rows[0].record, Answer.CALL_BACK
    )
    patient.wait(lambda: patient.portal.sync_state.waiting == 1)
    rows, cursor, pages = [], None, 0
    while pages == 0 or cursor is not None:
        page = patient.ask(patient.portal.activity.page, EVERYTHING, cursor=cursor)
        rows += page.rows
        cursor, pages = page.cursor, pages + 1
        assert page.total == (133 if pages == 1 else UNCOUNTED)
    assert pages == 3
    assert len({row.key for row in rows}) == len(rows) == 133
    times = [row.record.at for row in rows]
    assert times == sorted(times, reverse=True)
    assert [row.record.what for row in rows if row.pending] == ["call_back"]
    assert rows[0].record.offline
    whole = patient.ask(patient.portal.activity.everything, EVERYTHING)
    assert [row.key for row in whole.rows] == [row.key for row in rows]


def feed_activity(server: RunningServer, count: int) -> None:
    """What Elena did on another computer: each a note of a viewed visit, a minute apart."""
    session = server.sign_in("elena.m", PASSWORD)
    actions = [
        NoteViewed(
            id=f"01890a5d-ac96-774b-bcce-{at:012x}",
            made_at=datetime.now(UTC) - timedelta(days=1, minutes=at),
            kind=Kind.APPOINTMENT,
            record="v-past-1",
        )
        for at in range(count)
    ]
    raw = tuple(msgspec.Raw(msgspec.json.encode(action)) for action in actions)
    for at in range(0, count, 50):
        answer = requests.post(
            f"{server.url}/v1/sync",
            data=msgspec.json.encode(SyncRequest(actions=raw[at : at + 50])),
            headers={"Authorization": f"Bearer {session.access}"},
            timeout=60,
        )
        answer.raise_for_status()


@pytest.mark.rule("HEAD-8")
def test_saved_as_csv_it_reads_back_whole_or_is_not_there(patient: Patient, tmp_path: Path) -> None:
    patient.sign_in()
    until(patient, bool)
    wording = Wording(Family(patient.portal.people, patient.portal.practice))
    path = tmp_path / "activity.csv"
    patient.ask(patient.portal.activity.save_csv, EVERYTHING, wording, path)
    text = path.read_bytes().decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text, newline="")))
    assert head[1:3] == ["Action", "Who"]
    assert [row[1:3] for row in rows] == [["Signed in", "Elena Marlowe"]]
    missing = tmp_path / "no folder" / "activity.csv"
    with pytest.raises(PortalError) as caught:
        patient.ask(patient.portal.activity.save_csv, EVERYTHING, wording, missing)
    assert caught.value.trouble is Trouble.DISK_FAULT
    assert [file.name for file in tmp_path.glob("**/*.part")] == []


def test_an_entry_is_a_shown_record() -> None:
    activity = Activity(id="a", patient=PatientId("p"), actor=ELENA, actor_name="E", what="viewed")
    assert Entry(activity).key == "a"
