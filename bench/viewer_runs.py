"""Runs `bench.viewing` or its like in a process of its own: a figure starts from nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.parts import folder


def pairs_of(what: str, module: str = "bench.viewing") -> list[tuple[float, float]]:
    """Pairs (value, floor) that the module prints for `what`."""
    around = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    with folder() as place:
        done = subprocess.run(
            [sys.executable, "-m", module, what, str(place)],
            cwd=Path(__file__).parent.parent,
            env=around,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-3000:])
    return [(value, floor) for value, floor in json.loads(done.stdout.splitlines()[-1])]
