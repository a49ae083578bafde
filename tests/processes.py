"""Processes of practice servers: cold as a service manager starts one, or warm.

A warm one is forked from a process that has imported the server once, which saves each of them more
than a second of work. From there on all is the same: a process of its own, the same command, its
own settings and log. Away from Linux, where libraries may not bear a fork, every one is cold.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

COMMAND = "practice_server.cli"
IMPORTED = [COMMAND, "practice_server.app", "tests.warmed"]


class Process(Protocol):
    """What tests do with a process; `subprocess.Popen` has it too."""

    @property
    def pid(self) -> int:
        """The number by which the system knows it."""

    def poll(self) -> int | None:
        """Its exit status, negative for a signal, or None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, at its end; raises subprocess.TimeoutExpired after these seconds."""

    def send_signal(self, sig: int) -> None:
        """Send a signal, unless it has ended."""


def start(
    words: list[str], log: Path, environment: Mapping[str, str], *, cold: bool
) -> "Process | subprocess.Popen[bytes]":
    """Run `practice-server` with these words; what it says is added to `log`."""
    if not cold and sys.platform == "linux":
        return Warm(words, log, environment)
    with log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", COMMAND, *words], stderr=file, stdout=file, env=environment
        )


class Warm:
    """A forked process."""

    def __init__(self, words: list[str], log: Path, environment: Mapping[str, str]) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(IMPORTED)
        about = (words, str(log), dict(environment))
        self._process = context.Process(target=_run, args=about, daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Its exit status, negative for a signal, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, at its end; raises subprocess.TimeoutExpired after these seconds."""
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(COMMAND, timeout or 0)
        return code

    def send_signal(self, sig: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, sig)


def _run(words: list[str], log: str, environment: dict[str, str]) -> None:
    """In the forked process: take the place of a new one, and be the command."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(file, stream)
    os.close(file)
    from practice_server import cli  # noqa: PLC0415 - imported before the fork, not by the tests

    sys.exit(cli.main(words))
