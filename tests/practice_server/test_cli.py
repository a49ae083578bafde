"""The command `practice-server`, as a practice's administrator runs it."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import text, update

from portal_protocol.feed import Removal
from portal_protocol.images import ImageFolder
from portal_protocol.records import Practice
from practice_server.cli import main
from practice_server.settings import PREFIX
from practice_server.store.store import Store
from practice_server.store.tables import record, superseded
from tests.practice_server.http import family
from tests.practice_server.worlds import Copy, caller, feed, person, practice, visit
from tests.serving import free_port, running_server

KEY = "k" * 32
DAY = 24 * 60 * 60 * 1_000_000
"""In microseconds."""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "server.toml"
    path.write_text(f'feed_key = "{KEY}"\n')
    return path


def run(command: str, config: Path, *more: str | Path) -> int:
    return main([command, "--config", str(config), *map(str, more)])


def trimmed(deletions: int = 0, positions: int = 0) -> str:
    """What trimming says when nothing else was there to drop."""
    return (
        f"0 rows of sessions, {deletions} deletions, {positions} positions,"
        " 0 unsent files dropped; 0 emails expired\n"
    )


def store_beside(config: Path) -> Store:
    return Store.open(f"sqlite:///{config.parent}/practice.db")


def test_bad_setting_stops_the_start_with_its_name(tmp_path: Path) -> None:
    config = tmp_path / "server.toml"
    config.write_text('feed_key = "hush"\n')
    command = [sys.executable, "-m", "practice_server.cli", "serve", "--config", str(config)]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert done.stderr == (
        "Bad setting feed_key: is too short;"
        " expected a secret of at least 32 characters for the practice's own system\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["server.toml"]


def test_check_tries_settings_database_and_files(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", config) == 0
    assert capsys.readouterr().out == "Settings: good\nDatabase: good\nFiles: good\n"


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_certificate_that_cannot_be_used_is_a_bad_setting(
    config: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = 'tls_certificate = "server.toml"\ntls_key = "server.toml"\n'
    config.write_text(f'feed_key = "{KEY}"\n{lines}')

    assert run(command, config) == 2
    assert "tls_certificate: cannot be used" in capsys.readouterr().err


def test_check_says_which_part_fails(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRACTICE_SERVER_BLOBS", "s3://bucket")
    monkeypatch.setenv("PRACTICE_SERVER_S3_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")

    assert run("check", config) == 1
    assert "Files: cannot be written" in capsys.readouterr().err


def test_database_that_cannot_be_used_is_said_without_its_address(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql+psycopg://portal:hush@127.0.0.1:{free_port()}/portal"
    monkeypatch.setenv("PRACTICE_SERVER_DATABASE", url)

    assert run("migrate", config) == 1
    said = capsys.readouterr()
    assert "The database or the files cannot be used (OperationalError)" in said.err
    assert "hush" not in said.err + said.out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to import: all records in two files, one file behind a record."""
    folder = tmp_path / "export"
    (folder / "records").mkdir(parents=True)
    (folder / "blobs").mkdir()
    for_all = (Practice, ImageFolder)
    items = [one for one in family.items() if "stranger" in one.id or isinstance(one, for_all)]
    (folder / "records" / "1.json").write_bytes(msgspec.json.encode(items[:1]))
    (folder / "records" / "2.json").write_bytes(msgspec.json.encode(items[1:]))
    (folder / "blobs" / "any.pdf").write_bytes(family.content("statement", "stranger"))
    return folder


