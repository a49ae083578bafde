"""The longest time that the GUI thread did nothing else while 100,000 messages were scrolled."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, from_pairs
from bench.mail_scrolling import MANY

BLOCK, ROUNDS = 0.05, 3


def figures() -> Iterator[Figure]:
    """Each round is a program of its own, offscreen where there is no screen."""
    pairs = [(longest(), BLOCK) for _ in range(ROUNDS)]
    name = f"longest block of the GUI thread, scrolling {MANY:,} messages"
    yield from_pairs(name, pairs, unit="s", limit=1)


def longest() -> float:
    """Seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.mail_scrolling"],
        cwd=Path(__file__).parent.parent,
        env={"QT_QPA_PLATFORM": "offscreen"} | os.environ,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-3000:])
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found[0]
