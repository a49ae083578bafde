"""Files of messages go up before the messages, and a file that is refused says so (MAIL-5)."""

from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace
from requests import Response

from desktop.models.shown import Pending, Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault import outbox
from desktop.services.context import Context
from desktop.services.live import Live
from desktop.services.renewal import prepared, renewed
from desktop.services.sync import Sync
from portal_protocol.problems import Problem
from portal_protocol.records import Blob
from tests.desktop.models.vault.letters import put_message
from tests.desktop.models.vault.making import keep
from tests.desktop.services.conftest import Computer, Family
from tests.desktop.services.lossy import lossy
from tests.desktop.services.misbehaving import Call

PICTURE = b"\xff\xd8\xff a picture of a tooth"
UPLOADS = "/v1/uploads/"


def waiting(live: Live) -> Pending:
    with live.vault.reading() as connection:
        (found,) = outbox.pending(connection)
    return found


def queue(live: Live, family: Family, *contents: bytes) -> tuple[Blob, ...]:
    files = tuple(
        replace(keep(live.vault.documents, content), media_type="image/jpeg")
        for content in contents
    )
    with live.vault.writing() as connection:
        put_message(connection, files, family.patient)
    return files


def uploading(answer: Callable[[Call], None]) -> Callable[[Call, Response], bool]:
    """A practice that deals with uploads in its own way."""

    def spoil(call: Call, _answer: Response) -> bool:
        mine = call.path.startswith(UPLOADS)
        if mine:
            answer(call)
        return mine

    return spoil


def problem(status: int, code: str) -> Callable[[Call], None]:
    body = msgspec.json.encode(Problem(code=code, title="x", status=status))
    return lambda call: call.answer(body, status, "application/problem+json")


@pytest.mark.rule("MAIL-5")
def test_files_are_up_before_the_message_that_names_them(computer: Computer, family: Family):
    with lossy(family.server.url, uploading(lambda call: call.answer(b"", 201))) as server:
        live = computer.synced(family, url=server.url)
        files = queue(live, family, PICTURE, PICTURE * 2)
        before = len(server.calls)
        Sync(live).run(Context())
        calls = server.calls[before:]
    assert [call.path for call in calls[:3]] == [
        *(UPLOADS + blob.digest for blob in files),
        "/v1/sync",
    ]
    assert [call.body for call in calls[:2]] == [PICTURE, PICTURE * 2]
    assert calls[0].header("Content-Type") == "image/jpeg"
    assert calls[0].method == "PUT"
    assert b"send_message" in calls[2].body


@pytest.mark.rule("MAIL-5", "MAIL-6")
@pytest.mark.parametrize(
    ("status", "code", "trouble"),
    [
        (413, "too_large", Trouble.ATTACHMENT_TOO_LARGE),
        (415, "attachment_refused", Trouble.ATTACHMENT_REFUSED),
        (404, "not_found", Trouble.ATTACHMENT_REFUSED),
    ],
)
def test_a_refused_file_fails_its_message_and_keeps_the_text(
    computer: Computer, family: Family, status: int, code: str, trouble: Trouble
):
    with lossy(family.server.url, uploading(problem(status, code))) as server:
        live = computer.synced(family, url=server.url)
        (file,) = queue(live, family, PICTURE)
        assert "outbox" in Sync(live).run(Context())
    found = waiting(live)
    assert (found.state, found.code) == (Waiting.FAILED, trouble)
    assert live.vault.documents.has(file.digest)
    assert not any(b"send_message" in call.body for call in server.calls)


@pytest.mark.rule("MAIL-6")
def test_a_network_that_ends_during_an_upload_leaves_the_message_waiting(
    computer: Computer, family: Family
):
    with lossy(family.server.url, uploading(lambda call: call.hang_up())) as server:
        live = computer.synced(family, url=server.url)
        queue(live, family, PICTURE)
        with pytest.raises(PortalError):
            Sync(live).run(Context())
    assert waiting(live).state is Waiting.QUEUED  # it can still be edited


@pytest.mark.rule("MAIL-6")
def test_a_message_whose_answer_was_lost_is_not_failed_by_its_files(
    computer: Computer, family: Family
):
    lost = [True]

    def spoil(call: Call, _answer: Response) -> bool:
        if call.path.startswith(UPLOADS):
            call.answer(b"", 201)
            return True
        if b"send_message" in call.body and lost:
            call.hang_up()
            return True
        return False

    with lossy(family.server.url, spoil) as server:
        live = computer.synced(family, url=server.url)
        (file,) = queue(live, family, PICTURE)
        with pytest.raises(PortalError):
            Sync(live).run(Context())
        assert waiting(live).state is Waiting.SENDING
        live.vault.documents.remove(file.digest)  # the disk's fault: it is at the practice
        uploads = sum(call.path.startswith(UPLOADS) for call in server.calls)
        lost.clear()
        Sync(live).run(Context())
        assert sum(call.path.startswith(UPLOADS) for call in server.calls) == uploads
        with live.vault.reading() as connection:
            left = outbox.pending(connection)
    assert all(row.code != Trouble.ATTACHMENT_MISSING for row in left)


@pytest.mark.rule("MAIL-5")
def test_a_file_that_is_no_longer_here_fails_its_message(computer: Computer, family: Family):
    live = computer.synced(family)
    (file,) = queue(live, family, PICTURE)
    live.vault.documents.remove(file.digest)
    Sync(live).run(Context())
    assert waiting(live).code == Trouble.ATTACHMENT_MISSING


@pytest.mark.rule("MAIL-5", "OFF-6")
@pytest.mark.parametrize("how", ["renewed", "never arrived"])
def test_a_message_that_may_have_been_sent_goes_with_its_files(
    computer: Computer, family: Family, how: str
):
    """One that a list brought back, and one whose call never came to the practice."""
    with lossy(family.server.url, uploading(lambda call: call.answer(b"", 201))) as server:
        live = computer.synced(family, url=server.url)
        (file,) = queue(live, family, PICTURE)
        if how == "renewed":
            live = computer.also(renewed(live, prepared(live, give_up_waiting=False)))
        else:
            with live.vault.writing() as connection:
                outbox.send(connection)
        assert waiting(live).state is Waiting.SENDING
        before = len(server.calls)
        Sync(live).run(Context())
        calls = server.calls[before:]
    assert [call.path for call in calls[:2]] == [UPLOADS + file.digest, "/v1/sync"]
    assert b"send_message" in calls[1].body


@pytest.mark.rule("MAIL-6")
def test_a_message_that_may_have_been_sent_is_not_failed_by_a_refused_file(
    computer: Computer, family: Family
):
    with lossy(family.server.url, uploading(problem(413, "too_large"))) as server:
        live = computer.synced(family, url=server.url)
        queue(live, family, PICTURE)
        with live.vault.writing() as connection:
            outbox.send(connection)
        Sync(live).run(Context())
        assert any(b"send_message" in call.body for call in server.calls)
    with live.vault.reading() as connection:
        left = outbox.pending(connection)
    assert all(row.code != Trouble.ATTACHMENT_TOO_LARGE for row in left)
