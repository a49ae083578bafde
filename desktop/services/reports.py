"""Reports of bugs: what kind of thing failed and where, and nothing that a patient wrote.

A report holds exception types, files, lines and function names. It holds no message of an
exception and no local variable, since both may carry health data.
"""

import logging
import os
import traceback
from pathlib import Path
from types import TracebackType

from typing_extensions import override

log = logging.getLogger("desktop.bug")

MOST_LOG_BYTES = 1024 * 1024


def describe(error: BaseException) -> str:
    """Types and frames of an exception and of its causes, oldest cause first."""
    parts = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        kind = type(current)
        parts.append("\n".join([f"{kind.__module__}.{kind.__qualname__}", *lines]))
        current = current.__cause__ or current.__context__
    return "\nled to\n".join(reversed(parts))


def report(error: BaseException) -> str:
    """Log an exception that nobody expected; the number by which it is found in the log."""
    number = os.urandom(4).hex().upper()
    log.error("report %s\n%s", number, describe(error))
    return number


class _Frames(logging.Formatter):
    """Where another module logs an exception with `exc_info`, only types and frames are kept."""

    @override
    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return describe(ei[1]) if ei[1] is not None else ""


class _File(logging.FileHandler):
    """The log's file. On a full disk a line is lost, without a word: there is no place for one."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        pass


def start_log(folder: Path) -> logging.Handler:
    """Write this program's own warnings to `portal.log`, for its owner only, at most two files of
    1 MiB. Libraries do not log here: they would write addresses and headers."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "portal.log"
    if path.exists() and path.stat().st_size > MOST_LOG_BYTES:
        path.replace(path.with_name("portal.log.1"))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    handler = _File(path, encoding="utf-8")
    handler.setFormatter(_Frames("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    ours = logging.getLogger("desktop")
    ours.addHandler(handler)
    ours.propagate = False
    return handler


def _short(filename: str) -> str:
    """The last three parts of a path: enough to find the line, no name of a user's folder."""
    return "/".join(Path(filename).parts[-3:])
