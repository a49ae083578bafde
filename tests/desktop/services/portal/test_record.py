"""Take my record through the face: beside everything else, noted, offline too (OFF-7)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.models.activity import Asked, Entry
from desktop.services.portal import PortalError, Taken, TakeWish, Trouble
from portal_protocol.activity import What
from portal_protocol.records import Kind
from tests.desktop.services.portal.conftest import Patient
from tests.desktop.services.portal.practice import ELENA, IVY, JONAS, PDF

pytestmark = pytest.mark.rule("OFF-7")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder that the patient chose."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    return folder


def noted(patient: Patient) -> list[tuple[str, bool]]:
    """Whose whole records were taken, and whether without a connection."""
    rows = patient.ask(patient.portal.activity.everything, Asked()).rows
    taken = (row.record for row in rows if row.record.what == What.DOWNLOADED)
    return sorted((one.subject_id, one.offline) for one in taken if one.subject == Kind.PERSON)


def test_everything_comes_out_and_is_noted_at_the_practice(
    start: Callable[[], Patient], place: Path
) -> None:
    patient = start()
    patient.sign_in()
    taken: Taken = patient.ask(patient.portal.record.take, TakeWish(place))
    assert taken.path.parent == place
    assert taken.path.name == patient.portal.record.name()
    listed = json.loads((taken.path / "manifest.json").read_bytes())["files"]
    assert len(listed) == taken.files - 1
    assert PDF in {path.read_bytes() for path in taken.path.rglob("*.pdf")}
    assert "Marlowe" in (taken.path / "index.html").read_text(encoding="utf-8")
    patient.wait(lambda: not patient.portal.sync_state.waiting)
    told = noted(patient)
    assert {(ELENA, False), (IVY, False), (JONAS, False)} >= set(told)
    assert (ELENA, False) in told
    patient.wait_fresh()
    patient.wait(lambda: not any(row.pending for row in everything(patient)))


def everything(patient: Patient) -> tuple[Entry, ...]:
    return tuple(patient.ask(patient.portal.activity.everything, Asked()).rows)


def test_offline_what_is_here_comes_out_and_the_rest_is_named(
    start: Callable[[], Patient], place: Path
) -> None:
    patient = start()
    patient.portal.change_settings(statements_kept_months=0)
    patient.sign_in()
    patient.server.stop()
    patient.portal.refresh()
    patient.wait_offline()
    taken: Taken = patient.ask(patient.portal.record.take, TakeWish(place))
    assert {trouble for _, trouble in taken.left_out} <= {Trouble.NOT_SAVED_HERE}
    assert taken.left_out
    assert "there was no connection" in (taken.path / "index.html").read_text(encoding="utf-8")
    assert (ELENA, True) in noted(patient)


def test_stopped_it_is_found_again(start: Callable[[], Patient], place: Path) -> None:
    patient = start()
    patient.sign_in()
    record = patient.portal.record
    assert not patient.ask(record.unfinished, place)
    context = record.take(TakeWish(place), owner=patient.portal, done=lambda _taken: None)
    context.cancel()
    taken: Taken = patient.ask(record.take, TakeWish(place))
    assert not patient.ask(record.unfinished, place)
    assert [each.name for each in place.iterdir()] == [taken.path.name]


def test_a_place_that_is_gone_is_told(start: Callable[[], Patient], place: Path) -> None:
    patient = start()
    patient.sign_in()
    with pytest.raises(PortalError) as told:
        patient.ask(patient.portal.record.take, TakeWish(place / "gone"))
    assert told.value.trouble is Trouble.READ_ONLY


def test_the_password_shows_nowhere() -> None:
    wish = TakeWish(Path("a.zip"), zipped=True, password="hidden words")
    assert "hidden" not in repr(wish)
