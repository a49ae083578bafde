"""The demo practice comes in by the feed of a real server, and its desk answers."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
import requests

from portal_protocol.feed import FEED_BATCH, FeedItem
from practice_server import demo
from practice_server.demo.__main__ import main
from practice_server.demo.desk import Desk
from practice_server.demo.practice import DemoPractice
from tests.practice_server.demo.conftest import TODAY
from tests.serving import RunningServer, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


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
    assert again.changed == len([i for i in practice.items if type(i).__name__ == "Access"]) or (
        again.changed == 0
    )
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
    assert main(["--url", server.url, "--feed-key", server.feed_key, "--size", "40"]) == 0
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
