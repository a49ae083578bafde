"""A person's whole record outside the program (OFF-7), as every layer of the desktop knows it."""

from pathlib import Path

from msgspec import Struct
from typing_extensions import override

from desktop.models.trouble import Trouble
from portal_protocol.records import PatientId


class Told(Struct, frozen=True):
    """A record in words, as the index shows it: what it is, facts, a text, a table."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class TakeWish(Struct, frozen=True):
    """What is to be taken and where to; `repr` hides the password.

    `place` is the folder in which the record's folder is made, or the zip file that is written.
    `persons` None is everyone. `password` "" writes a zip that anybody can open; a folder has none.
    """

    place: Path
    zipped: bool = False
    persons: frozenset[PatientId] | None = None
    password: str = ""

    @override
    def __repr__(self) -> str:
        return "TakeWish(…)"


class Taken(Struct, frozen=True):
    """What was written: where, how many files and bytes, which documents are not among them and
    why. `resumed`: it was taken up where an earlier try had stopped."""

    path: Path
    files: int
    size: int
    left_out: tuple[tuple[str, Trouble], ...] = ()
    resumed: bool = False
