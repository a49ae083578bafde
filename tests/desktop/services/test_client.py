import gzip
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
import truststore
from requests.adapters import HTTPAdapter

from desktop.models.trouble import PortalError, Trouble
from desktop.services.addresses import Address
from desktop.services.transport import Patience, Transport
from portal_protocol.problems import Problem
from portal_protocol.records import Practice
from portal_protocol.session import Device, SignIn, Welcome
from portal_protocol.sync import SyncAnswer, SyncRequest
from tests.desktop.services.misbehaving import Call, Misbehaving, misbehaving, self_signed

PRACTICE = Practice(id="practice", name="Harbor Family Dental")
WELCOME = msgspec.json.encode(
    Welcome(practice=PRACTICE, server_time=datetime(2026, 11, 23, tzinfo=UTC))
)
EMPTY = msgspec.json.encode(SyncAnswer(server_time=datetime(2026, 11, 23, tzinfo=UTC)))
HASTY = Patience(connect=5, read=0.2, grace=0, slowest=10_000_000)
PROBLEM = "application/problem+json"


def trouble_of(call: Callable[[], object]) -> Trouble:
    with pytest.raises(PortalError) as caught:
        call()
    return caught.value.trouble


def html(call: Call) -> None:
    call.answer(b"<html>Welcome to the hotel</html>", kind="text/html")


def slow_headers(server: list[Misbehaving]) -> Callable[[Call], None]:
    def behave(_call: Call) -> None:
        server[0].released.wait()

    return behave


def cut_off(call: Call) -> None:
    call.begin(200, "application/json", len(WELCOME))
    call.write(WELCOME[:30])
    call.hang_up()


def cut_off_chunks(call: Call) -> None:
    call.begin(200, "application/json", None, Transfer_Encoding="chunked")
    call.write(b'5\r\n{"a":\r\n')
    call.hang_up()


def huge(call: Call) -> None:
    call.begin(200, "application/json", 1 << 40)
    while True:
        call.write(b" " * 65536)


def bomb(call: Call) -> None:
    body = gzip.compress(b" " * (1 << 26))
    call.answer(body, Content_Encoding="gzip")


def not_gzip(call: Call) -> None:
    call.answer(WELCOME, Content_Encoding="gzip")


def problem(
    code: str, status: int, retry_after: int | None = None, reference: str = ""
) -> Callable[[Call], None]:
    body = msgspec.json.encode(
        Problem(code=code, title="", status=status, retry_after=retry_after, reference=reference)
    )
    return lambda call: call.answer(body, status, PROBLEM)


@pytest.mark.parametrize(
    ("behave", "expected"),
    [
        (html, Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b"gone", 404, "text/plain"), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b"login", 407, "text/html"), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b"login", 511, "text/html"), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b"{}"), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b"\xff\xfe"), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b'{"api":' * 20_000), Trouble.NOT_A_PORTAL),
        (lambda call: call.answer(b'{"code":' * 20_000, 500, PROBLEM), Trouble.SERVER_FAULT),
        (lambda call: call.answer(b"", 302, Location="https://hotel.example/"), Trouble.REDIRECTED),
        (lambda call: call.answer(b"oops", 500, "text/plain"), Trouble.SERVER_FAULT),
        (lambda call: call.answer(b"<html>", 502, "text/html"), Trouble.SERVER_FAULT),
        (lambda call: call.answer(b"", 503, "text/html", Retry_After="60"), Trouble.BUSY),
        (lambda call: call.answer(b'{"api":"v2","practice":5}'), Trouble.PROGRAM_TOO_OLD),
        (problem("a_code_of_tomorrow", 409), Trouble.SERVER_FAULT),
        (cut_off, Trouble.CUT_OFF),
        (cut_off_chunks, Trouble.CUT_OFF),
        (lambda call: call.hang_up(), Trouble.CUT_OFF),
        (huge, Trouble.ANSWER_TOO_LARGE),
        (bomb, Trouble.ANSWER_TOO_LARGE),
        (not_gzip, Trouble.BAD_ANSWER),
    ],
)
def test_every_bad_answer_has_its_own_trouble(clients, behave, expected):
    with misbehaving(behave) as server:
        assert trouble_of(clients(server.url).welcome) is expected


