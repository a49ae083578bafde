"""A care summary of 2 MB from its file to the screen, and what the window has to bear for it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, from_pairs
from bench.parts import folder
from bench.viewing import BLOCK


def figures() -> Iterator[Figure]:
    """Against lxml's parser and the style sheet alone; the GUI thread against its 50 ms."""
    rounds = rounds_of()
    pairs = [(shown, alone) for shown, alone, _ in rounds]
    yield from_pairs("care summary of 2 MB, file to shown", pairs, unit="s", limit=3)
    blocks = [(block, BLOCK) for _, _, block in rounds]
    name = "longest block of the GUI thread by a care summary of 2 MB"
    yield from_pairs(name, blocks, unit="s", limit=1)


def rounds_of() -> list[tuple[float, float, float]]:
    """The rounds of `bench.summary_viewing`, in a process that has done nothing before."""
    around = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    with folder() as place:
        done = subprocess.run(
            [sys.executable, "-m", "bench.summary_viewing", str(place)],
            cwd=Path(__file__).parent.parent,
            env=around,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-3000:])
    return [
        (shown, alone, block) for shown, alone, block in json.loads(done.stdout.splitlines()[-1])
    ]
