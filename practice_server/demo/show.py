"""`python -m practice_server.demo.show`: the demo practice on loopback, and the program with it."""

import argparse
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

import requests

from practice_server.demo import PASSWORD, feed
from practice_server.demo.community import Community, community
from practice_server.demo.desk import Desk
from practice_server.demo.door import FeedDoor
from practice_server.demo.post_office import post_office
from practice_server.demo.transmissions import CHEN

START_SECONDS = 60
ANSWERED_AFTER = 3
"""Seconds, so that one sees it waiting."""
SENDER = "desk@harborfamilydental.example"
LOGIN = "elena.m"


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, str]]:
    """A practice server of its own in `folder`, fed with the demo; its address and feed key.

    Beside it a worker sends what patients transmit, to a mail server of the demo's own.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    key, config, members = secrets.token_urlsafe(32), folder / "server.toml", community()
    url = f"http://127.0.0.1:{port}"
    door = FeedDoor(url, key)
    with post_office(partial(_taken, members, door)) as mail:
        config.write_text(
            f'port = {port}\ndatabase = "sqlite:///practice.db"\nblobs = "blobs"\n'
            f'feed_key = "{key}"\nsmtp_url = "{mail}"\nnotice_from = "{SENDER}"\n'
            + members.write(folder / "direct")
        )
        with running(folder, "serve") as process:
            wait_for(url, process)
            feed(url, key)
            with running(folder, "transmit"):
                yield url, key
    door.close()


@contextmanager
def running(folder: Path, command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A command of the practice server, with its log in the folder, until the block ends."""
    config = f"--config={folder / 'server.toml'}"
    words = [sys.executable, "-m", "practice_server.cli", command, config]
    with (folder / f"{command}.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log)  # noqa: S603 - our own program
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _taken(members: Community, door: FeedDoor, to: str, message: bytes) -> None:
    """Dr. Chen's side answers what it gets; nobody else does."""
    if to == CHEN:
        Thread(target=_answered, args=(members, door, message), daemon=True).start()


def _answered(members: Community, door: FeedDoor, message: bytes) -> None:
    time.sleep(ANSWERED_AFTER)
    door.call("POST", "/feed/v1/mdn", body=members.answer(message))


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
