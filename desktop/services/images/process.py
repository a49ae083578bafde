"""One picture process by its face: a hostile picture can end that process only (IMG-6)."""

import subprocess
import threading
import time
from typing import TypeVar

from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process import PICTURE
from desktop.pdf_process.messages import Message, Refused, receive, send
from desktop.pdf_process.picture_messages import REPLIES, PictureRequest
from desktop.services.pdf import MOST_BYTES, PATIENCE, REFUSED, command, end, started

R = TypeVar("R", bound=Message)
TROUBLES = REFUSED | {"no_picture": Trouble.NO_PICTURE}


class PictureProcess:
    """Started when it is made; once it died it stays so. Callers of two threads take turns."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] = started(command(PICTURE))
        self._turn = threading.Lock()
        self._asked_at: float | None = None
        self._ended = False

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    @property
    def busy(self) -> bool:
        """Whether a request waits for its reply."""
        return self._asked_at is not None

    def ask(
        self, request: PictureRequest, wanted: type[R], data: bytes = b""
    ) -> tuple[R, bytearray]:
        """One request and its reply. Raises DOCUMENT_DAMAGED, DOCUMENT_TOO_LARGE, NO_PICTURE.

        When the process dies of it, the picture is to blame.
        """
        if len(data) > MOST_BYTES:
            raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
        try:
            with self._turn:
                reply, body = self._exchange(request, data)
        finally:
            if self._ended:  # while it was asked
                self.end()
        if isinstance(reply, Refused):
            raise PortalError(TROUBLES.get(reply.why, Trouble.DOCUMENT_DAMAGED))
        if not isinstance(reply, wanted):
            self.end()
            raise PortalError(Trouble.BUG, detail="reply out of turn")
        return reply, body

    def look(self) -> None:
        """End it when it has kept its caller waiting beyond `PATIENCE`: something holds it still,
        or it would have ended itself."""
        asked_at = self._asked_at
        if asked_at is not None and time.monotonic() - asked_at > PATIENCE:
            self.kill()

    def kill(self) -> None:
        """End it at once, from any thread; whoever waits for it gets an error."""
        self._process.kill()

    def end(self) -> None:
        """End it and close its pipes; when somebody waits for it, that thread closes them."""
        self._ended = True
        self.kill()
        if self._turn.acquire(blocking=False):
            end(self._process)
            self._turn.release()

    def _exchange(self, request: PictureRequest, data: bytes) -> tuple[Message, bytearray]:
        process = self._process
        assert process.stdin  # noqa: S101 - both are pipes
        assert process.stdout  # noqa: S101
        self._asked_at = time.monotonic()
        try:
            send(process.stdin, request, data)
            return receive(process.stdout, REPLIES)
        except (EOFError, OSError, ValueError):
            end(process)
            raise PortalError(Trouble.DOCUMENT_DAMAGED, detail="process ended") from None
        finally:
            self._asked_at = None
