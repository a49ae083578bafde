"""A record as a folder of files, which can be stopped at any point and taken up again (OFF-7)."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.files import private_folder, sync_folder
from desktop.services.context import Context
from desktop.services.record import journal
from desktop.services.record.drafts import Drafts
from desktop.services.record.journal import Begun, Item
from desktop.services.record.names import part
from desktop.services.record.target import INDEX, MANIFEST, Entry, Meter, same
from desktop.services.saving import told

MOST_FOLDERS = 999
WINDOWS_PATH = 259
"""Signs of a path that every program on Windows takes."""


def place_for(chosen: Path, name: str, whose: str) -> tuple[Path, bool]:
    """The folder to write into, and whether a record of this login is taken up in it.

    In the folder that was chosen: the first of that name, numbered, which is unfinished, empty or
    not there. A chosen folder that itself holds an unfinished record of theirs is the one.
    """
    if not chosen.is_dir():  # a stick that was pulled out: nothing is made in its place
        raise PortalError(Trouble.READ_ONLY)
    with told():
        if _unfinished(chosen, whose):
            return chosen, True
        for number in range(1, MOST_FOLDERS):
            path = chosen / (part(name) if number == 1 else f"{part(name)} ({number})")
            if _unfinished(path, whose):
                return path, True
            if _free(path):
                return path, False
    raise PortalError(Trouble.TARGET_EXISTS)


def check_lengths(path: Path, planned: Iterable[Entry]) -> None:
    """Raise PATH_TOO_LONG when a file would have a longer path than the system takes."""
    longest = max((len(os.fsencode(each.path)) for each in planned), default=0)
    most = WINDOWS_PATH
    if os.name == "posix":
        with told():
            most = os.pathconf(path.parent, "PC_PATH_MAX") - 1
    if len(os.fsencode(path)) + 1 + longest > most:
        raise PortalError(Trouble.PATH_TOO_LONG)


class FolderTarget:
    """See `Target`; what is complete stays when it is left."""

    one_go = False

    def __init__(self, path: Path, whose: str, now: datetime, planned: Iterable[Entry]) -> None:
        self.path = path
        with told():
            private_folder(path)
        found = journal.read(path)
        begun, self._known = found or (Begun(whose, now), {})
        self.made_at, self.resumed = begun.at, found is not None
        self._items: dict[str, Item] = {}
        items = {each.path: _item(each) for each in (*planned, INDEX)}
        self._drafts = Drafts(path)
        journal.write(path, begun, (self._known | items).values())

    def keeps(self, entry: Entry, meter: Meter) -> bool:
        """Whether that file was written before and is still the same."""
        item, place = _item(entry), self._at(entry.path)
        if entry.path not in self._known or not _has_size(place, entry.size):
            return False
        meter.begin(entry.path)
        meter.passed(item.size)
        with told(), place.open("rb") as file:
            if not same(file, item, meter):
                return False
        self._items[item.path] = item
        return True

    def put(self, entry: Entry, chunks: Iterable[bytes], meter: Meter) -> None:
        """Write beside its place; it gets its name when it was read back."""
        meter.begin(entry.path)
        self._items[entry.path] = self._put(entry, chunks, meter)

    def items(self) -> list[Item]:
        """The files that are there."""
        return list(self._items.values())

    def finish(self, manifest: Iterable[bytes], meter: Meter) -> None:
        """Remove what an earlier try wrote and nobody wants now; the journal goes last."""
        self._drafts.name_all(meter)
        for path in self._known.keys() - self._items.keys():
            self._drop(path)
        self._put(Entry(MANIFEST, "application/json"), manifest, meter)
        self._drafts.name_all(Meter(Context(), 0))  # with the manifest it is whole: no stop now
        with told():
            (self.path / journal.NAME).unlink()
            sync_folder(self.path)

    def leave(self) -> None:
        """Name what is complete; the journal stays until the end."""
        with suppress(PortalError):
            self._drafts.name_all(Meter(Context(), 0))
        self._drafts.drop()

    def _put(self, entry: Entry, chunks: Iterable[bytes], meter: Meter) -> Item:
        target = self._at(entry.path)
        with told():
            self._make_room(entry.path)
        return self._drafts.write(entry, target, chunks, meter)

    def _make_room(self, path: str) -> None:
        """The folders above a file, each for its owner only."""
        above = [each for each in PurePosixPath(path).parents if each.name]
        for each in reversed(above):
            private_folder(self.path / each)

    def _at(self, path: str) -> Path:
        """Where a file lies; a changed journal leads nowhere else."""
        found = self.path / path
        if not found.resolve().is_relative_to(self.path.resolve()):
            raise PortalError(Trouble.DISK_FAULT, detail="outside the record")
        return found

    def _drop(self, path: str) -> None:
        with suppress(OSError, PortalError):
            self._at(path).unlink()
            for above in (self.path / path).parents:
                if above == self.path:
                    break
                above.rmdir()


def _unfinished(path: Path, whose: str) -> bool:
    found = journal.read(path)
    return found is not None and found[0].whose == whose


def _free(path: Path) -> bool:
    """Not there, or nothing in it but what a try left that broke off at its very beginning."""
    if path.is_symlink() or not path.is_dir():
        return not path.exists() and not path.is_symlink()
    return {each.name for each in path.iterdir()} <= {journal.NAME} and journal.read(path) is None


def _item(entry: Entry) -> Item:
    return Item(entry.path, entry.size, entry.sha256, entry.media_type)


def _has_size(path: Path, size: int) -> bool:
    with told():
        return path.is_file() and path.stat().st_size == size
