"""The demo practice comes in by the feed of a real server, and its desk answers."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
import requests
import uuid_utils

from portal_protocol.actions import Action, AnswerVisit, Outcome
from portal_protocol.activity import Activity
from portal_protocol.feed import FEED_BATCH, FeedItem
from portal_protocol.kinds import AnyRecord
from portal_protocol.records import Answer, Appointment, Confirmation, Login, Person
from portal_protocol.session import Session
from portal_protocol.sync import Position, SyncAnswer, SyncRequest, Tombstone
from practice_server import demo
from practice_server.demo import people
from practice_server.demo.__main__ import main
from practice_server.demo.desk import Desk
from practice_server.demo.practice import DemoPractice
from tests.practice_server.demo.conftest import TODAY
from tests.serving import RunningServer, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server of its own with the practice as of this very day."""
    with running_server(tmp_path_factory.mktemp("fed")) as running:
        demo.feed(running.url, running.feed_key)
        yield running


class Patient:
    """A signed-in person at the sync call."""

    def __init__(self, server: RunningServer, user_name: str) -> None:
        self.url = f"{server.url}/v1/sync"
        self.session: Session = server.sign_in(user_name, demo.PASSWORD)
        self.have: dict[str, Position] = {}
        self.records: dict[tuple[type, str], AnyRecord] = {}

    def sync(self, *actions: Action) -> SyncAnswer:
        """Send `actions` and take everything in; answers the first answer."""
        raws = tuple(msgspec.Raw(msgspec.json.encode(action)) for action in actions)
        first = answer = self._call(SyncRequest(have=self.have, actions=raws, limit=2000))
        while answer.more:
            answer = self._call(SyncRequest(have=self.have, limit=2000))
        return first

    def _call(self, request: SyncRequest) -> SyncAnswer:
        headers = {"Authorization": f"Bearer {self.session.access}"}
        body = msgspec.json.encode(request)
        reply = requests.post(self.url, data=body, headers=headers, timeout=60)
        reply.raise_for_status()
        answer = msgspec.json.decode(reply.content, type=SyncAnswer)
        for page in answer.pages:
            self.have[page.stream] = page.upto
            for raw in page.items:
                item = msgspec.json.decode(raw, type=AnyRecord | Tombstone)
                if not isinstance(item, Tombstone):
                    self.records[type(item), item.id] = item
        return answer

    def people(self) -> set[str]:
        """Who is shown."""
        return {item.id for item in self.records.values() if isinstance(item, Person)}

    def visit_asked(self, patient: str) -> Appointment:
        """The visit of a person that waits for an answer."""
        return next(
            item
            for item in self.records.values()
            if isinstance(item, Appointment)
            and item.patient == patient
            and item.confirmation is Confirmation.ASKED
        )


def confirmed(visit: Appointment) -> AnswerVisit:
    """The action that confirms a visit."""
    assert visit.at is not None
    return AnswerVisit(
        id=str(uuid_utils.uuid7()),
        made_at=datetime.now(UTC),
        appointment=visit.id,
        start=visit.at,
        answer=Answer.CONFIRM,
    )


def test_a_folder_holds_all_records_and_blobs(tmp_path: Path, practice: DemoPractice) -> None:
    demo.write_folder(tmp_path, TODAY)
    found: list[FeedItem] = []
    for path in sorted((tmp_path / "records").iterdir()):
        found += msgspec.json.decode(path.read_bytes(), type=list[FeedItem])
    assert tuple(found) == practice.items
    blobs = {path.name: path.read_bytes() for path in (tmp_path / "blobs").iterdir()}
    assert blobs == {content.blob.digest: content.data for content in practice.blobs}
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in blobs.items())


def test_a_large_family_is_written_in_batches(tmp_path: Path) -> None:
    demo.write_folder(tmp_path, TODAY, size=2500)
    sizes = [
        len(msgspec.json.decode(path.read_bytes(), type=list[msgspec.Raw]))
        for path in sorted((tmp_path / "records").iterdir())
    ]
    assert max(sizes) == FEED_BATCH
    assert sum(sizes) == 2500 + 2


def test_feeding_twice_changes_nothing(server: RunningServer, practice: DemoPractice) -> None:
    first = demo.feed(server.url, server.feed_key, TODAY)
    assert first.changed + first.same == len(practice.items)
    again = demo.feed(server.url, server.feed_key, TODAY)
    assert (again.changed, again.same) == (0, len(practice.items))
    session = server.sign_in("Elena.M", demo.PASSWORD)
    assert session.patient == "marlowe-elena"


