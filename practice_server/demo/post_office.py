"""The demo's mail server: takes mail for everybody but `.invalid` addresses, and shows it to one.

Nothing leaves this computer.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Final

from typing_extensions import override

Taken = Callable[[str, bytes], None]
"""Called with the addressee and the message."""
NOBODYS: Final = ".invalid"
_ADDRESS: Final = re.compile(rb"<([^>]*)>")


class _Handler(StreamRequestHandler):
    """One conversation in SMTP (RFC 5321), as far as the demo's own worker has one."""

    server: "_Server"

    @override
    def handle(self) -> None:
        self._say("220 demo")
        addressees: list[str] = []
        while line := self.rfile.readline().strip():
            match line[:4].upper():
                case b"RCPT":
                    self._take(line, addressees)
                case b"DATA":
                    self._say("354 go on")
                    message = self._message()
                    for each in addressees:
                        self.server.taken(each, message)
                    addressees.clear()
                    self._say("250 taken")
                case b"RSET":
                    addressees.clear()
                    self._say("250 forgotten")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 demo")

    def _take(self, line: bytes, addressees: list[str]) -> None:
        found = _ADDRESS.search(line)
        address = found[1].decode("ascii", "replace") if found else ""
        if not address or address.endswith(NOBODYS):
            self._say("550 nobody has this address")
            return
        addressees.append(address)
        self._say("250 known")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(ThreadingTCPServer):
    daemon_threads = True
    taken: Taken


@contextmanager
def post_office(taken: Taken) -> Iterator[str]:
    """A mail server on loopback until the block ends; its `smtp://` address."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.taken = taken
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
