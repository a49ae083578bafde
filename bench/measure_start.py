"""From the start of the process to the sign-in page on the screen.

Both sides as installed: with their bytecode, which the first round of each writes.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, compare
from bench.parts import folder, practice, welcomed

PROGRAM = """
import sys
from desktop.direct_imports import import_directly
import_directly()
import desktop.app as app
shown = app.start
def start(*words):
    window = shown(*words)
    window.painted.connect(lambda: print("painted", flush=True))
    return window
app.start = start
sys.exit(app.run(sys.argv))
"""
EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: print("painted", flush=True))
app = QApplication(sys.argv)
window, tabs = Window(), QTabWidget()
tabs.addTab(QWidget(), "One")
window.setCentralWidget(tabs)
window.resize(1280, 820)
window.show()
sys.exit(app.exec())
"""


def figures() -> Iterator[Figure]:
    """The program at its sign-in page, its practice known, against an empty window."""
    with practice() as server, folder() as place:
        welcomed(server, place)
        around = with_bytecode(place / "bytecode")
        yield compare(
            "process start to sign-in page painted",
            lambda: until_painted(around, PROGRAM, "--data", str(place)),
            lambda: until_painted(around, EMPTY),
            unit="s",
            limit=1.6,
            rounds=11,
        )


def with_bytecode(kept: Path) -> dict[str, str]:
    """The environment of a process that keeps its bytecode in `kept`."""
    around = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    return around | {"PYTHONPYCACHEPREFIX": str(kept)}


def until_painted(around: dict[str, str], code: str, *words: str) -> float:
    """Seconds until a process of ours says that its window is painted."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
        env=around,
    )
    assert process.stdout
    said = process.stdout.readline()
    seconds = time.perf_counter() - start
    process.kill()
    process.wait()
    process.stdout.close()
    if said != b"painted\n":
        raise RuntimeError("the window was not painted")
    return seconds
