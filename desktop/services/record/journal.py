"""What is being written to a folder, kept in it until the record is whole.

One line of JSON each: first whose it is and when it was begun, then every document that will be
there. It is written before them, so that whatever has one of these names was written by us, and a
document is complete when it is what its line says.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from desktop.models.vault.files import drop_drafts, write_whole
from desktop.services.saving import told
from portal_protocol.records import Utc

NAME = ".unfinished-record"
VERSION = 1
T = TypeVar("T")


class Begun(Struct, frozen=True):
    """The first line; `whose` tells one practice and login from another."""

    whose: str
    at: Utc
    version: int = VERSION


class Item(Struct, frozen=True):
    """One file of a record, as the manifest lists it; the path is relative, with slashes."""

    path: str
    size: int
    sha256: str
    media_type: str


def write(folder: Path, begun: Begun, items: Iterable[Item]) -> None:
    """Have this journal from now on."""
    with told():
        drop_drafts(folder)
        write_whole(folder / NAME, line(begun) + b"".join(line(item) for item in items))


def line(what: Begun | Item) -> bytes:
    """One line of a journal."""
    return msgspec.json.encode(what) + b"\n"


def read(folder: Path) -> tuple[Begun, dict[str, Item]] | None:
    """What the journal of a folder says: its first line, and files by path; None without one."""
    with told():
        if not (folder / NAME).is_file():
            return None
        first, *lines = (folder / NAME).read_bytes().split(b"\n")
    begun = _decoded(first, Begun)
    if begun is None or begun.version != VERSION:
        return None
    items = (_decoded(each, Item) for each in lines)
    return begun, {item.path: item for item in items if item is not None}


def _decoded(text: bytes, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
