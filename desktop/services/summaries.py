"""Clinical documents read by a process of their own: a hostile one ends that process only."""

import subprocess
import threading
import time

import msgspec

from desktop.models.summary import Source, Summary
from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process import SUMMARY
from desktop.pdf_process.messages import (
    REPLIES,
    Done,
    Read,
    ReadSource,
    Refused,
    Reply,
    receive,
    send,
)
from desktop.services.context import Context
from desktop.services.pdf import PATIENCE, REFUSED, command, end, started

MOST_BYTES = 32 << 20  # of a document, or of the package it is in
WHY_NOT = REFUSED | {
    "malformed": Trouble.DOCUMENT_MALFORMED,
    "not_a_summary": Trouble.NOT_A_SUMMARY,
}
Request = Read | ReadSource
SOURCES: msgspec.msgpack.Decoder[Source] = msgspec.msgpack.Decoder(Source)
SUMMARIES: msgspec.msgpack.Decoder[Summary] = msgspec.msgpack.Decoder(Summary)


class Summaries:
    """The process starts with `warm_up` or the first document, and again after it died of one.

    Threads that ask take turns; any thread may `kill` and `look`.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()
        self._turn = threading.Lock()
        self._reading: Context | None = None
        self._asked_at: float | None = None

    @property
    def busy(self) -> bool:
        """Whether a document is being read."""
        return self._asked_at is not None

    def warm_up(self) -> None:
        """Start the process before its first document is wanted."""
        with self._asking:
            self._running()

    def read(self, context: Context, *, data: bytes, file: int, elsewhere: str) -> Summary:
        """The document; of a package (zip, XDM) the one at `file`.

        `elsewhere` says, where a picture would be, that it is not in the document. Raises
        DOCUMENT_MALFORMED, NOT_A_SUMMARY and the DOCUMENT_… troubles of other documents.
        """
        return SUMMARIES.decode(self._answer(context, Read(file, elsewhere), data))

    def source(self, context: Context, *, data: bytes, file: int) -> Source:
        """The document as text, as it was received; raises as `read` does, for a package alone."""
        return SOURCES.decode(self._answer(context, ReadSource(file), data))

    def kill(self) -> None:
        """End what is being read, at once."""
        process = self._process
        if process is not None:
            process.kill()

    def look(self) -> None:
        """End a process that has kept its caller waiting beyond `PATIENCE`."""
        asked_at = self._asked_at
        if asked_at is not None and time.monotonic() - asked_at > PATIENCE:
            self.kill()

    def close(self) -> None:
        """End the process; it starts again when it is needed."""
        self.kill()
        with self._asking:
            self._end()

    def _answer(self, context: Context, request: Request, data: bytes) -> bytearray:
        if len(data) > MOST_BYTES:
            raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
        context.on_cancel(lambda: self._give_up(context))
        with self._asking:
            self._take_turn(context)
            try:
                context.check_cancelled()
                reply, body = self._ask(request, data)
            except PortalError:
                context.check_cancelled()
                raise
            finally:
                self._take_turn(None)
        if isinstance(reply, Refused):
            raise PortalError(WHY_NOT.get(reply.why, Trouble.DOCUMENT_DAMAGED))
        if not isinstance(reply, Done):
            raise PortalError(Trouble.BUG, detail="reply out of turn")
        return body

    def _take_turn(self, context: Context | None) -> None:
        with self._turn:
            self._reading = context

    def _give_up(self, context: Context) -> None:
        """End what is read for this one, and nothing that is read for others."""
        with self._turn:
            if self._reading is context:
                self.kill()

    def _ask(self, request: Request, data: bytes) -> tuple[Reply, bytearray]:
        """One request and its reply; when the process dies of it, the document is to blame."""
        process = self._running()
        assert process.stdin  # noqa: S101 - both are pipes
        assert process.stdout  # noqa: S101
        self._asked_at = time.monotonic()
        try:
            send(process.stdin, request, data)
            return receive(process.stdout, REPLIES)
        except (EOFError, OSError, ValueError):
            self._end()
            raise PortalError(Trouble.DOCUMENT_DAMAGED, detail="process ended") from None
        finally:
            self._asked_at = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = started(command(SUMMARY))
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end(process)
