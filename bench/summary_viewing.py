"""The viewer of clinical documents as the figures need it: `python -m bench.summary_viewing …`.

Prints one JSON list of rounds on the last line: seconds to shown, to parsed and transformed alone,
and of the longest block of the GUI thread.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from bench.summary_paper import summary_of
from bench.viewing import SIZE, Waiting, settled
from bench.window import Heart
from desktop.app import application, dress
from desktop.cda.sections import sheet
from desktop.services.portal import Portal
from desktop.services.settings import Places, SettingsFile
from desktop.views.viewers.summary import SummaryViewer

BYTES = 2_000_000
ROUNDS = 11


class Painted(QObject):
    """Calls back after each paint of a widget."""

    def __init__(self, done: Callable[[], None]) -> None:
        super().__init__()
        self._done = done

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._done()
        return False


def rounds(app: QApplication, folder: Path) -> list[tuple[float, float, float]]:
    """Each round reads the same file from the disk, into a viewer that has shown it before."""
    path = folder / "summary.xml"
    path.write_bytes(summary_of(BYTES))
    places = Places.under(folder / "computer")
    places.make()
    portal = Portal(SettingsFile(places.config), places)
    dress(app, portal)
    viewer, heart = SummaryViewer(portal), Heart()
    viewer.resize(*SIZE)
    viewer.show()
    portal.summaries.warm_up(owner=viewer)
    found = []
    for _ in range(ROUNDS + 1):
        settled()
        heart.begin()
        seconds = shown(viewer, path)
        block = heart.longest
        settled()
        found.append((seconds, alone(path), block))
    viewer.clear()
    portal.close()
    return found[1:]


def shown(viewer: SummaryViewer, path: Path) -> float:
    """Seconds from the file to the first text painted; waits for the rest of it afterwards."""
    painted, written = Waiting(), Waiting()
    viewer.paper.ended.connect(written.done)
    filled = Painted(painted.done)
    viewer.shown.connect(lambda: viewer.paper.viewport().installEventFilter(filled))
    start = time.perf_counter()
    viewer.show_document(path.read_bytes())
    painted.wait()
    if viewer.paper.writer.busy:
        written.wait()
    viewer.shown.disconnect()
    viewer.paper.ended.disconnect(written.done)
    viewer.paper.viewport().removeEventFilter(filled)
    return painted.at - start


def alone(path: Path) -> float:
    """Seconds for the parser and the style sheet, with nothing around them."""
    gc.collect()
    start = time.perf_counter()
    sheet()(etree.parse(path), elsewhere=etree.XSLT.strparam(""))
    return time.perf_counter() - start


def main() -> int:
    """Measure in the folder that the command line names; 0."""
    found = rounds(application(sys.argv[:1]), Path(sys.argv[1]))
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
