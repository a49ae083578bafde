"""Several PDFs as one, made by a process of its own: a hostile one ends that process only."""

import subprocess
from types import TracebackType
from typing import BinaryIO, Self

from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process import COMBINING
from desktop.pdf_process.messages import REPLIES, Add, Message, Refused, Write, receive, send
from desktop.services.context import Context
from desktop.services.pdf import REFUSED, command, end, started


class Combined:
    """A PDF that grows by one document at a time; a context manager that ends its process.

    One that cannot be read leaves no trace: when the process dies of it, another takes in again
    what was added before. Cancelling ends the process and whatever it is doing.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._added: list[tuple[str, bytes]] = []
        self._process: subprocess.Popen[bytes] | None = None
        context.on_cancel(self._kill)

    @property
    def count(self) -> int:
        """How many documents are in it."""
        return len(self._added)

    def add(self, data: bytes, title: str) -> Trouble | None:
        """Append a document under a bookmark; else why not: DOCUMENT_LOCKED, _DAMAGED, _TOO_LARGE.

        A document that asks for no password although it is encrypted is taken in.
        """
        try:
            self._ask(Add(title), data)
        except PortalError as error:
            return error.trouble
        self._added.append((title, data))
        return None

    def write(self, file: BinaryIO) -> None:
        """Write everything that was added; DOCUMENT_TOO_LARGE when it is too much."""
        try:
            whole = self._ask(Write())
        except PortalError:
            raise PortalError(Trouble.DOCUMENT_TOO_LARGE) from None
        file.write(whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _ask(self, request: Message, data: bytes = b"") -> bytearray:
        """One request to a process that has all that was added."""
        if self._process is None:
            self._process = started(command(COMBINING))
            for title, before in self._added:
                self._exchange(self._process, Add(title), before)
        return self._exchange(self._process, request, data)

    def _exchange(
        self, process: subprocess.Popen[bytes], request: Message, data: bytes
    ) -> bytearray:
        self._context.check_cancelled()
        assert process.stdin  # noqa: S101 - both are pipes
        assert process.stdout  # noqa: S101
        try:
            send(process.stdin, request, data)
            reply, body = receive(process.stdout, REPLIES)
        except (EOFError, OSError, ValueError):
            self._end()
            self._context.check_cancelled()
            raise PortalError(Trouble.DOCUMENT_DAMAGED, detail="process ended") from None
        if isinstance(reply, Refused):
            raise PortalError(REFUSED.get(reply.why, Trouble.DOCUMENT_DAMAGED))
        return body

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end(process)