def test_a_wrong_key_is_refused(server: RunningServer) -> None:
    with pytest.raises(demo.FeedError) as refused:
        demo.feed(server.url, "x" * 40, TODAY, size=4)
    assert refused.value.status in {401, 403}
    assert refused.value.code == "key_refused"


def test_the_command_feeds_and_says_what_it_did(
    server: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--url", server.url, f"--feed-key={server.feed_key}", "--size", "40"]) == 0
    assert "records changed" in capsys.readouterr().out
    assert main(["--url", server.url, "--feed-key", "y" * 40, "--size", "4"]) == 1
    assert "key_refused" in capsys.readouterr().err


def test_the_command_writes_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(tmp_path / "demo"), "--size", "30"]) == 0
    assert "32 records" in capsys.readouterr().out


def test_the_command_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--feed-key", ""])
    assert "--url" in capsys.readouterr().err


def test_nobody_there_is_an_error_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--url", "http://127.0.0.1:9", "--feed-key", "z" * 40, "--size", "4"]) == 1
    assert "did not take it" in capsys.readouterr().err


def test_the_desk_ends_when_told_and_survives_a_missing_server() -> None:
    stopping = Event()
    desk = Desk("http://127.0.0.1:9", "z" * 40)
    with pytest.raises(requests.ConnectionError):
        desk.step()
    thread = Thread(target=desk.run, args=(stopping,), kwargs={"pause": 0.01})
    thread.start()
    stopping.set()
    thread.join(30)
    assert not thread.is_alive()
    desk.close()


@pytest.mark.rule("WHO-3")
def test_each_login_sees_whom_its_role_allows(fed: RunningServer) -> None:
    seen = {}
    for name in ("elena.m", "jonas.m", "daniel.w", "margit.l", "grace.o", "hanako.y"):
        patient = Patient(fed, name)
        patient.sync()
        seen[name] = patient.people()
    assert seen == {
        "elena.m": {people.ELENA, people.JONAS, people.IVY, people.THEO},
        "jonas.m": {people.JONAS},
        "daniel.w": {people.DANIEL, people.RUTH, people.IVY},
        "margit.l": {people.MARGIT, people.WALTER},
        "grace.o": {people.GRACE, people.SAMUEL, people.WALTER},
        "hanako.y": {people.HANAKO},
    }


@pytest.mark.rule("APPT-4")
def test_the_desk_takes_over_what_a_patient_answered(fed: RunningServer) -> None:
    elena = Patient(fed, "elena.m")
    elena.sync()
    visit = elena.visit_asked(people.IVY)
    (result,) = elena.sync(confirmed(visit)).results
    assert (result.outcome, result.code) == (Outcome.DONE, "")
    desk = Desk(fed.url, fed.feed_key)
    assert desk.step() >= 1
    assert desk.step() == 0
    desk.close()
    elena.sync()
    answered = elena.records[Appointment, visit.id]
    assert isinstance(answered, Appointment)
    assert (answered.confirmation, answered.answer) == (Confirmation.CONFIRMED, None)


@pytest.mark.rule("APPT-4")
def test_two_visits_of_a_day_are_answered_together(fed: RunningServer) -> None:
    elena = Patient(fed, "elena.m")
    elena.sync()
    (result,) = elena.sync(confirmed(elena.visit_asked(people.THEO))).results
    assert result.outcome is Outcome.DONE
    elena.sync()
    answers = [
        item.answer
        for item in elena.records.values()
        if isinstance(item, Appointment)
        and item.patient == people.THEO
        and item.confirmation is Confirmation.ASKED
    ]
    assert answers == [Answer.CONFIRM, Answer.CONFIRM]


def test_a_login_sees_as_many_records_as_asked(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        demo.feed(server.url, server.feed_key, size=2500)
        elena = Patient(server, "elena.m")
        elena.sync()
        about_them = [
            record
            for record in elena.records.values()
            if record.patient and not isinstance(record, Login | Activity)
        ]
        assert len(about_them) == 2500


def test_the_folder_is_what_the_server_imports(tmp_path: Path) -> None:
    demo.write_folder(tmp_path / "demo", size=60)
    with running_server(tmp_path / "server") as server:
        command = [sys.executable, "-m", "practice_server.cli", "import"]
        command += [f"--config={server.config}", str(tmp_path / "demo")]
        subprocess.run(command, check=True, capture_output=True)
        elena = Patient(server, "elena.m")
        elena.sync()
        assert people.ELENA in elena.people()
        again = demo.feed(server.url, server.feed_key, size=60)
        assert again.changed == 0
