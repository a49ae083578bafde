import hashlib

import pytest

from desktop.models.trouble import PortalError, Trouble
from desktop.services.addresses import Address
from desktop.services.client import Client, _signed_place
from portal_protocol.records import Blob
from portal_protocol.sync import SyncRequest
from tests.desktop.services.misbehaving import Call, misbehaving
from tests.desktop.services.test_client import EMPTY, PROBLEM, problem, trouble_of

CONTENT = bytes(range(256)) * 1000
BLOB = Blob(digest=hashlib.sha256(CONTENT).hexdigest(), size=len(CONTENT))


def blob_bytes(client: Client, start: int = 0) -> bytes:
    return b"".join(client.blob("token", "statement", "s 1/ä", BLOB, start))


def ranged(call: Call) -> None:
    start = int(call.header("Range").removeprefix("bytes=").removesuffix("-"))
    where = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
    call.answer(CONTENT[start:], 206, "application/pdf", Content_Range=where)


def test_a_document_comes_whole_or_from_where_it_stopped(clients):
    with misbehaving(lambda call: call.answer(CONTENT, kind="application/pdf")) as server:
        assert blob_bytes(clients(server.url)) == CONTENT
        assert server.calls[0].path.startswith("/v1/records/statement/s%201%2F%C3%A4/blobs/")
        assert blob_bytes(clients(server.url), 70_001) == CONTENT[70_001:]  # range ignored
    with misbehaving(ranged) as server:
        assert blob_bytes(clients(server.url), 70_001) == CONTENT[70_001:]
        assert server.calls[0].header("If-Range") == f'"{BLOB.digest}"'


@pytest.mark.parametrize(
    ("behave", "expected"),
    [
        (lambda call: call.answer(CONTENT * 2, kind="application/pdf"), Trouble.WRONG_DIGEST),
        (problem("not_found", 404), Trouble.NOT_FOUND),
        (problem("blob_missing", 404), Trouble.NOT_FOUND),
        (lambda call: call.answer(b"x", 206, Content_Range="bytes 7-9/10"), Trouble.BAD_ANSWER),
        (lambda call: call.answer(b"{", 409, PROBLEM), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b"", 307, Location="http://evil.example/x"), Trouble.REDIRECTED),
        (lambda call: call.answer(b"", 307, Location="file:///etc/passwd"), Trouble.REDIRECTED),
        (lambda call: call.answer(b"", 302, Location="https://x.example/"), Trouble.REDIRECTED),
    ],
)
def test_a_document_that_is_not_right_is_refused(clients, behave, expected):
    with misbehaving(behave) as server:
        assert trouble_of(lambda: blob_bytes(clients(server.url))) is expected


def test_a_document_that_breaks_off_says_so_and_gives_what_came(clients):
    def half(call: Call) -> None:
        call.begin(200, "application/pdf", len(CONTENT))
        call.write(CONTENT[:100_000])
        call.hang_up()

    came = bytearray()

    def take(client: Client) -> None:
        for chunk in client.blob("token", "statement", "s", BLOB):
            came.extend(chunk)

    with misbehaving(half) as server:
        client = clients(server.url)
        assert trouble_of(lambda: take(client)) is Trouble.CUT_OFF
    assert bytes(came) == CONTENT[: len(came)]
    assert came


def test_an_answer_without_an_end_that_stops_early_counts_as_cut_off(clients):
    def endless(call: Call) -> None:
        call.begin(200, "application/pdf", None, Connection="close")
        call.write(CONTENT[:100_000])
        call.hang_up()

    with misbehaving(endless) as server:
        assert trouble_of(lambda: blob_bytes(clients(server.url))) is Trouble.CUT_OFF


def test_after_the_end_nothing_is_sent_any_more(clients):
    with misbehaving(lambda call: call.answer(EMPTY)) as server:
        client = clients(server.url)
        client.abort()
        assert trouble_of(lambda: client.sync("token", SyncRequest())) is Trouble.CUT_OFF
        assert trouble_of(lambda: blob_bytes(client)) is Trouble.CUT_OFF
        assert server.calls == []


@pytest.mark.parametrize("inside", ["http://127.0.0.1:631/admin", "https://localhost/x"])
def test_no_practice_sends_the_program_to_this_computer_itself(inside):
    with pytest.raises(PortalError) as caught:
        _signed_place(Address("https://practice.example"), "https://practice.example/x", inside)
    assert caught.value.trouble is Trouble.REDIRECTED


def test_a_signed_place_gets_the_range_but_never_the_token(clients):
    with misbehaving(ranged) as store:
        place = f"{store.url}/bucket/x?signature=1"
        with misbehaving(lambda call: call.answer(b"", 307, Location=place)) as server:
            assert blob_bytes(clients(server.url), 5) == CONTENT[5:]
        assert store.calls[0].header("Authorization") == ""
        assert store.calls[0].path == "/bucket/x?signature=1"
