"""Images as the figures need them, in a process of its own: `python -m bench.image_viewing WHAT …`.

Prints one JSON list of pairs on the last line.
"""

import hashlib
import io
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bench.viewing import Waiting, settled
from bench.window import Heart
from desktop import collector
from desktop.app import application, dress
from desktop.models.image import ImageSource
from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.images.pool import Pool
from desktop.services.jobs import Context, Jobs, Lane
from desktop.services.portal import Portal
from desktop.services.settings import Places, SettingsFile
from desktop.views.viewers.image import ImageViewer
from portal_protocol.records import Blob

SIZE = (6000, 4000)  # 24 megapixels
VIEW = (932, 600)
FRAME = 1 / 60
BLOCK, PASSES = 0.05, 3
DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "images"
FRAMES, ZOOMS = 300, (1.0, 0.4, 2.0)
THUMBNAILS, KINDS = 500, 10
THUMBNAIL = (200, 160)
ROUNDS = 5
Greys = np.ndarray[tuple[int, int], np.dtype[np.uint16]]


def radiograph(size: tuple[int, int] = SIZE, seed: int = 1) -> Greys:
    """Greys of 12 bits as a sensor gives them: soft shapes with a little noise."""
    wide, high = size
    dice = np.random.default_rng(seed)
    across, down = np.meshgrid(np.linspace(0, 9, wide), np.linspace(0, 6, high))
    shapes = (np.sin(across + seed) * np.cos(down) + 1) * 1900
    return (shapes + dice.integers(0, 64, (high, wide))).astype(np.uint16)


def tiff() -> bytes:
    """A radiograph of 24 megapixels, packed without loss."""
    file = io.BytesIO()
    Image.fromarray(radiograph()).save(file, "TIFF", compression="tiff_adobe_deflate")
    return file.getvalue()


