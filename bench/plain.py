"""The floors' other side: a plain HTTP server in a process of its own that hands out a file."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CODE = """
import http.server, os, sys
class Plain(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *words): pass
os.chdir(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Plain)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@contextmanager
def handing_out(folder: Path) -> Iterator[str]:
    """The address under which the files of `folder` can be downloaded."""
    command = [sys.executable, "-c", CODE, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
