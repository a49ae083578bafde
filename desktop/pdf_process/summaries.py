"""The loop of the process that reads clinical documents, by lxml, in memory. No Qt.

As in the PDF process, a document that takes too long or too much memory ends this process only.
"""

from contextlib import suppress

import msgspec

from desktop.cda.reading import get_ready, read, source
from desktop.cda.refusal import Refusal
from desktop.pdf_process.bounds import bound_memory, bounded, most_seconds, pipes
from desktop.pdf_process.messages import (
    TO_READ,
    Done,
    Message,
    Read,
    ReadSource,
    Refused,
    receive,
    send,
)


def main() -> int:
    """Answer until standard input ends; 0."""
    requests, replies = pipes()
    bound_memory()
    seconds = most_seconds()
    get_ready()
    with suppress(EOFError, BrokenPipeError):
        while True:
            request, body = receive(requests, TO_READ)
            with bounded(seconds):
                reply, summary = answer(request, body)
            send(replies, reply, summary)
    return 0


def answer(request: Read | ReadSource, data: bytes | bytearray) -> tuple[Message, bytes]:
    """The document as it is shown or as it was received, or why it is not."""
    try:
        if isinstance(request, ReadSource):
            return Done(), msgspec.msgpack.encode(source(data, file=request.file))
        summary = read(data, file=request.file, elsewhere=request.elsewhere)
        return Done(), msgspec.msgpack.encode(summary)
    except Refusal as refusal:
        return Refused(refusal.why), b""
    except MemoryError:
        return Refused("too_large"), b""
    except Exception:  # a hostile document may make a library raise anything
        return Refused("damaged"), b""