def photographs() -> list[bytes]:
    """Files as a camera in a practice makes them, of 6 megapixels; each is another file."""
    made = []
    for seed in range(KINDS):
        file = io.BytesIO()
        grey = Image.fromarray((radiograph((3000, 2000), seed) >> 4).astype(np.uint8))
        Image.merge("RGB", (grey, grey.rotate(180), grey)).save(file, "JPEG", quality=88)
        made.append(file.getvalue())
    return [made[number % KINDS] + bytes([number // KINDS]) for number in range(THUMBNAILS)]


def filled(folder: Path, files: list[bytes]) -> tuple[Vault, list[Blob]]:
    """A vault that holds these files."""
    vault = Vault.create(VaultFolder(folder), VaultKey.new())
    blobs = []
    for data in files:
        digest = hashlib.sha256(data).hexdigest()
        blob = Blob(digest=digest, size=len(data), media_type="image/tiff")
        with vault.documents.open_for_append(blob) as writer:
            writer.write(data)
            writer.finish()
        blobs.append(blob)
    return vault, blobs


class Looking:
    """A viewer as it is in the window, over a real portal and its processes."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        places = Places.under(folder / "computer")
        places.make()
        self.portal = Portal(SettingsFile(places.config), places)
        dress(app, self.portal)
        self.viewer = ImageViewer(self.portal)
        self.viewer.resize(*VIEW)
        self.viewer.show()
        self.portal.images.warm_up(owner=self.viewer)
        settled()

    def open(self, data: bytes) -> None:
        """Open an image until it shows."""
        until = Waiting()
        self.viewer.shown.connect(until.done)
        self.viewer.show_image(ImageSource(data, "Panoramic"))
        until.wait()
        self.viewer.shown.disconnect(until.done)

    def close(self) -> None:
        """End the processes and the lanes."""
        self.viewer.clear()
        self.portal.close()


def pan(app: QApplication, folder: Path) -> list[tuple[float, float]]:
    """The slowest frame while a picture was moved; everything between two frames counts."""
    looking = Looking(app, folder)
    looking.open(tiff())
    collector.only_when_asked()  # as the program does
    collector.settle()
    pairs = []
    for number in range(ROUNDS):
        canvas = looking.viewer.pane.canvas
        canvas.fit()
        canvas.put(canvas.place.zoomed(ZOOMS[number % len(ZOOMS)]))
        settled()
        pairs.append((slowest(looking), FRAME))
    looking.close()
    return pairs


def slowest(looking: Looking) -> float:
    """Seconds of the slowest of `FRAMES` frames along a wave over the picture."""
    canvas, until, took = looking.viewer.pane.canvas, Waiting(), list[float]()
    last = time.perf_counter()

    def step() -> None:
        nonlocal last
        turn = -1 if len(took) * 2 > FRAMES else 1
        canvas.put(canvas.place.moved(-9.0 * turn, 6.0 if len(took) % 80 < 40 else -6.0))
        canvas.viewport().repaint()
        now = time.perf_counter()
        took.append(now - last)
        last = now
        if len(took) > FRAMES:
            frames.stop()
            until.done()

    frames = QTimer()
    frames.timeout.connect(step)
    frames.start(0)
    until.wait()
    return max(took[1:])


def first(app: QApplication, folder: Path) -> list[tuple[float, float]]:
    """Seconds from the vault to the picture on the screen, and of decoding the same bytes."""
    data = tiff()
    vault, (blob,) = filled(folder / "vault", [data])
    looking, jobs = Looking(app, folder), Jobs(print)

    def from_vault() -> float:
        until = Waiting()
        looking.viewer.shown.connect(until.done)
        start = time.perf_counter()
        jobs.run(
            Lane.FILES,
            lambda _context: vault.documents.read(blob.digest, blob.size),
            owner=looking.viewer,
            done=lambda read: looking.viewer.show_image(ImageSource(read, "Panoramic")),
        )
        until.wait()
        looking.viewer.shown.disconnect(until.done)
        settled()
        return until.at - start

    pairs = [(from_vault(), decoding(data)) for _ in range(ROUNDS + 1)]
    jobs.close()
    looking.close()
    vault.close()
    return pairs[1:]


def block(app: QApplication, folder: Path) -> list[tuple[float, float]]:
    """The longest time that the GUI thread did nothing else, in passes over all images."""
    looking, pairs = Looking(app, folder), list[tuple[float, float]]()
    files = [*collection(), tiff()]
    collector.only_when_asked()  # as the program does
    collector.settle()
    heart = Heart()
    for _ in range(PASSES):
        heart.begin()
        for data in files:
            look_at(looking.viewer, data)
        pairs.append((heart.longest, BLOCK))
    looking.close()
    return pairs


def look_at(viewer: ImageViewer, data: bytes) -> None:
    """Open an image until it shows or gets a message; then look closer, turn it, change it."""
    until, ends = Waiting(), (viewer.shown, viewer.refused)
    for end in ends:
        end.connect(until.done)
    viewer.show_image(ImageSource(data, "Image"))
    until.wait()
    for end in ends:
        end.disconnect(until.done)
    viewer.pane.canvas.full_size()
    viewer.turn()
    viewer.tone(5, 5)


def collection() -> list[bytes]:
    """The collections of broken and strange images where they are there, else photographs."""
    found = sorted(path for path in DATA.rglob("*") if path.is_file()) if DATA.is_dir() else []
    return [path.read_bytes() for path in found] or photographs()[:KINDS]


def decoding(data: bytes) -> float:
    """Seconds that Pillow takes with nothing around it."""
    start = time.perf_counter()
    Image.open(io.BytesIO(data)).load()
    return time.perf_counter() - start


def thumbnails(_app: QApplication, folder: Path) -> list[tuple[float, float]]:
    """Seconds for all thumbnails from the vault, and of Pillow on the same files and cores."""
    files = photographs()
    vault, blobs = filled(folder / "vault", files)
    jobs, pool = Jobs(print), Pool()
    pairs = [(all_from(vault, blobs, jobs, pool), all_plain(files)) for _ in range(ROUNDS - 1)]
    jobs.close()
    pool.stop()
    vault.close()
    return pairs[1:]


def all_from(vault: Vault, blobs: list[Blob], jobs: Jobs, pool: Pool) -> float:
    """In the lane for files, one job each, as a list asks for them."""
    until, done = Waiting(), list[object]()

    def make(context: Context, blob: Blob) -> int:
        data = vault.documents.read(blob.digest, blob.size)
        return pool.thumbnail(context, data=data, size=THUMBNAIL).width

    def note(width: object) -> None:
        done.append(width)
        if len(done) == len(blobs):
            until.done()

    start = time.perf_counter()
    for blob in blobs:
        jobs.run(Lane.FILES, partial(make, blob=blob), owner=jobs, done=note)
    until.wait()
    return until.at - start


def all_plain(files: list[bytes]) -> float:
    """Draft mode and resize, nothing else, in two threads."""

    def make(data: bytes) -> None:
        image = Image.open(io.BytesIO(data))
        image.draft("RGB", THUMBNAIL)
        image.thumbnail(THUMBNAIL, reducing_gap=None)

    start = time.perf_counter()
    with ThreadPoolExecutor(2) as both:
        list(both.map(make, files))
    return time.perf_counter() - start


def main() -> int:
    """Do what the command line names; 0."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    does = {"pan": pan, "first": first, "block": block, "thumbnails": thumbnails}[what]
    found = does(application(sys.argv[:1]), folder)
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
