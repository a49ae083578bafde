"""Where a record is written to: what a folder and a zip have in common (OFF-7)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from desktop.models.trouble import PortalError, Trouble
from desktop.services.context import Context, Progress
from desktop.services.record.journal import Item

PART = ".part"
MANIFEST = "manifest.json"
_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is to be written. `sha256` is "" and `size` 0 where they show in the writing."""

    path: str
    media_type: str
    size: int = 0
    sha256: str = ""


INDEX = Entry("index.html", "text/html")


class Readable(Protocol):
    """A file that reads into memory that is there, as those of the disk and of a zip do."""

    def readinto(self, buffer: memoryview, /) -> int:
        """How many bytes came; 0 at the end."""


class Meter:
    """Counts bytes for the progress; every byte is written once and read back once."""

    def __init__(self, context: Context, total: int) -> None:
        self._context, self._total = context, total
        self._done, self._what = 0, ""

    def begin(self, path: str) -> None:
        """This file is in hand now."""
        self._what = path.rpartition("/")[2]
        self.passed(0)

    def passed(self, size: int) -> None:
        """So many more bytes went one of the two ways; raises `Cancelled`."""
        self._context.check_cancelled()
        self._done += size
        done = min(self._done // 2, max(self._total - 1, 0))
        self._context.report(Progress(done, self._total or None, self._what))


class Target(Protocol):
    """A record that is being written: `put` files, then `finish`; `leave` in any case.

    What went wrong is a `PortalError`: DISK_FULL, READ_ONLY, PATH_TOO_LONG, TARGET_EXISTS,
    DISK_FAULT. A file has its name only when it is whole and was read back. `one_go` says that
    nothing of what was put can be taken back: what is put must be sound.
    """

    path: Path
    made_at: datetime
    resumed: bool
    one_go: bool

    def keeps(self, entry: Entry, meter: Meter) -> bool:
        """Whether an earlier try has written this file, and it is still so."""

    def put(self, entry: Entry, chunks: Iterable[bytes], meter: Meter) -> None:
        """Write a file from its chunks."""

    def items(self) -> list[Item]:
        """The files that are there, in the order of their writing."""

    def finish(self, manifest: Iterable[bytes], meter: Meter) -> None:
        """Write the manifest, and end the record: it is whole."""

    def leave(self) -> None:
        """Close what is open. Of a record that is not whole a folder stays, a zip does not."""


def written(file: IO[bytes], entry: Entry, chunks: Iterable[bytes], meter: Meter) -> Item:
    """Write the chunks, and say what they were; a known digest is left to the reading back."""
    known, size = entry.sha256, 0
    digest = hashlib.sha256()
    for chunk in chunks:
        file.write(chunk)
        size += len(chunk)
        if not known:
            digest.update(chunk)
        meter.passed(len(chunk))
    return Item(entry.path, size, known or digest.hexdigest(), entry.media_type)


def same(file: Readable, item: Item, meter: Meter) -> bool:
    """Whether what is read is what was written."""
    digest, size = hashlib.sha256(), 0
    room = memoryview(bytearray(_AT_ONCE))  # the same for all of it: new memory costs more
    while length := file.readinto(room):
        digest.update(room[:length])
        size += length
        meter.passed(length)
    return size == item.size and digest.hexdigest() == item.sha256


def check_same(file: Readable, item: Item, meter: Meter) -> None:
    """Raise DISK_FAULT when what is read is not what was written."""
    if not same(file, item, meter):
        raise PortalError(Trouble.DISK_FAULT, detail="read back otherwise")
