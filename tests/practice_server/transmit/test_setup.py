"""Direct in the settings: each that cannot be used is named, and secrets are not told (SUM-4)."""

import io
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from portal_protocol.transmissions import Way
from practice_server.cli import main
from practice_server.settings import BadSetting, Settings, load
from practice_server.store.columns import now
from practice_server.transmit.certificates import in_file
from practice_server.transmit.revocation import RevocationLists
from practice_server.transmit.setup import direct_of, senders_of, ways_of
from tests.practice_server.http.portal import FEED_KEY, portal_under_test, problem
from tests.practice_server.transmit import answering
from tests.practice_server.transmit.community import (
    ADDRESSEE,
    PRACTICE,
    YEAR,
    Authority,
    anchor,
    identity,
    key,
    key_pem,
    pem,
)

pytestmark = pytest.mark.rule("SUM-4")
SECRET = "the password of the key"
FILES: dict[str, str] = {
    "direct_address": PRACTICE,
    "direct_certificate": "mine.pem",
    "direct_key": "key.pem",
    "direct_anchors": "anchors",
    "direct_smtp_url": "smtp://127.0.0.1:9",
}


@pytest.fixture
def folder(tmp_path: Path, community: Authority) -> Path:
    """Files as the settings name them."""
    mine = identity(community)
    (tmp_path / "mine.pem").write_bytes(pem(mine.certificate, community.certificate))
    (tmp_path / "key.pem").write_bytes(key_pem("practice"))
    (tmp_path / "anchors").mkdir()
    (tmp_path / "anchors" / "a.der").write_bytes(community.certificate.public_bytes(Encoding.DER))
    return tmp_path


def settings(folder: Path, **changes: Any) -> Settings:
    names = {f"PRACTICE_SERVER_{name.upper()}": each for name, each in {**FILES, **changes}.items()}
    config = folder / "server.toml"
    config.write_text(f'feed_key = "{FEED_KEY}"\n')
    return load(config, names)


def test_what_is_set_up_is_used(folder: Path, community: Authority, store) -> None:
    made = settings(folder)
    direct = direct_of(made)

    assert direct is not None
    assert direct.identity.between == (community.certificate,)
    assert direct.trust.anchors == [community.certificate]
    assert ways_of(made) == {Way.DIRECT: PRACTICE}
    assert set(senders_of(made, store, direct)) == {Way.DIRECT}
    assert direct_of(Settings(feed_key=FEED_KEY)) is None


def test_a_key_may_be_encrypted_and_its_password_is_not_told(folder: Path) -> None:
    locked = key("practice").private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(SECRET.encode())
    )
    (folder / "key.pem").write_bytes(locked)
    made = settings(folder, direct_key_password=SECRET)

    direct = direct_of(made)
    assert direct is not None
    assert SECRET not in repr(made)
    assert "key" not in repr(direct.identity)
    with pytest.raises(BadSetting) as bad:
        direct_of(settings(folder, direct_key_password=SECRET[:-1]))
    assert bad.value.name == "direct_key"
    assert SECRET[:-1] not in str(bad.value)


def other_certificate(folder: Path, **changes: Any) -> None:
    address = changes.pop("address", PRACTICE)
    made = anchor().vouch(address, owner="practice", **changes)
    (folder / "mine.pem").write_bytes(pem(made))


SPOILT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "no file": ("direct_certificate", lambda at: (at / "mine.pem").unlink()),
    "no certificate": ("direct_certificate", lambda at: (at / "mine.pem").write_bytes(b"x")),
    "of another": ("direct_certificate", lambda at: other_certificate(at, address=ADDRESSEE)),
    "expired": ("direct_certificate", lambda at: other_certificate(at, dates=(-YEAR, -YEAR / 2))),
    "no key": ("direct_key", lambda at: (at / "key.pem").unlink()),
    "another key": ("direct_key", lambda at: (at / "key.pem").write_bytes(key_pem("addressee"))),
    "no anchors": ("direct_anchors", lambda at: (at / "anchors" / "a.der").unlink()),
    "bad anchor": ("direct_anchors", lambda at: (at / "anchors" / "b.der").write_bytes(b"x")),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_cannot_be_used_stops_the_start_with_its_name(
    folder: Path, how: str, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    name, spoil = SPOILT[how]
    made = settings(folder)
    spoil(folder)

    with pytest.raises(BadSetting) as bad:
        direct_of(made)
    assert bad.value.name == name
    for setting, value in FILES.items():
        monkeypatch.setenv(f"PRACTICE_SERVER_{setting.upper()}", value)
    for command in ("serve", "check", "transmit"):
        assert main([command, "--config", str(folder / "server.toml")]) == 2
        assert f"Bad setting {name}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"direct_address": "nobody"}, "direct_address"),
        ({"direct_certificate": ""}, "direct_certificate"),
        ({"direct_key": ""}, "direct_key"),
        ({"direct_anchors": ""}, "direct_anchors"),
        ({"direct_smtp_url": ""}, "direct_smtp_url"),
        ({"direct_smtp_url": "http://a"}, "direct_smtp_url"),
        ({"direct_certificates": "nowhere"}, "direct_certificates"),
        ({"direct_resolver": "127.0.0.1:x"}, "direct_resolver"),
        ({"direct_resolver": "a.name"}, "direct_resolver"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(folder: Path, changes, name: str) -> None:
    with pytest.raises(BadSetting) as bad:
        direct_of(settings(folder, **changes))
    assert bad.value.name == name


def test_a_list_is_fetched_by_http_and_kept_for_a_while(community: Authority) -> None:
    revoked, asked = community.vouch(), []
    data = community.crl([revoked]).public_bytes(Encoding.PEM)

    class Lists(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Lists) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        lists = RevocationLists((f"http://127.0.0.1:{server.server_address[1]}/a.crl",))
        reasons = [
            lists.why_not(each, community.certificate, now())
            for each in (revoked, community.vouch())
        ]
        server.shutdown()
        thread.join()

    assert reasons == ["certificate_revoked", None]
    assert asked == ["/a.crl"]
    stranger = anchor("Stranger")
    assert lists.why_not(stranger.vouch(), stranger.certificate, now()) is None


def test_answers_come_by_the_feed_and_by_the_command(
    folder: Path, community: Authority, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    addressee = identity(community, ADDRESSEE, "addressee")
    entity = answering.mdn("01930000-0000-7000-8000-000000000001", "processed")
    good = answering.sealed(entity, addressee, in_file(folder / "mine.pem")[0])
    with portal_under_test(folder, **FILES) as portal:
        call = ("POST", "/feed/v1/mdn", FEED_KEY)
        assert portal.call(*call, content=good).status_code == 204
        assert problem(portal.call(*call, content=entity), 400) == "bad_request"
    with portal_under_test(folder) as portal:
        assert problem(portal.call(*call, content=good), 422) == "transmit_off"

    config = folder / "server.toml"
    config.write_text(f'feed_key = "{FEED_KEY}"\n')
    for setting, value in FILES.items():
        monkeypatch.setenv(f"PRACTICE_SERVER_{setting.upper()}", value)
    for given, status in ((good, 0), (entity, 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert main(["mdn", "--config", str(config)]) == status
    said = capsys.readouterr()
    assert "Not about anything" in said.out
    assert said.err.startswith("Not taken: ")
    monkeypatch.delenv("PRACTICE_SERVER_DIRECT_ADDRESS")
    assert main(["mdn", "--config", str(config)]) == 2
