"""The loop of the PDF process. A request that takes too long or too much memory ends it."""

import faulthandler
import os
import sys
from contextlib import suppress

from PySide6.QtCore import QCoreApplication

from desktop.pdf_process.messages import REQUESTS, receive, send
from desktop.pdf_process.pages import Pages

SECONDS = "PATIENT_PORTAL_PDF_SECONDS"
"""The environment's word for the seconds that a request may take."""
MOST_SECONDS = 10.0
MOST_MEMORY = 768 << 20  # bytes of its own data, so that all of it stays below 1 GiB


def bound_memory() -> None:
    """Let the system refuse memory beyond the bound, where it can (Linux; elsewhere time alone)."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the document


def most_seconds() -> float:
    """How long a request may take: `MOST_SECONDS`, or less when the environment says so."""
    with suppress(ValueError):
        return min(MOST_SECONDS, max(0.1, float(os.environ.get(SECONDS, MOST_SECONDS))))
    return MOST_SECONDS


def main() -> int:
    """Answer until standard input ends; 0."""
    replies = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    requests = os.fdopen(os.dup(0), "rb", buffering=1 << 20)
    nowhere = open(os.devnull, "w")  # noqa: PTH123, SIM115 - kept open for the watchdog
    os.dup2(nowhere.fileno(), 1)  # libraries that print would break the replies, or tell the log
    os.dup2(nowhere.fileno(), 2)
    bound_memory()

    seconds = most_seconds()
    _application, pages = QCoreApplication(sys.argv[:1]), Pages()
    with suppress(EOFError, BrokenPipeError):
        while True:
            request, body = receive(requests, REQUESTS)
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            reply, picture = pages.answer(request, body)
            faulthandler.cancel_dump_traceback_later()
            send(replies, reply, picture.constBits() if picture else b"")
    return 0
