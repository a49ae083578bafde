from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from requests import Response

from desktop.models.shown import Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import queries
from desktop.services.context import Cancelled, Context, Progress
from desktop.services.live import Live
from desktop.services.outbox import Outbox
from desktop.services.sync import Sync
from portal_protocol.feed import Removal
from portal_protocol.records import Answer, Appointment, Statement
from portal_protocol.sync import SyncAnswer
from tests.desktop.services.conftest import SOON, Computer, Family, new_family
from tests.desktop.services.lossy import lossy
from tests.desktop.services.misbehaving import Call
from tests.desktop.services.test_client import trouble_of
from tests.serving import running_server


def visits(live: Live) -> set[str]:
    with live.vault.reading() as connection:
        return {record.id for record in queries.all_of(connection, Appointment)}


def answers_of(family: Family) -> int:
    """How many answers of this family the practice has got."""
    return sum(each.patient == family.patient for each in family.server.outgoing(limit=1000))


def test_a_round_brings_what_changed_and_then_nothing(computer: Computer, family: Family):
    visit = family.visit()
    live = computer.sign_in(family)
    sync = Sync(live)
    assert sync.saved_at() is None
    assert {"practice", "login", "person", "appointment"} <= sync.run(Context())
    assert visits(live) == {visit.id}
    assert sync.run(Context()) == frozenset()
    saved = sync.saved_at()
    assert saved is not None
    assert abs(saved - live.vault.folder.header().saved_at) < timedelta(minutes=2)
    other = family.visit("other")
    family.server.feed([Removal(of="appointment", id=visit.id)])
    assert sync.run(Context()) == {"appointment"}
    assert visits(live) == {other.id}


@pytest.mark.rule("EASE-5")
def test_small_pages_come_to_the_same_and_report_how_far(computer: Computer, family: Family):
    wanted = {family.visit(f"v{number}").id for number in range(12)}
    live = computer.sign_in(family)
    steps: list[Progress] = []
    Sync(live, page=1).run(Context(steps.append))
    assert visits(live) == wanted
    assert steps[0].total is not None
    assert steps[0].total >= 12
    assert steps[-1].done == steps[-1].total


@pytest.mark.rule("EASE-5")
def test_a_round_that_is_stopped_keeps_what_came_and_goes_on(computer: Computer, family: Family):
    wanted = {family.visit(f"v{number}").id for number in range(12)}
    live = computer.sign_in(family)
    context = Context(lambda _step: context.cancel())
    with pytest.raises(Cancelled):
        Sync(live, page=3).run(context)
    assert len(visits(live)) < 12
    Sync(live, page=3).run(Context())
    assert visits(live) == wanted


@pytest.mark.rule("OFF-3")
@pytest.mark.rule("APPT-4")
def test_an_answer_whose_result_was_lost_is_carried_out_once(computer: Computer, family: Family):
    visit = family.visit()
    lost: list[Call] = []

    def spoil(call: Call, _answer: Response) -> bool:
        if b"answer_visit" not in call.body or len(lost) >= 2:
            return False
        lost.append(call)
        call.hang_up()
        return True

    with lossy(family.server.url, spoil) as network:
        live = computer.synced(family, url=network.url)
        Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=False)
        assert "appointment" in Sync(live).run(Context())  # the client tries again by itself
        assert len(lost) == 2
    assert Outbox(live.vault).pending() == ()
    assert answers_of(family) == 1


@pytest.mark.rule("APPT-4")
@pytest.mark.rule("OFF-1")
def test_with_the_server_away_nothing_is_lost(computer: Computer, tmp_path: Path):
    with running_server(tmp_path / "server") as server:
        family = new_family(server)
        visit = family.visit()
        live = computer.synced(family)
        server.kill()
        Outbox(live.vault).answer(visit, Answer.CALL_BACK, offline=True)
        for _ in range(2):
            with pytest.raises(PortalError) as caught:
                Sync(live).run(Context())
            assert caught.value.no_contact
        assert visits(live) == {visit.id}
        assert len(Outbox(live.vault).pending()) == 1
        server.start()
        Sync(live).run(Context())
        assert Outbox(live.vault).pending() == ()
        (sent,) = server.outgoing()
        assert b'"offline":true' in bytes(sent.body)


@pytest.mark.rule("APPT-4")
def test_a_visit_that_moved_refuses_the_answer_with_its_reason(computer, family):
    visit = family.visit()
    live = computer.synced(family)
    family.visit(at=SOON + timedelta(days=1))
    outbox = Outbox(live.vault)
    name = outbox.answer(visit, Answer.CONFIRM, offline=False)
    assert "appointment" in Sync(live).run(Context())
    (pending,) = outbox.pending()
    assert (pending.state, pending.code) == (Waiting.FAILED, "visit_changed")
    assert not outbox.take_back(name)
    assert outbox.dismiss(name)
    assert answers_of(family) == 0


