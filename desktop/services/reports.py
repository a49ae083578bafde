"""Reports of bugs: what kind of thing failed and where, and nothing that a patient wrote.

A report holds exception types, files, lines and function names. It holds no message of an
exception and no local variable, since both may carry health data.
"""

import logging
import secrets
import traceback
from pathlib import Path

log = logging.getLogger("desktop.bug")


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
    number = secrets.token_hex(4).upper()
    log.error("report %s\n%s", number, describe(error))
    return number


def _short(filename: str) -> str:
    """The last three parts of a path: enough to find the line, no name of a user's folder."""
    return "/".join(Path(filename).parts[-3:])