HEAD = (
    b"HTTP/1.1 200 OK\r\ndate: Mon, 02 Mar 2026 12:00:00 GMT\r\n"
    b"content-type: application/json\r\ncontent-length: 2\r\n\r\n"
)
REFUSED = (
    b"HTTP/1.1 401 Unauthorized\r\ncontent-type: application/problem+json\r\n"
    b'content-length: 50\r\n\r\n{"code":"session_ended"'
)


@pytest.mark.parametrize("answer", [HEAD, REFUSED], ids=["good", "refused"])
def test_an_answer_that_ends_anywhere_is_cut_off(clients, answer):
    lengths: list[int] = []

    def behave(call: Call) -> None:
        call.write(answer[: lengths[-1]])
        call.hang_up()

    with misbehaving(behave) as server:
        client = clients(server.url)
        for length in range(len(b"HTTP/1.1 200 "), len(answer) + 1):
            lengths.append(length)
            with pytest.raises(PortalError) as caught:
                client.refresh("token")
            assert caught.value.trouble is Trouble.CUT_OFF, answer[:length]


def test_a_server_that_never_answers_and_one_that_drips_are_both_given_up(clients):
    server: list[Misbehaving] = []

    def drip(call: Call) -> None:
        call.begin(200, "application/json", len(WELCOME))
        for at in range(len(WELCOME)):
            call.write(WELCOME[at : at + 1])

    with misbehaving(slow_headers(server)) as silent:
        server.append(silent)
        assert trouble_of(clients(silent.url, HASTY).welcome) is Trouble.TIMEOUT
        silent.released.set()
    with misbehaving(drip) as dripping:
        assert trouble_of(clients(dripping.url, HASTY).welcome) is Trouble.TIMEOUT


def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent(
    clients, tmp_path
):
    certificate = self_signed(tmp_path / "own.pem")
    with misbehaving(lambda call: call.answer(WELCOME), certificate) as server:
        assert trouble_of(clients(server.url).welcome) is Trouble.WRONG_CERTIFICATE
        assert server.calls == []


