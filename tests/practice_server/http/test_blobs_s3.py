"""Files in an S3-compatible store are handed out by signed address."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
import requests
from obstore.store import S3Store

from tests.practice_server.http import family
from tests.practice_server.http.portal import portal_under_test, problem
from tests.practice_server.http.test_blobs import CONTENT, DIGEST, PATH, statement, stranger
from tests.serving import free_port


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The endpoint of a real S3-compatible server with a bucket `portal`."""
    pytest.importorskip("moto", reason="pip install 'moto[server]'")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (tmp_path / "moto.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port, server)
        endpoint = f"http://127.0.0.1:{port}"
        requests.put(f"{endpoint}/portal", timeout=10).raise_for_status()
        yield endpoint
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            continue
        return
    raise RuntimeError("moto_server did not start")


@pytest.mark.rule("ACC-6")
def test_files_in_s3_are_handed_out_by_signed_address(tmp_path: Path, bucket: str) -> None:
    with portal_under_test(tmp_path, blobs="s3://portal/practice", s3_endpoint=bucket) as portal:
        portal.feed([family.practice(), *stranger(), statement()])
        assert portal.feed_blob(DIGEST, CONTENT).status_code == 204
        assert problem(portal.feed_blob("0" * 64, CONTENT), 422) == "digest_mismatch"
        token = portal.sign_in("stranger").access
        answer = portal.call("GET", PATH, token)
        looked = portal.call("HEAD", PATH, token)

    assert (looked.status_code, looked.headers["content-length"]) == (200, str(len(CONTENT)))
    assert answer.status_code == 307
    address = answer.headers["location"]
    assert requests.get(address, timeout=10).content == CONTENT
    part = requests.get(address, headers={"Range": "bytes=5-8"}, timeout=10)
    assert (part.status_code, part.content) == (206, CONTENT[5:9])
    assert _kept(bucket) == [f"practice/sha256/{DIGEST[:2]}/{DIGEST}"]


def _kept(endpoint: str) -> list[str]:
    store = S3Store(
        "portal",
        config={"endpoint": endpoint},
        client_options={"allow_http": True},
        virtual_hosted_style_request=False,
        region="us-east-1",
    )
    return [found["path"] for batch in obstore.list(store) for found in batch]
