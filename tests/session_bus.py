"""A session bus of its own for a test, and what stands on it (MAIL-9)."""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"


@dataclass
class Service:
    """The notification service of the test; `next` waits for a notification."""

    process: "subprocess.Popen[str]"

    def next(self) -> dict[str, Any]:
        """The next line that it wrote."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the service has ended"
        return dict(json.loads(line))

    def heard(self) -> bool:
        """Whether `next` has something now; for tests whose window must go on living."""
        assert self.process.stdout is not None
        return bool(select.select([self.process.stdout], [], [], 0)[0])

    def tell(self, line: str) -> None:
        """Let it tell everybody, as "click 7"."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


@contextmanager
def session_bus() -> Iterator[str]:
    """The address of a bus that lives as long as the block; skips where there is none."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("apt-get install dbus")
    command = [program, "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        try:
            assert bus.stdout is not None
            yield bus.stdout.readline().strip()
        finally:
            bus.kill()


@contextmanager
def notification_service(address: str) -> Iterator[Service]:
    """The service, on that bus, once it has its name."""
    command = [sys.executable, "-m", "tests.desktop.views.notification_service"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {ADDRESS: address},
    ) as process:
        service = Service(process)
        try:
            assert service.next() == {"ready": True}
            yield service
        finally:
            process.kill()