@pytest.mark.rule("APPT-4")
def test_one_answer_a_visit_the_last_one_counts_until_it_is_sent(computer, family):
    visit = family.visit()
    live = computer.synced(family)
    outbox = Outbox(live.vault)
    outbox.answer(visit, Answer.CONFIRM, offline=True)
    name = outbox.answer(visit, Answer.CALL_BACK, offline=True)
    (pending,) = outbox.pending()
    assert pending.action.id == name
    assert outbox.take_back(name)
    assert outbox.pending() == ()


@pytest.mark.rule("WHO-7")
def test_more_notes_than_one_call_carries_all_go_out_in_one_round(computer, family):
    visit = family.visit()
    live = computer.synced(family)
    outbox = Outbox(live.vault)
    for _ in range(130):
        outbox.note_viewed(visit, offline=True)
    outbox.note_downloaded(visit, offline=True)
    Sync(live).run(Context())
    assert outbox.pending() == ()


def test_a_page_that_breaks_off_leaves_the_old_state_and_the_next_round_goes_on(computer, family):
    wanted = {family.visit(f"v{number}").id for number in range(5)}
    broken: list[Call] = []

    def spoil(call: Call, answer: Response) -> bool:
        if call.path != "/v1/sync" or len(broken) >= 3:
            return False
        broken.append(call)
        call.begin(200, "application/json", len(answer.content))
        call.write(answer.content[: len(answer.content) // 2])
        call.hang_up()
        return True

    with lossy(family.server.url, spoil) as network:
        live = computer.sign_in(family, url=network.url)
        assert trouble_of(lambda: Sync(live).run(Context())) is Trouble.CUT_OFF
        assert visits(live) == set()
        Sync(live).run(Context())
        assert visits(live) == wanted


def change_the_end(answer: Response) -> bytes:
    return answer.content[:-20] + b"]" * 20


@pytest.mark.rule("OFF-3")
@pytest.mark.parametrize(
    ("body", "status", "kind", "expected"),
    [
        (b"<html>hotel</html>", 200, "text/html", Trouble.NOT_A_PORTAL),
        (b"", 302, "text/html", Trouble.REDIRECTED),
        (b"oops", 500, "text/plain", Trouble.SERVER_FAULT),
        (b"", 503, "text/plain", Trouble.BUSY),
        (b"{}", 200, "application/json", Trouble.BAD_ANSWER),
        (b'{"pages":[{"stream":1}]}', 200, "application/json", Trouble.BAD_ANSWER),
        (None, 200, "application/json", Trouble.BAD_ANSWER),
    ],
)
def test_whatever_the_network_answers_nothing_is_lost(
    computer, family, body, status, kind, expected
):
    visit, bad = family.visit(), [False]

    def spoil(call: Call, answer: Response) -> bool:
        if call.path != "/v1/sync" or not bad[0]:
            return False
        call.answer(change_the_end(answer) if body is None else body, status, kind)
        return True

    with lossy(family.server.url, spoil) as network:
        live = computer.synced(family, url=network.url)
        Outbox(live.vault).answer(visit, Answer.CONFIRM, offline=False)
        new = family.visit("new", SOON + timedelta(days=2))
        bad[0] = True
        assert trouble_of(lambda: Sync(live).run(Context())) is expected
        assert visits(live) == {visit.id}
        assert len(Outbox(live.vault).pending()) == 1
        bad[0] = False
        Sync(live).run(Context())
    assert visits(live) == {visit.id, new.id}
    assert Outbox(live.vault).pending() == ()
    assert answers_of(family) == 1


def test_an_answer_that_promises_more_and_brings_nothing_is_not_believed(computer, family):
    empty = SyncAnswer(server_time=datetime.now(UTC), more=True, left=9)

    def spoil(call: Call, _answer: Response) -> bool:
        if call.path != "/v1/sync":
            return False
        call.answer(msgspec.json.encode(empty))
        return True

    with lossy(family.server.url, spoil) as network:
        live = computer.sign_in(family, url=network.url)
        assert trouble_of(lambda: Sync(live).run(Context())) is Trouble.BAD_ANSWER


def test_a_document_goes_with_its_record(computer, family):
    statement = family.statement(b"%PDF-1.7 one")
    live = computer.synced(family)
    (blob,) = statement.blobs
    with live.vault.documents.open_for_append(blob) as writer:
        writer.write(b"%PDF-1.7 one")
        writer.finish()
    family.server.feed([Removal(of="statement", id=statement.id)])
    Sync(live).run(Context())
    assert not live.vault.documents.has(blob.digest)
    with live.vault.reading() as connection:
        assert queries.all_of(connection, Statement) == ()


def test_documents_that_a_crash_left_behind_are_swept_once(computer, family):
    live = computer.synced(family)
    content = b"nobody refers to this"
    blob = family.server.feed_blob(content)
    with live.vault.documents.open_for_append(blob) as writer:
        writer.write(content)
        writer.finish()
    Sync(live).run(Context())
    assert live.vault.documents.size() == 0
