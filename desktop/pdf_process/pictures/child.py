"""The loop of a picture process. A request that takes too long or too much memory ends it."""

from contextlib import suppress

from desktop.pdf_process.bounds import bound_memory, bounded, most_seconds, pipes
from desktop.pdf_process.messages import receive_at_once, send
from desktop.pdf_process.picture_messages import REQUESTS
from desktop.pdf_process.pictures.answering import Pictures
from desktop.pdf_process.pictures.raster import MOST_PIXELS, MOST_UNBOUND


def main() -> int:
    """Answer until standard input ends; 0."""
    requests, replies = pipes()
    pictures = Pictures(MOST_PIXELS if bound_memory() else MOST_UNBOUND)
    seconds = most_seconds()
    with suppress(EOFError, BrokenPipeError):
        while True:
            request, body = receive_at_once(requests, REQUESTS)
            with bounded(seconds):
                reply, bits = pictures.answer(request, body)
            send(replies, reply, bits)
    return 0
