"""Documents saved where the patient wants them: one file, one combined PDF, or a zip (ACC-6).

A file appears whole or not at all: it is written under another name in the same folder and then
renamed. Nothing is overwritten unless the patient said so.
"""

import errno
import io
import os
import re
import secrets
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from desktop.models.trouble import PortalError, Trouble
from desktop.models.vault.errors import DocumentDamaged, DocumentTooLarge
from desktop.services import combining
from desktop.services.context import Context, Progress

MOST_COMBINED = 256 * 1024 * 1024
"""Bytes of all documents of one combined PDF, which is made in memory."""

_LONGEST_NAME = 180
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(  # for Windows
    r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\..*)?$", re.IGNORECASE
)
_SKIPPED = frozenset(
    {
        Trouble.WRONG_DIGEST,
        Trouble.NOT_FOUND,
        Trouble.DOCUMENT_DAMAGED,
        Trouble.DOCUMENT_LOCKED,
        Trouble.DOCUMENT_TOO_LARGE,
    }
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One document to save: its file name, its time, and the way to get its bytes."""

    name: str
    load: Callable[[Context], bytes]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """Where it was saved, how many documents are in it, and which were left out and why."""

    path: Path
    count: int
    skipped: tuple[tuple[str, Trouble], ...] = ()


def save_one(piece: Piece, path: Path, context: Context, *, replace: bool = False) -> Saved:
    """The document as it is, byte for byte.

    Raises TARGET_EXISTS, DISK_FULL, READ_ONLY, DISK_FAULT, and whatever `load` raises.
    """
    data = piece.load(context)
    with _new_file(path, replace=replace) as file:
        file.write(data)
    return Saved(path, 1)


def save_zip(
    pieces: Sequence[Piece], path: Path, context: Context, *, replace: bool = False
) -> Saved:
    """All documents in one zip, one in memory at a time; those that do not come are left out.

    Raises as `save_one`, and NOTHING_TO_SAVE when none came.
    """
    skipped: list[tuple[str, Trouble]] = []
    names: set[str] = set()
    with _new_file(path, replace=replace) as file, zipfile.ZipFile(file, "w") as archive:
        for piece, data in _loaded(pieces, context, skipped):
            name = _unlike(safe_name(piece.name), names)
            archive.writestr(_entry(name, piece.at), data)
        _check_any(names)
    return Saved(path, len(names), tuple(skipped))


def save_combined(
    pieces: Sequence[Piece], path: Path, context: Context, *, replace: bool = False
) -> Saved:
    """All documents as one PDF with a bookmark each; encrypted and damaged ones are left out.

    Raises as `save_zip`, and DOCUMENT_TOO_LARGE when they are too much for memory.
    """
    skipped: list[tuple[str, Trouble]] = []
    total = 0
    with combining.Combined(context) as combined:
        for piece, data in _loaded(pieces, context, skipped):
            total += len(data)
            if total > MOST_COMBINED:
                raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
            trouble = combined.add(data, Path(piece.name).stem)
            if trouble is not None:
                skipped.append((piece.name, trouble))
        _check_any(range(combined.count))
        context.check_cancelled()
        with _new_file(path, replace=replace) as file:
            combined.write(file)
    return Saved(path, combined.count, tuple(skipped))


def save_each(pieces: Sequence[Piece], folder: Path, context: Context) -> Saved:
    """Each document as a file of its own, under a name that is free in the folder.

    One that does not come or cannot be written is left out with the reason. When none is saved,
    raises that reason, or NOTHING_TO_SAVE when there are several.
    """
    skipped: list[tuple[str, Trouble]] = []
    count = 0
    with told():
        names = {path.name.casefold() for path in folder.iterdir()}
    for piece, data in _loaded(pieces, context, skipped, frozenset(Trouble)):
        try:
            with _new_file(folder / _unlike(safe_name(piece.name), names), replace=False) as file:
                file.write(data)
        except PortalError as error:
            skipped.append((piece.name, error.trouble))
        else:
            count += 1
    if not count:
        reasons = {why for _name, why in skipped}
        raise PortalError(reasons.pop() if len(reasons) == 1 else Trouble.NOTHING_TO_SAVE)
    return Saved(folder, count, tuple(skipped))


def safe_name(name: str) -> str:
    """A file name that every system takes and that stays in its folder; any script is kept."""
    name = _UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).strip(" .") or "document"
    if _RESERVED.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = name, ""
    room = _LONGEST_NAME - len(ending.encode()) - 1
    stem = stem.encode(errors="replace")[:room].decode(errors="ignore").rstrip(" .")
    return f"{stem}.{ending}" if ending else stem


def _loaded(
    pieces: Sequence[Piece],
    context: Context,
    skipped: list[tuple[str, Trouble]],
    bearable: Collection[Trouble] = _SKIPPED,
) -> Iterator[tuple[Piece, bytes]]:
    for done, piece in enumerate(pieces):
        context.check_cancelled()
        context.report(Progress(done, len(pieces)))
        try:
            data = piece.load(context)
        except PortalError as error:
            if error.trouble not in bearable:
                raise
            skipped.append((piece.name, error.trouble))
        except DocumentDamaged:
            skipped.append((piece.name, Trouble.DOCUMENT_DAMAGED))
        except DocumentTooLarge:
            skipped.append((piece.name, Trouble.DOCUMENT_TOO_LARGE))
        else:
            yield piece, data
    context.report(Progress(len(pieces), len(pieces)))


def _check_any(found: Collection[object]) -> None:
    if not found:
        raise PortalError(Trouble.NOTHING_TO_SAVE)


def _unlike(name: str, names: set[str]) -> str:
    """The name, numbered when another document has it; systems that ignore case count."""
    path, number, free = Path(name), 1, name
    while free.casefold() in names:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    names.add(free.casefold())
    return free


def _entry(name: str, at: datetime | None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    if at is not None and 1980 <= at.year <= 2107:
        entry.date_time = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _new_file(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A file that becomes `path` when the block ends well, and is gone when it does not."""
    if not replace and (path.exists() or path.is_symlink()):
        raise PortalError(Trouble.TARGET_EXISTS)
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with told(), _owned(temporary) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with told():
            _publish(temporary, path, replace=replace)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


@contextmanager
def _owned(path: Path) -> Iterator[BinaryIO]:
    binary: int = getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | binary, 0o600)
    with io.FileIO(handle, "r+") as raw, io.BufferedRandom(raw) as file:
        yield file


def _publish(temporary: Path, path: Path, *, replace: bool) -> None:
    if not replace:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # takes the name
    try:
        temporary.replace(path)
    except OSError:
        if not replace:
            path.unlink()
        raise


def check_room(folder: Path, size: int) -> None:
    """Raise DISK_FULL when the folder's disk has no room for so many bytes."""
    with told():
        if shutil.disk_usage(folder).free < size:
            raise PortalError(Trouble.DISK_FULL)


@contextmanager
def told() -> Iterator[None]:
    """The disk's errors as troubles."""
    try:
        yield
    except FileExistsError:
        raise PortalError(Trouble.TARGET_EXISTS) from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise PortalError(Trouble.DISK_FULL) from None
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise PortalError(Trouble.READ_ONLY) from None
        if error.errno == errno.ENAMETOOLONG:
            raise PortalError(Trouble.PATH_TOO_LONG) from None
        raise PortalError(Trouble.DISK_FAULT, detail=type(error).__name__) from None