def test_a_certificate_of_the_systems_trust_store_is_accepted(clients, tmp_path, monkeypatch):
    certificate = self_signed(tmp_path / "own.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with misbehaving(lambda call: call.answer(WELCOME), certificate) as server:
        assert clients(server.url).welcome().practice == PRACTICE


def test_a_certificate_for_another_host_is_refused(clients, tmp_path, monkeypatch):
    certificate = self_signed(tmp_path / "own.pem", host="127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with misbehaving(lambda call: call.answer(WELCOME), certificate) as server:
        assert trouble_of(clients(server.url).welcome) is Trouble.WRONG_CERTIFICATE


def test_a_server_without_tls_is_not_spoken_to_in_plain(clients):
    with misbehaving(lambda call: call.answer(WELCOME)) as server:
        address = server.url.replace("http:", "https:")
        assert trouble_of(clients(address).welcome) is Trouble.WRONG_CERTIFICATE


def test_nobody_listening_and_no_such_name_are_told_apart(clients):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound, not listening: refused
        port = held.getsockname()[1]
        assert trouble_of(clients(f"http://127.0.0.1:{port}").welcome) is Trouble.UNREACHABLE
    unknown = trouble_of(clients("https://no-such-practice.invalid").welcome)
    assert unknown in {Trouble.UNKNOWN_HOST, Trouble.OFFLINE}


def test_no_proxy_and_no_netrc_gets_between_the_program_and_its_server(
    clients, tmp_path, monkeypatch
):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login stranger password stranger\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with misbehaving(lambda call: call.answer(EMPTY)) as server:
        clients(server.url).sync("token", SyncRequest())
        assert server.calls[0].header("Authorization") == "Bearer token"


@pytest.mark.parametrize("proxies", [{}, {"https": "http://proxy.example:3128"}])
def test_only_the_systems_trust_store_counts_whatever_the_environment_names(proxies):
    transport = Transport(Address("https://practice.example"), Patience())
    asked = requests.Request("GET", "https://practice.example/").prepare()
    adapter = transport._session.get_adapter("https://practice.example/")
    assert isinstance(adapter, HTTPAdapter)
    pool: Any = adapter.get_connection_with_tls_context(asked, "/another/bundle.pem", proxies, None)
    assert pool.ca_certs is None
    assert isinstance(pool.conn_kw["ssl_context"], truststore.SSLContext)
    transport.close()


def test_reads_are_tried_again_and_then_succeed(clients):
    def behave(call: Call) -> None:
        if call.number < 2:
            call.answer(b"", 503 if call.number else 500, "text/plain")
        else:
            call.answer(WELCOME)

    with misbehaving(behave) as server:
        assert clients(server.url).welcome().practice.name == "Harbor Family Dental"
        assert len(server.calls) == 3


@pytest.mark.parametrize("name", ["refresh", "sign_in", "end"])
def test_what_must_not_be_repeated_is_sent_once(clients, name):
    device = Device(name="d", system="s", program="p")
    request = SignIn(user_name="elena.m", password="secret", device=device)
    with misbehaving(lambda call: call.answer(b"", 503, "text/plain")) as server:
        client = clients(server.url)
        argument = request if name == "sign_in" else "token"
        assert trouble_of(lambda: getattr(client, name)(argument)) is Trouble.BUSY
        assert len(server.calls) == 1


def test_a_problem_keeps_its_code_its_wait_and_its_reference(clients):
    behave = problem("too_many_tries", 429, retry_after=30, reference="r-17")
    device = Device(name="d", system="s", program="p")
    request = SignIn(user_name="elena.m", password="secret", device=device)
    with misbehaving(behave) as server, pytest.raises(PortalError) as caught:
        clients(server.url).sign_in(request)
    assert caught.value.trouble is Trouble.TOO_MANY_TRIES
    assert (caught.value.retry_after, caught.value.reference) == (30, "r-17")


def test_ending_a_session_that_is_over_is_no_error(clients):
    with misbehaving(problem("session_ended", 401)) as server:
        clients(server.url).end("token")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"server_time": 5}', b'{"pages":' * 5000])
def test_a_wrong_answer_to_a_sync_is_said_so(clients, body):
    with misbehaving(lambda call: call.answer(body)) as server:
        call = clients(server.url).sync
        assert trouble_of(lambda: call("token", SyncRequest())) is Trouble.BAD_ANSWER


@pytest.mark.parametrize("secure", [True, False])
def test_a_long_poll_is_ended_from_another_thread(clients, tmp_path, monkeypatch, secure):
    held: list[Misbehaving] = []
    certificate = self_signed(tmp_path / "own.pem") if secure else None
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with misbehaving(slow_headers(held), certificate) as server:
        held.append(server)
        client, found = clients(server.url), []
        waiting = threading.Thread(
            target=lambda: found.append(
                trouble_of(lambda: client.sync("token", SyncRequest(wait=50)))
            )
        )
        waiting.start()
        assert server.came.wait(10)
        client.abort()
        waiting.join(10)
        assert found == [Trouble.CUT_OFF]


def test_an_end_that_the_server_cannot_take_now_is_told(clients):
    with misbehaving(problem("fault", 500)) as server:
        assert trouble_of(lambda: clients(server.url).end("token")) is Trouble.SERVER_FAULT


def test_secrets_are_in_no_error(clients, tmp_path: Path):
    with misbehaving(problem("session_expired", 401)) as server, pytest.raises(PortalError) as it:
        clients(server.url).sync("secret-token", SyncRequest())
    assert "secret-token" not in repr(it.value)