def test_import_takes_a_folder_and_is_safe_to_repeat(
    config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", config, folder) == 0
    assert capsys.readouterr().out == "1 files, 15 records new or changed, 0 unchanged\n"
    assert run("import", config, folder) == 0
    assert capsys.readouterr().out == "1 files, 0 records new or changed, 15 unchanged\n"


def test_imported_records_and_files_are_served(tmp_path: Path, folder: Path) -> None:
    with running_server(tmp_path / "server", cold=True) as server:
        assert run("import", server.config, folder) == 0
        token = server.sign_in("stranger", family.PASSWORD).access
        digest = family.digest("statement", "stranger")
        answer = requests.get(
            f"{server.url}/v1/records/statement/statement-of-stranger/blobs/{digest}",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
    assert answer.content == family.content("statement", "stranger")
    assert answer.headers["content-type"] == "application/pdf"


def test_bad_file_is_named_and_nothing_is_taken(
    config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "records" / "3.json").write_text('[{"kind":"person","id":"Ann"}]')

    assert run("import", config, folder) == 1

    assert "3.json: Object missing required field" in capsys.readouterr().err
    store = store_beside(config)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 0
    store.close()


def test_folder_without_records_is_refused(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", config, tmp_path) == 1
    assert "there is no folder records in it" in capsys.readouterr().err


def test_audit_log_is_verified(
    config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", config, folder)
    capsys.readouterr()

    assert run("audit-verify", config) == 0
    assert capsys.readouterr().out.startswith("The audit log is whole: ")
    store = store_beside(config)
    with store.writing() as connection:
        connection.execute(text("UPDATE counter SET value = value + 1 WHERE name = 'audit'"))
        connection.execute(
            text("INSERT INTO counter (name, value) VALUES ('audit', 1) ON CONFLICT DO NOTHING")
        )
    store.close()
    assert run("audit-verify", config) == 1
    assert "does not hold" in capsys.readouterr().err


def test_start_without_any_settings_tells_how_to_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)

    assert main(["serve"]) == 2

    said = capsys.readouterr().err
    assert said.startswith("Bad setting feed_key: is missing;")
    assert 'feed_key = "at least 32 characters"' in said
    assert "practice-server serve --config server.toml" in said


def test_trimming_says_how_much_it_deleted(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("migrate", config)
    store = store_beside(config)
    feed(store, practice(), person("ivy"), visit("old", "ivy"), visit("kept", "ivy"))
    feed(store, Removal(of="appointment", id="old"), visit("kept", "ivy", description="Moved"))
    with store.writing() as connection:
        for table in (record, superseded):
            connection.execute(update(table).values(changed_at=table.c.changed_at - 500 * DAY))
    capsys.readouterr()

    assert run("trim", config, "--days", "501") == 0
    assert capsys.readouterr().out == trimmed()
    assert run("trim", config) == 0
    assert capsys.readouterr().out == trimmed(1, 2)
    assert Copy(caller("ivy")).sync(store).ids("appointment") == {"kept"}
    store.close()


@pytest.mark.parametrize("days", ["0", "-1", "x", "36501", "800000", "999999999999"])
def test_trimming_keeps_at_least_a_day_and_at_most_a_century(config: Path, days: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("trim", config, "--days", days)


def test_log_of_a_whole_visit_holds_nothing_of_the_patient(tmp_path: Path) -> None:
    with running_server(tmp_path, cold=True, log_level="debug") as server:
        items = [item for item in family.items() if "stranger" in item.id]
        server.feed([family.practice(), *items])
        session = server.sign_in("stranger", family.PASSWORD)
        digest = family.digest("statement", "stranger")
        for path in (f"v1/records/statement/statement-of-stranger/blobs/{digest}", "stranger?x=y"):
            requests.get(
                f"{server.url}/{path}",
                headers={"Authorization": f"Bearer {session.access}"},
                timeout=10,
            )
        requests.post(f"{server.url}/v1/session", data=b'{"user_name":"stranger"}', timeout=10)
    lines = server.log.read_text().splitlines()

    assert all(json.loads(line)["event"] for line in lines)
    assert any(json.loads(line).get("route", "").startswith("/v1/records/{") for line in lines)
    secrets = ("stranger", family.PASSWORD, digest, "Marlowe", server.feed_key)
    for secret in (*secrets, session.access, session.refresh, session.end, session.device):
        assert secret not in server.log.read_text()
    assert os.environ.get("PRACTICE_SERVER_CONFIG") is None


def test_server_speaks_tls_with_its_own_certificate(config: Path, tmp_path: Path) -> None:
    certificate, port = self_signed(tmp_path), free_port()
    lines = f'feed_key = "{KEY}"\nport = {port}\n'
    config.write_text(lines + 'tls_certificate = "server.pem"\ntls_key = "server.key"\n')
    command = [sys.executable, "-m", "practice_server.cli", "serve", "--config", str(config)]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        answer = answered_at(f"https://localhost:{port}/health", certificate, process)
    finally:
        process.terminate()
        process.wait()
    assert answer == {"status": "ok"}


def answered_at(url: str, certificate: Path, process: "subprocess.Popen[bytes]") -> object:
    while process.poll() is None:
        try:
            return requests.get(url, verify=str(certificate), timeout=10).json()
        except requests.exceptions.SSLError:
            raise
        except requests.ConnectionError:
            continue
    raise RuntimeError("the server did not start")


def self_signed(folder: Path) -> Path:
    """Write `server.pem` and `server.key` for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.key").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (folder / "server.pem").write_bytes(made.public_bytes(Encoding.PEM))
    return folder / "server.pem"
