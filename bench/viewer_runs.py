"""Runs `bench.viewing` in a process of its own, so that a figure starts from nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.parts import folder


def pairs_of(what: str) -> list[tuple[float, float]]:
    """Pairs (value, floor) that `bench.viewing` prints for `what`."""
    around = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    with folder() as place:
        done = subprocess.run(
            [sys.executable, "-m", "bench.viewing", what, str(place)],
            cwd=Path(__file__).parent.parent,
            env=around,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-3000:])
    return [(value, floor) for value, floor in json.loads(done.stdout.splitlines()[-1])]
