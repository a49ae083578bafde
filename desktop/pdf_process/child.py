"""The loop of the PDF process. A request that takes too long or too much memory ends it."""

import sys
from contextlib import suppress

from PySide6.QtCore import QCoreApplication

from desktop.pdf_process.bounds import bound_memory, bounded, most_seconds, pipes
from desktop.pdf_process.messages import REQUESTS, receive, send
from desktop.pdf_process.pages import Pages


def main() -> int:
    """Answer until standard input ends; 0."""
    requests, replies = pipes()
    bound_memory()
    seconds = most_seconds()
    _application, pages = QCoreApplication(sys.argv[:1]), Pages()
    with suppress(EOFError, BrokenPipeError):
        while True:
            request, body = receive(requests, REQUESTS)
            with bounded(seconds):
                reply, picture = pages.answer(request, body)
            send(replies, reply, picture.constBits() if picture else b"")
    return 0
