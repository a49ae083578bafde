"""Files of a record that are written and have no name yet (OFF-7).

Each is made safe from a power cut, read back and compared, and only then gets its name. A few wait
for that together: what the system has written by itself meanwhile is not waited for.
"""

import os
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from desktop.models.vault.files import FILE_MODE
from desktop.services.record.journal import Item
from desktop.services.record.target import PART, Entry, Meter, check_same, written
from desktop.services.saving import told

MOST_FILES, MOST_BYTES = 64, 256 * 1024 * 1024
"""How much may be without a name at a time."""

_BINARY: int = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class _Draft:
    file: BinaryIO
    beside: Path
    target: Path
    item: Item


class Drafts:
    """The files of one folder that wait for their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: deque[_Draft] = deque()
        self._numbers = count()
        with told():
            for left in folder.glob(f".*{PART}"):  # of a program that was killed
                left.unlink()

    def write(self, entry: Entry, target: Path, chunks: Iterable[bytes], meter: Meter) -> Item:
        """Write a file that will be called `target`; others get their names meanwhile."""
        beside = self._folder / f".{next(self._numbers)}{PART}"
        with told():
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
            file = os.fdopen(os.open(beside, flags, FILE_MODE), "wb")
            try:
                item = written(file, entry, chunks, meter)
                file.flush()
            except BaseException:
                _discard(file, beside)
                raise
        self._waiting.append(_Draft(file, beside, target, item))
        while len(self._waiting) > MOST_FILES or self._bytes() > MOST_BYTES:
            self._name_first(meter)
        return item

    def name_all(self, meter: Meter) -> None:
        """Give every file its name. DISK_FAULT when one is not what was written."""
        while self._waiting:
            self._name_first(meter)

    def drop(self) -> None:
        """Remove what has no name."""
        while self._waiting:
            draft = self._waiting.popleft()
            _discard(draft.file, draft.beside)

    def _name_first(self, meter: Meter) -> None:
        draft = self._waiting[0]
        with told():
            if not draft.file.closed:
                os.fsync(draft.file.fileno())
                draft.file.close()
            with draft.beside.open("rb") as file:
                check_same(file, draft.item, meter)
            draft.beside.replace(draft.target)
        self._waiting.popleft()

    def _bytes(self) -> int:
        return sum(draft.item.size for draft in self._waiting)


def _discard(file: BinaryIO, path: Path) -> None:
    with suppress(OSError):
        file.close()
    with suppress(OSError):
        path.unlink()
