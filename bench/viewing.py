"""The PDF viewer as the figures need it, in a process of its own: `python -m bench.viewing WHAT …`.

Prints one JSON list of pairs on the last line.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout
from typing_extensions import override

from bench.window import Heart
from desktop.app import application, dress
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.jobs import Jobs, Lane
from desktop.services.portal import Portal
from desktop.services.settings import Places, SettingsFile
from desktop.views.viewers.pdf import PdfViewer
from practice_server.demo import build
from practice_server.demo.documents import DemoBlob

ROUNDS = 31
PASSES = 5
BLOCK = 0.05
SIZE = (724, 602)
DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "pdf"
LONGEST_WAIT = 40_000  # milliseconds


class Waiting:
    """Runs the event loop until something was called."""

    def __init__(self) -> None:
        self._loop = QEventLoop()
        self.at = 0.0

    def done(self, *_values: object) -> None:
        """It happened; the time counts when the event loop is back."""
        QTimer.singleShot(0, self._loop, self._note)

    def wait(self) -> None:
        """Until `done`, or too long."""
        QTimer.singleShot(LONGEST_WAIT, self._loop, self._loop.quit)
        self._loop.exec()

    def _note(self) -> None:
        self.at = time.perf_counter()
        self._loop.quit()


class Page(QLabel):
    """A plain label that says when it was painted with a picture."""

    painted: Callable[[], None] | None = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.painted is not None and not self.pixmap().isNull():
            self.painted()


class Viewing:
    """A viewer as it is in the window, in size and look, over a real portal and its process."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        places = Places.under(folder / "computer")
        places.make()
        self.portal = Portal(SettingsFile(places.config), places)
        dress(app, self.portal)
        self.viewer = PdfViewer(self.portal)
        self.card = QFrame()
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.viewer)
        self.card.resize(*SIZE)
        self.card.show()

    def close(self) -> None:
        """End the process and the lanes."""
        self.viewer.clear()
        self.portal.close()


def first_page(app: QApplication, folder: Path) -> list[tuple[float, float]]:
    """Seconds from the vault to the first page painted, and of a bare QPdfDocument."""
    statement = next(made for made in build().blobs if len(made.data) > 25_000)
    plain = folder / "plain.pdf"
    plain.write_bytes(statement.data)
    vault = filled(folder / "vault", statement)
    viewing, jobs, label = Viewing(app, folder), Jobs(print), Page()
    digest, size = statement.blob.digest, statement.blob.size

    def from_vault() -> float:
        until = Waiting()
        viewing.viewer.shown.connect(until.done)
        start = time.perf_counter()
        jobs.run(
            Lane.FILES,
            lambda _context: vault.documents.read(digest, size),
            owner=viewing.viewer,
            done=lambda data: viewing.viewer.show_document(data, "Statement"),
        )
        until.wait()
        viewing.viewer.shown.disconnect(until.done)
        settled()
        return until.at - start

    shapes: list[QSize] = []
    viewing.viewer.shown.connect(lambda: shapes.append(drawn(viewing.viewer)))
    from_vault()
    shape = shapes[0]
    label.resize(shape)
    label.show()
    pairs = [(from_vault(), bare(plain, shape, label)) for _ in range(ROUNDS)]
    jobs.close()
    viewing.close()
    vault.close()
    return pairs[1:]


def drawn(viewer: PdfViewer) -> QSize:
    """How large the first page is drawn."""
    picture = viewer.canvas.pictures.get(0)
    assert picture is not None
    return picture.size()


def bare(path: Path, size: QSize, label: Page) -> float:
    """Seconds to load, draw and paint the first page with nothing around it."""
    label.clear()
    gc.collect()
    until = Waiting()
    label.painted = until.done
    start = time.perf_counter()
    document = QPdfDocument()
    document.load(str(path))
    label.setPixmap(QPixmap.fromImage(document.render(0, size)))
    until.wait()
    label.painted = None
    return until.at - start


def filled(folder: Path, made: DemoBlob) -> Vault:
    """A vault that holds one document."""
    vault = Vault.create(VaultFolder(folder), VaultKey.new())
    with vault.documents.open_for_append(made.blob) as writer:
        writer.write(made.data)
        writer.finish()
    return vault


def settled() -> None:
    """Nothing of the last round runs into the next."""
    until = Waiting()
    QTimer.singleShot(300, until.done)
    until.wait()
    gc.collect()


def block(app: QApplication, folder: Path) -> list[tuple[float, float]]:
    """The longest time that the GUI thread did nothing else, in passes over all documents."""
    viewing, heart, pairs = Viewing(app, folder), Heart(), list[tuple[float, float]]()
    for _ in range(PASSES):
        heart.begin()
        for data in documents():
            look_at(viewing.viewer, data)
        pairs.append((heart.longest, BLOCK))
    viewing.close()
    return pairs


def look_at(viewer: PdfViewer, data: bytes) -> None:
    """Open a document until it shows or gets a message."""
    until, ends = Waiting(), (viewer.shown, viewer.refused)
    for end in ends:
        end.connect(until.done)
    viewer.show_document(data, "Document")
    until.wait()
    for end in ends:
        end.disconnect(until.done)


def documents() -> list[bytes]:
    """The collections of broken and strange PDFs where they are there, else the demo's."""
    found = sorted(DATA.rglob("*.pdf")) if DATA.is_dir() else []
    return [path.read_bytes() for path in found] or [made.data for made in build().blobs]


def main() -> int:
    """Do what the command line names; 0."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    does = {"first_page": first_page, "block": block}[what]
    found = does(application(sys.argv[:1]), folder)
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
