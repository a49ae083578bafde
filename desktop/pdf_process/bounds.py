"""What bounds a process that reads documents: time, memory, and no word to the outside."""

import faulthandler
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

SECONDS = "PATIENT_PORTAL_PDF_SECONDS"
"""The environment's word for the seconds that a request may take."""
MOST_SECONDS = 10.0
MOST_MEMORY = 768 << 20  # bytes of its own data, so that all of it stays below 1 GiB


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Requests and replies; what libraries print goes nowhere from here on."""
    replies = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    requests = os.fdopen(os.dup(0), "rb", buffering=1 << 20)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # libraries that print would break the replies, or tell the log
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return requests, replies


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """End the process when the block takes longer, whatever it is doing."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=2)
    yield
    faulthandler.cancel_dump_traceback_later()


def bound_memory() -> bool:
    """Let the system refuse memory beyond the bound; whether it does: on Linux alone."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the document
        return sys.platform == "linux"
    return False


def most_seconds() -> float:
    """How long a request may take: `MOST_SECONDS`, or less when the environment says so."""
    with suppress(ValueError):
        return min(MOST_SECONDS, max(0.1, float(os.environ.get(SECONDS, MOST_SECONDS))))
    return MOST_SECONDS
