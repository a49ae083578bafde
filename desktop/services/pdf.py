"""PDFs through a process of their own (ACC-5): a hostile document can end that process only.

Work of one lane: calls are not made from two threads at once, but for `kill` and `look`. The
process starts with the first call and again after it died.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from typing_extensions import override

from desktop.models.pdf import FirstView, OpenPdf, PageHit, PagePicture, PageText, Unit
from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process import ARGUMENT
from desktop.pdf_process.messages import (
    REPLIES,
    Close,
    Done,
    Draw,
    Drawn,
    Find,
    Found,
    Message,
    Open,
    Opened,
    Refused,
    Request,
    Select,
    Selected,
    receive,
    send,
)

MOST_OPEN = 8  # documents; the oldest is forgotten, as after an answer nobody waited for
MOST_BYTES = 256 << 20  # of a document
PIPE = 1 << 20  # bytes; with the usual 64 KiB a page takes forty turns of both processes
PATIENCE = 15.0  # seconds; the process ends itself before, unless something holds it still
REFUSED = {
    "damaged": Trouble.DOCUMENT_DAMAGED,
    "locked": Trouble.DOCUMENT_LOCKED,
    "too_large": Trouble.DOCUMENT_TOO_LARGE,
}
R = TypeVar("R", bound=Message)


def command(argument: str = ARGUMENT) -> Sequence[str]:
    """How this program starts its PDF process, from source or as an installed program."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, argument] if frozen else [sys.executable, "-m", "desktop", argument]


def started(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """A process of this program with pipes to it."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=1 << 20,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    _widen(process)
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """End such a process at once and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):  # what was not sent to a dead process
                pipe.close()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is needed to open a document again after the process died."""

    data: bytes
    password: str

    @override
    def __repr__(self) -> str:
        return f"_Kept({len(self.data)} bytes)"


class PdfProcess:
    """The face of the process; every method raises `PortalError` with a DOCUMENT_… trouble."""

    def __init__(self, most: int = MOST_OPEN) -> None:
        self._most = most
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._open: dict[int, _Kept] = {}
        self._there: set[int] = set()
        self._asked_at: float | None = None

    @property
    def busy(self) -> bool:
        """Whether a request waits for its reply."""
        return self._asked_at is not None

    def warm_up(self) -> None:
        """Start the process before its first document is wanted."""
        self._running()

    def open(self, data: bytes, password: str = "") -> OpenPdf:
        """Open a document; DOCUMENT_LOCKED when it wants another password."""
        return self.open_and_draw(data, password, None)[0]

    def open_and_draw(
        self, data: bytes, password: str, view: FirstView | None
    ) -> tuple[OpenPdf, PagePicture | None]:
        """Open a document, with its first page as it shows in a view."""
        if len(data) > MOST_BYTES:
            raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
        number = next(self._numbers)
        reply, body = self._ask(Open(number, password, view), Opened, data)
        while len(self._open) >= self._most:
            self.close(OpenPdf(next(iter(self._open)), ()))
        self._open[number] = _Kept(data, password)
        self._there.add(number)
        first = reply.first
        pdf = OpenPdf(number, reply.pages)
        if first is None:
            return pdf, None
        return pdf, PagePicture(0, first.width, first.height, first.stride, body)

    def close(self, pdf: OpenPdf) -> None:
        """Forget a document."""
        self._open.pop(pdf.number, None)
        if pdf.number in self._there:
            self._there.discard(pdf.number)
            self._ask(Close(pdf.number), Done)

    def draw(self, pdf: OpenPdf, page: int, width: int, height: int) -> PagePicture:
        """A page, `width` by `height` pixels."""
        self._have(pdf)
        reply, body = self._ask(Draw(pdf.number, page, width, height), Drawn)
        return PagePicture(page, reply.width, reply.height, reply.stride, body)

    def text(
        self,
        pdf: OpenPdf,
        page: int,
        start: tuple[float, float] | None = None,
        end: tuple[float, float] | None = None,
        unit: Unit = Unit.TEXT,
    ) -> PageText:
        """The text of a page, or between two points of it (points, from the upper left)."""
        self._have(pdf)
        reply, _ = self._ask(Select(pdf.number, page, start, end, unit), Selected)
        return PageText(page, reply.text, reply.boxes)

    def find(self, pdf: OpenPdf, words: str) -> tuple[PageHit, ...]:
        """Every place of the words, in order."""
        self._have(pdf)
        reply, _ = self._ask(Find(pdf.number, words), Found)
        return tuple(PageHit(hit.page, hit.boxes, hit.around) for hit in reply.hits)

    def stop(self) -> None:
        """End the process and forget all documents; it starts again when it is needed."""
        self._open.clear()
        self._end()

    def kill(self) -> None:
        """End the process at once and forget all documents; whoever waits for it gets an error."""
        self._open.clear()
        process = self._process
        if process is not None:
            process.kill()

    def look(self) -> None:
        """End a process that has kept its caller waiting beyond `PATIENCE`."""
        asked_at, process = self._asked_at, self._process
        if asked_at is not None and time.monotonic() - asked_at > PATIENCE and process is not None:
            process.kill()

    def _have(self, pdf: OpenPdf) -> None:
        """Open the document again in a new process, if the old one died with it."""
        kept = self._open.get(pdf.number)
        if kept is None:
            raise PortalError(Trouble.DOCUMENT_DAMAGED)
        self._running()
        if pdf.number not in self._there:
            self._ask(Open(pdf.number, kept.password), Opened, kept.data)
            self._there.add(pdf.number)

    def _ask(self, request: Request, wanted: type[R], data: bytes = b"") -> tuple[R, bytearray]:
        """One request and its reply; when the process dies of it, the document is to blame."""
        process = self._running()
        assert process.stdin  # noqa: S101 - both are pipes
        assert process.stdout  # noqa: S101
        self._asked_at = time.monotonic()
        try:
            send(process.stdin, request, data)
            reply, body = receive(process.stdout, REPLIES)
        except (EOFError, OSError, ValueError) as error:
            self._end()
            raise PortalError(Trouble.DOCUMENT_DAMAGED, detail="process ended") from error
        finally:
            self._asked_at = None
        if isinstance(reply, Refused):
            raise PortalError(REFUSED.get(reply.why, Trouble.DOCUMENT_DAMAGED))
        if not isinstance(reply, wanted):
            self._end()
            raise PortalError(Trouble.BUG, detail="reply out of turn")
        return reply, body

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = started(command())
        return self._process

    def _end(self) -> None:
        self._there.clear()
        process, self._process = self._process, None
        if process is not None:
            end(process)


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Larger pipes where the system has them (Linux)."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - absent on Windows

        for pipe in (process.stdin, process.stdout):
            if pipe:
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
