"""`python -m practice_server.demo.show`: the demo practice on loopback, and the program with it."""

import argparse
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import requests

from practice_server.demo import PASSWORD, feed
from practice_server.demo.desk import Desk

START_SECONDS = 60
LOGIN = "elena.m"


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, str]]:
    """A practice server of its own in `folder`, fed with the demo; its address and feed key."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    key, config = secrets.token_urlsafe(32), folder / "server.toml"
    config.write_text(
        f'port = {port}\ndatabase = "sqlite:///practice.db"\nblobs = "blobs"\nfeed_key = "{key}"\n'
    )
    command = [sys.executable, "-m", "practice_server.cli", "serve", f"--config={config}"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own program
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        feed(url, key)
        yield url, key
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers; raises `RuntimeError` when it does not."""
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            if requests.get(f"{url}/health/live", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.02)
    raise RuntimeError("the practice server did not start; its log says why")


def main() -> int:
    """Show the program with the demo practice until its window is closed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path, required=True, help="an empty folder for all of it")
    folder = asked.parse_args().folder
    server, program = folder / "server", folder / "program"
    server.mkdir(parents=True, exist_ok=True)
    sys.stdout.write("Starting the demo practice\n")
    with serving(server) as (url, key):
        stopping, desk = Event(), Desk(url, key)
        front = Thread(target=desk.run, args=(stopping,), daemon=True)
        front.start()
        sys.stdout.write(f"Sign in as {LOGIN} with the password {PASSWORD}\n")
        words = ["--practice", url, "--data", str(program), "--fill-in", f"{LOGIN}:{PASSWORD}"]
        command = [sys.executable, "-m", "desktop", *words]
        status = subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
        stopping.set()
        front.join()
        desk.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
