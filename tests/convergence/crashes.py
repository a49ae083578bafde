"""A computer that loses its power between any two writes of the program.

Steps are counted before each statement of the vault's database and before each file that is opened,
renamed or removed under the computer's folder. At the chosen step everything on the disk is copied
as it is, and `Crash` ends the program. The next one starts from the copy.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

_FILES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})


class Crash(BaseException):
    """The end of a program that could not end well."""


class Fuse:
    """Blows at its `step`, once; the disk is copied from `root` to `target`."""

    def __init__(self, root: Path, target: Path, step: int) -> None:
        self._root = str(root)
        self._target = target
        self._left = step

    def burn(self, *_: object, **__: object) -> None:
        """One more step."""
        if self._left <= 0:
            return
        self._left -= 1
        if self._left == 0:
            shutil.copytree(self._root, self._target, ignore=shutil.ignore_patterns("*-shm"))
            raise Crash

    def hear(self, what: str, about: tuple[Any, ...]) -> None:
        """A step of the file system, if it is one under the folder."""
        if what in _FILES and isinstance(about[0], str | os.PathLike):
            place = str(os.fspath(about[0]))
            if place.startswith(self._root) and self._left > 0:
                self.burn()


class _Heard:
    """The one hook of this process; hooks cannot be taken out again."""

    fuse: Fuse | None = None
    hooked = False


def _hear(what: str, about: tuple[Any, ...]) -> None:
    if _Heard.fuse is not None:
        _Heard.fuse.hear(what, about)


@contextmanager
def burning(engine: Engine, root: Path, target: Path, step: int) -> Iterator[None]:
    """Raise `Crash` at the block's step of that number, if it has so many."""
    if not _Heard.hooked:
        sys.addaudithook(_hear)
        _Heard.hooked = True
    fuse = Fuse(root, target, step)
    event.listen(engine, "before_cursor_execute", fuse.burn)
    _Heard.fuse = fuse
    try:
        yield
    finally:
        _Heard.fuse = None
        event.remove(engine, "before_cursor_execute", fuse.burn)
