"""The loop of the process that makes one PDF of several, by pypdf, in memory. No Qt.

As in the PDF process, a document that takes too long or too much memory ends this process only.
"""

import io
from contextlib import suppress

from pypdf import PdfReader, PdfWriter

from desktop.pdf_process.bounds import bound_memory, bounded, most_seconds, pipes
from desktop.pdf_process.messages import TO_COMBINE, Add, Done, Message, Refused, receive, send

MOST_PAGES = 5000
WRITING = 4  # times as long as for one document


def main() -> int:
    """Answer until standard input ends; 0."""
    requests, replies = pipes()
    bound_memory()
    seconds, writer = most_seconds(), PdfWriter()
    with suppress(EOFError, BrokenPipeError):
        while True:
            request, body = receive(requests, TO_COMBINE)
            if isinstance(request, Add):
                with bounded(seconds):
                    reply, whole = add(writer, body, request.title), b""
            else:
                with bounded(WRITING * seconds):
                    reply, whole = Done(), written(writer)
            send(replies, reply, whole)
    return 0


def add(writer: PdfWriter, data: bytes | bytearray, title: str) -> Message:
    """Append a document; one that cannot be read leaves no trace.

    A document that asks for no password although it is encrypted is taken in.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return Refused("locked")
        if not 0 < len(reader.pages) <= MOST_PAGES:
            return Refused("too_large" if reader.pages else "damaged")
        sound = io.BytesIO()
        PdfWriter(clone_from=reader).write(sound)  # whole first: a broken part shows here
        writer.append(PdfReader(sound), outline_item=title, import_outline=False)
    except MemoryError:
        return Refused("too_large")
    except Exception:  # a broken PDF makes pypdf raise anything
        return Refused("damaged")
    return Done()


def written(writer: PdfWriter) -> bytes:
    """Everything that was added."""
    whole = io.BytesIO()
    writer.compress_identical_objects()
    writer.write(whole)
    return whole.getvalue()
