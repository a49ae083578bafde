"""What PDFs say, told by a process of its own: a hostile one ends that process only."""

import subprocess
import threading

from desktop.pdf_process import READING
from desktop.pdf_process.messages import REPLIES, Done, Tell, receive, send
from desktop.services.pdf import command, end, started


class Texts:
    """The process starts with the first document, and again after it died of one.

    One thread asks; any thread may `kill`.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()

    def text(self, data: bytes) -> str | None:
        """All that a document says; None when it is locked, damaged or too much."""
        with self._asking:
            process = self._running()
            assert process.stdin  # noqa: S101 - both are pipes
            assert process.stdout  # noqa: S101
            try:
                send(process.stdin, Tell(), data)
                reply, body = receive(process.stdout, REPLIES)
            except (EOFError, OSError, ValueError):
                self._end()
                return None
            if isinstance(reply, Done):
                return body.decode()
            return None

    def kill(self) -> None:
        """End what is being read, at once; `text` answers None then."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process; it starts again when it is needed."""
        self.kill()
        with self._asking:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = started(command(READING))
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end(process)
