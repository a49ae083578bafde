"""The loop of the process that tells what PDFs say, by pypdf, in memory. No Qt.

As in the PDF process, a document that takes too long or too much memory ends this process only.
"""

import io
import time
from contextlib import suppress

from pypdf import PdfReader

from desktop.pdf_process.bounds import bound_memory, bounded, most_seconds, pipes
from desktop.pdf_process.messages import TO_TELL, Done, Message, Refused, receive, send

MOST_TEXT = 200_000
"""Signs of a document that are told; the rest of a longer one is not."""


def main() -> int:
    """Answer until standard input ends; 0."""
    requests, replies = pipes()
    bound_memory()
    seconds = most_seconds()
    with suppress(EOFError, BrokenPipeError):
        while True:
            _, body = receive(requests, TO_TELL)
            with bounded(seconds):
                reply, text = told(body, seconds / 2)
            send(replies, reply, text.encode("utf-8", "replace"))
    return 0


def told(data: bytes | bytearray, seconds: float) -> tuple[Message, str]:
    """What a document says on the pages that can be read in that time, page after page."""
    until, pages, size = time.monotonic() + seconds, list[str](), 0
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return Refused("locked"), ""
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size >= MOST_TEXT or time.monotonic() > until:
                break
    except MemoryError:
        return Refused("too_large"), ""
    except Exception:  # a broken PDF makes pypdf raise anything
        if not pages:
            return Refused("damaged"), ""
    return Done(), "\n".join(pages)[:MOST_TEXT]
