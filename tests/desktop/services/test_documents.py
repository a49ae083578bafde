import threading
from datetime import UTC, datetime, timedelta

import pytest
from requests import Response

from desktop.models.trouble import Trouble
from desktop.services.client import Client
from desktop.services.context import Cancelled, Context, Progress
from desktop.services.documents import Documents, months_ago, saved_here
from desktop.services.keeping import drop, keep_files, missing_files, narrow
from desktop.services.settings import KEEP_ALL
from desktop.services.sync import Sync
from portal_protocol.feed import Removal
from portal_protocol.records import Statement
from tests.desktop.services.conftest import Computer, Family
from tests.desktop.services.lossy import lossy
from tests.desktop.services.misbehaving import Call
from tests.desktop.services.test_client import trouble_of
from tests.desktop.services.test_session import expire_access

LARGE = bytes(range(251)) * 30_000
HALF = len(LARGE) // 2


def is_blob(call: Call) -> bool:
    return "/blobs/" in call.path


class Breaks:
    """Ends the first answers with a document half-way, counting from what was asked."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.ranges: list[str] = []

    def __call__(self, call: Call, answer: Response) -> bool:
        if not is_blob(call):
            return False
        self.ranges.append(call.header("Range"))
        if len(self.ranges) > self.times:
            return False
        place = {"Content_Range": answer.headers.get("Content-Range", "")}
        call.begin(answer.status_code, "application/pdf", len(answer.content), **place)
        call.write(answer.content[: len(answer.content) // 2])
        call.hang_up()
        return True


@pytest.mark.rule("ACC-6")
def test_a_document_comes_into_the_vault_whole_and_checked(computer: Computer, family: Family):
    statement = family.statement(LARGE)
    (blob,) = statement.blobs
    live = computer.synced(family)
    documents = Documents(live)
    steps: list[Progress] = []
    assert saved_here(live, [statement]) == frozenset()
    documents.fetch(statement, blob, Context(steps.append))
    assert documents.read(blob) == LARGE
    assert steps[-1] == Progress(len(LARGE), len(LARGE))
    assert saved_here(live, [statement]) == {statement.id}


@pytest.mark.rule("ACC-6")
def test_a_broken_connection_resumes_where_it_stopped(computer: Computer, family: Family):
    statement = family.statement(LARGE)
    (blob,) = statement.blobs
    breaks = Breaks(times=3)
    with lossy(family.server.url, breaks) as network:
        live = computer.synced(family, url=network.url)
        assert Documents(live).fetched(statement, blob, Context()) == LARGE
    starts = [int(each.removeprefix("bytes=").rstrip("-")) for each in breaks.ranges[1:]]
    assert breaks.ranges[0] == ""
    assert starts == sorted(starts)
    assert starts[0] > 0
    assert starts[-1] > HALF


@pytest.mark.rule("ACC-6")
def test_what_came_is_there_after_a_restart(computer: Computer, family: Family):
    statement = family.statement(LARGE)
    (blob,) = statement.blobs
    breaks = Breaks(times=1000)
    with lossy(family.server.url, breaks) as network:
        live = computer.synced(family, url=network.url)
        context = Context()

        def spoil_and_stop(step: Progress) -> None:
            if step.done > HALF // 2:
                context.cancel()

        context._report = spoil_and_stop
        with pytest.raises(Cancelled):
            Documents(live).fetch(statement, blob, context)
        live.close()
        again = computer.also(computer.door.open_saved(live.folder, family.password))
        held = again.vault.documents.held(blob.digest)
        assert 0 < held < len(LARGE)
        breaks.times = 0
        breaks.ranges.clear()
        assert Documents(again).fetched(statement, blob, Context()) == LARGE
        assert breaks.ranges[0] == f"bytes={held}-"


@pytest.mark.rule("ACC-6")
def test_wrong_bytes_are_refused_and_nothing_of_them_kept(computer: Computer, family: Family):
    statement = family.statement(LARGE)
    (blob,) = statement.blobs
    wrong = [LARGE[:-1] + b"x", LARGE[:-1], LARGE + b"x", b""]

    def spoil(call: Call, _answer: Response) -> bool:
        if not (is_blob(call) and wrong):
            return False
        call.answer(wrong[0], kind="application/pdf")
        return True

    with lossy(family.server.url, spoil) as network:
        live = computer.synced(family, url=network.url)
        documents = Documents(live)
        while wrong:
            call = lambda: documents.fetch(statement, blob, Context())  # noqa: E731
            assert trouble_of(call) is Trouble.WRONG_DIGEST
            assert not live.vault.documents.has(blob.digest)
            wrong.pop(0)
            live.vault.documents.remove(blob.digest)
        documents.fetch(statement, blob, Context())
        assert documents.read(blob) == LARGE


@pytest.mark.rule("ACC-6")
def test_a_document_that_breaks_off_again_and_again_is_given_up(computer, family):
    statement = family.statement(b"%PDF small")

    def spoil(call: Call, _answer: Response) -> bool:
        if is_blob(call):
            call.hang_up()
        return is_blob(call)

    with lossy(family.server.url, spoil) as network:
        live = computer.synced(family, url=network.url)
        call = lambda: Documents(live).fetch(statement, statement.blobs[0], Context())  # noqa: E731
        assert trouble_of(call) is Trouble.CUT_OFF


def test_an_expired_session_is_renewed_in_the_middle_of_documents(computer, family):
    statement = family.statement(LARGE)
    live = computer.synced(family)
    expire_access(live)
    Documents(live).fetch(statement, statement.blobs[0], Context())


def test_a_damaged_file_is_fetched_again(computer, family):
    statement = family.statement(LARGE)
    (blob,) = statement.blobs
    live = computer.synced(family)
    documents = Documents(live)
    documents.fetch(statement, blob, Context())
    (path,) = [path for path in live.vault.folder.documents.iterdir() if path.is_file()]
    path.write_bytes(path.read_bytes()[:-5] + b"xxxxx")
    assert documents.fetched(statement, blob, Context()) == LARGE


def test_a_document_that_is_gone_or_too_large_or_not_here_has_its_own_word(computer, family):
    statement, kept = family.statement(b"%PDF one"), family.statement(b"%PDF two", "kept")
    live = computer.synced(family)
    documents = Documents(live)
    family.server.feed([Removal(of="statement", id=statement.id)])
    (blob,) = statement.blobs
    gone = trouble_of(lambda: documents.fetched(statement, blob, Context()))
    assert gone is Trouble.NOT_FOUND
    assert not [path for path in live.vault.folder.documents.rglob("*") if path.is_file()]
    large = trouble_of(lambda: documents.fetched(kept, kept.blobs[0], Context(), at_most=3))
    assert large is Trouble.DOCUMENT_TOO_LARGE
    live.client.close()
    live.client = Client(computer.client("http://127.0.0.1:9").address)
    away = trouble_of(lambda: documents.fetched(kept, kept.blobs[0], Context()))
    assert away is Trouble.NOT_SAVED_HERE


def test_two_workers_that_want_the_same_document_both_get_it(computer, family):
    statement = family.statement(LARGE)
    (blob,) = statement.blobs
    live = computer.synced(family)
    found: list[bytes] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        found.append(Documents(live).fetched(statement, blob, Context()))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [LARGE, LARGE]


@pytest.mark.rule("ACC-7")
def test_statements_of_the_last_months_are_kept_newest_first(computer, family):
    ages = {"new": 10, "year": 300, "old": 900}
    made = {name: family.statement(name.encode(), name, days) for name, days in ages.items()}
    live = computer.synced(family)
    documents = Documents(live)
    steps: list[Progress] = []

    def here() -> set[str]:
        return {name for name, each in made.items() if saved_here(live, [each])}

    assert keep_files(documents, Statement, 0, Context()) == 0
    wanted = [statement.id for statement, _ in missing_files(documents, Statement, 24)]
    assert wanted == [made["new"].id, made["year"].id]
    assert keep_files(documents, Statement, 24, Context(steps.append)) == 2
    assert steps[-1] == Progress(2, 2)
    assert here() == {"new", "year"}
    assert keep_files(documents, Statement, KEEP_ALL, Context()) == 1
    assert here() == {"new", "year", "old"}
    drop(documents, 24)
    assert here() == {"new", "year"}
    drop(documents, 0)
    assert here() == set()


@pytest.mark.rule("ACC-7")
def test_what_the_patient_opened_stays_until_fewer_months_are_kept(computer, family):
    old = family.statement(b"old", "old", 900)
    live = computer.synced(family)
    documents = Documents(live)
    narrow(documents, 24)
    documents.fetch(old, old.blobs[0], Context())
    for months in (24, 36, KEEP_ALL):
        narrow(documents, months)
        assert saved_here(live, [old])
    narrow(documents, 24)
    assert not saved_here(live, [old])


@pytest.mark.rule("ACC-7")
def test_one_bad_statement_does_not_keep_the_others_away(computer, family):
    bad, good = family.statement(b"bad", "bad", 5), family.statement(b"good", "good", 50)

    def spoil(call: Call, _answer: Response) -> bool:
        spoilt = bad.blobs[0].digest in call.path
        if spoilt:
            call.answer(b"BAD", kind="application/pdf")
        return spoilt

    with lossy(family.server.url, spoil) as network:
        live = computer.synced(family, url=network.url)
        assert keep_files(Documents(live), Statement, 24, Context()) == 1
        assert saved_here(live, [bad, good]) == {good.id}


@pytest.mark.rule("EASE-5")
def test_keeping_statements_can_be_stopped(computer, family):
    for number in range(3):
        family.statement(b"%d" % number, f"s{number}", number + 1)
    live = computer.synced(family)
    context = Context(lambda _step: context.cancel())
    with pytest.raises(Cancelled):
        keep_files(Documents(live), Statement, 24, context)
    Sync(live).run(Context())
    assert keep_files(Documents(live), Statement, 24, Context()) > 0


def test_months_go_back_from_now():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert months_ago(KEEP_ALL) is None
    back = months_ago(12, lambda: now)
    assert back is not None
    assert abs(now - back - timedelta(days=365)) < timedelta(days=1)
