"""A record as one zip, encrypted with AES-256 as WinZip does it when there is a password (OFF-7).

A zip that was stopped is not taken up again: its end, which makes it one, is written last. So it
begins anew, and what is not whole is removed.
"""

import hashlib
import io
import os
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pyzipper

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.files import FILE_MODE, sync_folder
from desktop.services.record.journal import Item
from desktop.services.record.target import MANIFEST, PART, Entry, Meter, check_same, written
from desktop.services.saving import told

_BINARY: int = getattr(os, "O_BINARY", 0)
_TEXTS = frozenset({"text/html", "application/json"})


class ZipTarget:
    """See `Target`; nothing of it stays when it is left before it is whole."""

    resumed = False
    one_go = True

    def __init__(self, path: Path, password: str, now: datetime) -> None:
        self.path, self.made_at = path, now
        self._password = password.encode()
        self._beside = path.with_name(
            f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}{PART}"
        )
        self._items: list[Item] = []
        with told():
            with suppress(FileNotFoundError):  # of a program that was killed
                self._beside.unlink()
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
            raw = io.FileIO(os.open(self._beside, flags, FILE_MODE), "r+")
            self._file = io.BufferedRandom(raw)
            self._archive = self._zip(self._file, "w")

    def keeps(self, _entry: Entry, _meter: Meter) -> bool:
        """Never: a zip is written in one go."""
        return False

    def put(self, entry: Entry, chunks: Iterable[bytes], meter: Meter) -> None:
        """Add a file; it is read back when all are there."""
        meter.begin(entry.path)
        self._items.append(self._put(entry, chunks, meter))

    def items(self) -> list[Item]:
        """The files that are there."""
        return list(self._items)

    def finish(self, manifest: Iterable[bytes], meter: Meter) -> None:
        """Add the manifest, read everything back, then give the zip its name."""
        last = self._put(Entry(MANIFEST, "application/json"), manifest, meter)
        with told():
            self._archive.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._check([*self._items, last], meter)
            self._beside.replace(self.path)
            sync_folder(self.path.parent)

    def leave(self) -> None:
        """Close it, and remove what is not whole."""
        for close in (self._archive.close, self._file.close, self._beside.unlink):
            with suppress(OSError, ValueError):
                close()

    def _put(self, entry: Entry, chunks: Iterable[bytes], meter: Meter) -> Item:
        info = self._archive.zipinfo_cls(entry.path, self.made_at.timetuple()[:6])
        info.external_attr = FILE_MODE << 16
        info.file_size = entry.size
        packed = entry.media_type in _TEXTS
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with told(), self._archive.open(info, "w") as file:
            return written(file, entry, chunks, meter)

    def _check(self, items: list[Item], meter: Meter) -> None:
        try:
            with self._beside.open("rb") as file, self._zip(file, "r") as archive:
                for item in items:
                    meter.begin(item.path)
                    with archive.open(item.path) as entry:
                        check_same(entry, item, meter)
        except (zipfile.BadZipFile, pyzipper.BadZipFile, KeyError):
            raise PortalError(Trouble.DISK_FAULT, detail="read back otherwise") from None

    def _zip(self, file: BinaryIO, mode: str) -> pyzipper.AESZipFile:
        archive = pyzipper.AESZipFile(file, mode)
        if self._password:
            archive.setpassword(self._password)
            archive.setencryption(pyzipper.WZ_AES, nbits=256)
        return archive
